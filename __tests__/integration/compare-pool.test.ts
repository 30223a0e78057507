import { describe, expect, test } from '@jest/globals'
import type { SignIn } from '../../simulator/people/options.ts'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator
} from '../../simulator/simulator.ts'
import { annotations, writesToPools } from '../fixtures/action-runs.ts'
import { definitionRows, SAME, tableRows } from '../fixtures/compared-runs.ts'
import { createTarget } from '../fixtures/restore-runs.ts'
import {
  runCompare,
  runExport,
  runRestore,
  runVerify
} from '../fixtures/run-here.ts'
import { clients } from '../fixtures/simulator-clients.ts'

const CHECK = 'arn:aws:lambda:us-east-1:123456789012:function:check'

async function withSimulator(
  options: Parameters<typeof startSimulator>[0],
  body: (simulator: Simulator) => Promise<void>
): Promise<void> {
  const simulator = await startSimulator(options)
  try {
    await body(simulator)
  } finally {
    await simulator.close()
  }
}

async function addClients(simulator: Simulator, count: number): Promise<void> {
  const { cognito } = clients(simulator)
  for (let made = 0; made < count; made += 1) {
    await cognito.createUserPoolClient({
      UserPoolId: simulator.userPoolId,
      // Several share a name.
      ClientName: `client-${made % 40}`,
      GenerateSecret: made % 2 === 0
    })
  }
}

describe('a pool and its snapshot', () => {
  test.each<[SignIn, number]>([
    // More than a page of them.
    ['username', 65],
    ['email', 0],
    ['phone', 0],
    ['alias', 0]
  ])('are the same, by %s and with %i more clients', (signIn, more) =>
    withSimulator(
      {
        users: 30,
        groups: 2,
        membershipsPerUser: 1,
        mfa: 'OPTIONAL',
        federatedShare: 0.2,
        noUsernameShare: 0.2,
        signIn
      },
      async simulator => {
        const { userPoolId: UserPoolId } = simulator
        await addClients(simulator, more)
        expect((await runExport(simulator)).exitCode).toBe(0)
        simulator.resetStats()
        const run = await runCompare(simulator, { 'user-pool-id': UserPoolId })
        expect(run.exitCode).toBe(0)
        expect(run.outputs).toMatchObject({ ...SAME, 'billed-users': '0' })
        expect(annotations(run, 'warning')).toEqual([])
        expect(run.summary).toContain('Users were matched: 30 by sub.')
        expect(run.summary).not.toMatch(/for the first time|Not compared/)
        expect(tableRows(run.summary, 6)).toContainEqual([
          'Users',
          '30',
          '30',
          '0',
          '0',
          '0'
        ])
        const { calls } = simulator.stats()
        expect(writesToPools(calls)).toEqual([])
        expect(calls).not.toHaveProperty('PutObject')
        expect(calls['DescribeUserPoolClient']).toBe(2 + more)
      }
    )
  )

  test('have counts that reconcile while users sign up', async () => {
    let simulator: Simulator | undefined
    let isOpen = false
    let signedUp = 0
    const signUp = ({ operation }: SimulatedCall) => {
      if (!isOpen || operation !== 'ListUsers' || signedUp > 200) return
      for (let one = 0; one < 5; one += 1, signedUp += 1) {
        simulator?.addUser(simulator.userPoolId, {
          username: `new-${signedUp}`
        })
      }
    }
    const intercept = (call: SimulatedCall) => {
      signUp(call)
      return undefined
    }
    await withSimulator({ users: 200, intercept }, async started => {
      simulator = started
      await runExport(started)
      isOpen = true
      const run = await runCompare(started, {
        'user-pool-id': started.userPoolId,
        'compare-parts': 'users'
      })
      const { outputs } = run
      expect(outputs).toMatchObject({
        status: 'complete',
        'users-gone': '0',
        'users-changed': '0'
      })
      expect(outputs).not.toHaveProperty('definition-changes')
      const added = Number(outputs['users-added'])
      expect(added).toBeGreaterThan(0)
      expect(added).toBeLessThanOrEqual(signedUp)
      expect(tableRows(run.summary, 6)).toContainEqual([
        'Users',
        '200',
        String(200 + added),
        String(added),
        '0',
        '0'
      ])
    })
  })
})

describe('a restored pool and its snapshot', () => {
  test('differ in what the restore left alone', () =>
    withSimulator(
      { users: 40, groups: 3, membershipsPerUser: 2, plain: true },
      async simulator => {
        await runExport(simulator)
        const target = await createTarget(simulator, { PoolName: 'restored' })
        expect(
          (await runRestore(simulator, { 'user-pool-id': target })).exitCode
        ).toBe(0)
        const run = await runCompare(simulator, {
          'user-pool-id': target,
          'show-values': 'true'
        })
        expect(run.exitCode).toBe(0)
        expect(run.outputs).toMatchObject({
          ...SAME,
          'definition-changes': expect.stringMatching(/^[1-9]/)
        })
        expect(run.summary).toContain('40 by the map of a restore')
        expect(run.summary).toContain('App clients were matched by name')
        expect(definitionRows(run.summary)).toEqual(
          expect.arrayContaining([
            ['pool', 'Name', 'customers', 'restored'],
            ['client/web', 'gone', '', ''],
            ['client/mobile', 'gone', '', '']
          ])
        )
      }
    ))
})

test('an update of one setting shows what AWS reset with it', () =>
  withSimulator({}, async simulator => {
    const { cognito } = clients(simulator)
    const UserPoolId = simulator.createPool({
      PoolName: 'people',
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { PreSignUp: CHECK },
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
      EmailConfiguration: { ReplyToEmailAddress: 'help@example.com' },
      UserPoolTags: { team: 'identity' }
    })
    const ofPool = {
      'source-user-pool-id': UserPoolId,
      'user-pool-id': UserPoolId
    }
    await runExport(simulator, { 'user-pool-id': UserPoolId })
    await cognito.updateUserPool({ UserPoolId, DeletionProtection: 'ACTIVE' })
    const run = await runCompare(simulator, {
      ...ofPool,
      'show-values': 'true'
    })
    expect(run.outputs).toMatchObject({ ...SAME, 'definition-changes': '5' })
    expect(new Set(definitionRows(run.summary))).toEqual(
      new Set([
        ['pool', 'DeletionProtection', '(not set)', 'ACTIVE'],
        ['pool', 'AutoVerifiedAttributes', '["email"]', '(not set)'],
        [
          'pool',
          'UserPoolAddOns',
          '{"AdvancedSecurityMode":"AUDIT"}',
          '(not set)'
        ],
        [
          'pool',
          'EmailConfiguration',
          '{"ReplyToEmailAddress":"help@example.com"}',
          '(not set)'
        ],
        ['triggers', 'PreSignUp', CHECK, '(not set)']
      ])
    )
  }))

test('a verification takes restored users for those of the snapshot', () =>
  withSimulator(
    { users: 12, groups: 1, plain: true, signIn: 'email' },
    async simulator => {
      await runExport(simulator)
      const target = await createTarget(simulator, {
        UsernameAttributes: ['email']
      })
      const ofTarget = { 'user-pool-id': target }
      const restored = await runRestore(simulator, {
        ...ofTarget,
        'users-without-username': 'recreate'
      })
      expect(restored.outputs['users-created']).toBe('12')
      const run = await runVerify(simulator, { ...ofTarget, 'max-gone': '0' })
      expect(run.exitCode).toBe(0)
      expect(run.outputs).toMatchObject({
        'users-added': '0',
        'users-gone': '0',
        'users-changed': '0'
      })
    }
  ))
