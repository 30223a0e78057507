import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions
} from '../../../../simulator/simulator.ts'
import { assumptions } from '../../../../tools/prove/assumptions/all.ts'
import type { Report } from '../../../../tools/prove/report.ts'
import { proofs } from '../../../../tools/prove/proofs/all.ts'
import { everything, runProve } from '../../../fixtures/prove-runs.ts'

let simulator: Simulator
afterEach(() => simulator.close())

async function start(options: SimulatorOptions = {}): Promise<string> {
  simulator = await startSimulator(options)
  return `--user-pool-id=${simulator.emptyUserPoolId}`
}

const outcomes = ({ stdout }: { stdout: string }) =>
  Object.fromEntries(
    (JSON.parse(stdout) as Report).proofs.map(({ id, outcome }) => [
      id,
      outcome
    ])
  )

/** Calls that leave something behind. */
const writesOf = () =>
  Object.keys(simulator.stats().calls).filter(name =>
    /^(Admin(?!Get|List)|Create|Put|Add|Start)/.test(name)
  )

function expectNothingLeft(): void {
  const { users, groups } = simulator.poolState(simulator.emptyUserPoolId)
  expect({ users, groups }).toEqual({ users: [], groups: [] })
  expect(simulator.bucketObjects()).toEqual([])
}

describe('all proofs', () => {
  test('are as assumed on the simulator, and leave nothing and nobody behind', async () => {
    const personal = new Set<string>()
    const pools: string[] = []
    await start({
      // Short of what ten calls at once are.
      quota: { LimitManagement: 2 },
      importTransitionMs: 400,
      recovery: {},
      // Pools are old enough for the proofs, and then for the simulator.
      startAgoMs: 20 * 60_000,
      intercept: ({ operation }) => {
        if (operation === 'InitiatePointInTimeRecovery')
          simulator.advanceClock(20 * 60_000)
        return undefined
      },
      rewrite: ({ operation, input }, reply) => {
        if (operation === 'AdminCreateUser' && reply.errorName === undefined) {
          for (const value of peopleIn(input, reply.body.toString()))
            personal.add(value)
        }
        if (operation === 'CreateUserPool' && reply.errorName === undefined) {
          const { UserPool } = JSON.parse(reply.body.toString()) as {
            UserPool: { Id: string; Name: string }
          }
          pools.push(UserPool.Id)
          expect(UserPool.Name).toMatch(/^cognito-backup-prove-/)
        }
        return undefined
      }
    })
    const run = await runProve(simulator, everything(simulator))
    expect(run.exitCode).toBe(0)
    const open = ['no-hash-no-column']
    expect(run.stdout).toContain(
      `${proofs.length - open.length} as assumed, 0 otherwise, ${open.length} not settled.`
    )
    for (const { id } of proofs)
      expect(run.stdout).toContain(
        `\n| ${id} | ${open.includes(id) ? 'not settled' : 'as assumed'} | `
      )
    for (const { id, byHand } of assumptions)
      if (byHand !== undefined) expect(run.stdout).toContain(`- **${id}**: `)

    expectNothingLeft()
    expect(pools.length).toBeGreaterThan(5)
    for (const id of pools)
      expect(() => simulator.poolState(id)).toThrow('There is no user pool')

    const said = run.stdout + run.stderr
    expect(personal.size).toBeGreaterThan(60)
    for (const value of personal) expect(said).not.toContain(value)
    expect(said).not.toMatch(/@example\.com|\+1202555|arn:aws|\d{12}/)
    expect(simulator.stats()).toMatchObject({
      messagesSent: 0,
      triggers: {}
    })
    expectPolicyFits()
  })

  /** The policy allows what is called, and hardly more. */
  function expectPolicyFits(): void {
    const policy = new URL(
      '../../../../tools/prove/policy.json',
      import.meta.url
    )
    const { Statement } = JSON.parse(readFileSync(policy, 'utf8')) as {
      Statement: { Action: string | string[] }[]
    }
    const allowed = new Set(Statement.flatMap(({ Action }) => Action))
    const { calls } = simulator.stats()
    const called = new Set(
      Object.keys(calls)
        .filter(name => name !== 'UploadUserImportFile')
        .flatMap(name => actionsOf[name] ?? [`cognito-idp:${name}`])
    )
    expect([...called].filter(action => !allowed.has(action))).toEqual([])
    expect([...allowed].filter(action => !called.has(action)).sort()).toEqual([
      // Of a run that is stopped, and what the simulator doesn't check.
      'cognito-idp:StopUserImportJob',
      'cognito-idp:TagResource',
      'iam:PassRole',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      's3:ListBucket'
    ])
  }
})

/** What of S3's operations isn't allowed by an action of the same name. */
const actionsOf: Record<string, string[]> = {
  PutObject: ['s3:PutObject'],
  GetObject: ['s3:GetObject', 's3:GetObjectVersion'],
  HeadObject: ['s3:GetObject'],
  DeleteObject: ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  ListObjectVersions: ['s3:ListBucketVersions']
}

function peopleIn(input: unknown, answer: string): string[] {
  const { Username, UserAttributes = [] } = input as {
    Username: string
    UserAttributes?: { Value?: string }[]
  }
  const { User } = JSON.parse(answer) as {
    User: { Attributes: { Name: string; Value: string }[] }
  }
  const sub = User.Attributes.find(({ Name }) => Name === 'sub')?.Value ?? ''
  const values = UserAttributes.map(({ Value = '' }) => Value)
  return [Username, sub, ...values].filter(value => value.length > 6)
}

describe('a simulator that is otherwise', () => {
  test.each<[string, string, SimulatorOptions]>([
    ['sub-filter', 'finds nobody by sub', { filterBehaviour: 'empty' }],
    ['sub-filter', 'passes filters over', { filterBehaviour: 'ignored' }],
    ['sub-filter', 'refuses filters', { filterBehaviour: 'refused' }],
    [
      'mfa-before-password',
      'wants a password first',
      { mfaPreferenceNeedsConfirmed: true }
    ],
    [
      'put-answer',
      'encrypts with its own key',
      { faults: [{ does: 'sse-s3', operation: 'PutObject', times: Infinity }] }
    ],
    [
      'head-sha256',
      'tells no checksum',
      { faults: [{ does: 'no-checksum', operation: 'HeadObject' }] }
    ]
  ])('is found out by %s where it %s', async (id, _what, options) => {
    await start(options)
    const run = await runProve(simulator, [
      ...everything(simulator),
      `--only=${id}`,
      '--json'
    ])
    expect(outcomes(run)).toMatchObject({ [id]: 'otherwise' })
    expect(run.exitCode).toBe(1)
    expectNothingLeft()
  })

  test('that lists late is found out, and waited for', async () => {
    await start({ listDelayMs: 5500 })
    const run = await runProve(simulator, [
      ...everything(simulator),
      '--only=listing-within-seconds'
    ])
    expect(run.stdout).toMatch(/\*\*otherwise\*\* \| new user /)
  })

  test('that takes no hashes is one of two kinds of pools', async () => {
    await start({ acceptsPasswordHashes: 'header-only' })
    const run = await runProve(simulator, [
      ...everything(simulator),
      '--only=hash',
      '--json'
    ])
    expect(outcomes(run)).toEqual({
      'hash-confirms': 'not-settled',
      'no-hash-no-column': 'as-assumed',
      'no-hash-reset-required': 'as-assumed'
    })
  })
})

describe('nothing is tried', () => {
  const writesNothing = async (
    args: string[],
    sentence: string,
    env?: Record<string, string>
  ) => {
    const run = await runProve(simulator, args, env && { env })
    expect(run.exitCode).toBe(2)
    expect(run.stdout + run.stderr).toContain(sentence)
    expect(writesOf()).toEqual([])
    return run
  }

  test('before somebody has agreed to what is listed', async () => {
    const id = await start()
    const { stdout } = await writesNothing([id], 'add --yes to do it')
    expect(stdout).toContain('  temporary-password\n')
    expect(stdout).toContain('put-answer: --bucket and --kms-key-id')
  })

  test('on a pool that somebody is in', async () => {
    const id = await start()
    simulator.addUser(simulator.emptyUserPoolId)
    await writesNothing([id, '--yes'], 'has users in it')
  })

  test('on a pool that runs a function', async () => {
    const id = await start()
    simulator.onTrigger(simulator.emptyUserPoolId, 'PreSignUp', () => undefined)
    await writesNothing([id, '--yes'], 'has the trigger PreSignUp')
  })

  test('on a pool that isn’t there', async () => {
    await start()
    await writesNothing(
      [`--user-pool-id=${simulator.region}_Nowhere1`, '--yes'],
      'There is no user pool'
    )
  })

  test('without permission to look at the pool', async () => {
    const id = await start({ deny: ['cognito-idp:DescribeUserPool'] })
    await writesNothing(
      [id, '--yes'],
      'may not call cognito-idp:DescribeUserPool'
    )
  })

  test('without credentials', async () => {
    const id = await start()
    await writesNothing([id, '--yes'], 'There are no AWS credentials', {
      HOME: '/nonexistent'
    })
  })

  test('where no proof has such an id', async () => {
    const id = await start()
    await writesNothing(
      [id, '--yes', '--only=nonesuch'],
      'No proof has nonesuch'
    )
  })

  test('by a command line that says something else', async () => {
    await start()
    await writesNothing(['--yes'], 'Name a user pool to throw away')
  })
})

describe('a run', () => {
  test('that is stopped removes what it made, and says that it was', async () => {
    await start({ latencyMs: 5 })
    const run = await runProve(simulator, everything(simulator), {
      stopAt: 'sub-filter: '
    })
    expect(run.exitCode).toBe(130)
    expect(run.stdout).toContain('The run was stopped before its end.')
    expect(run.stdout).toContain('| sub-filter | as assumed |')
    expect(run.stdout).not.toContain('| throttle-name |')
    expectNothingLeft()
  })

  test('that may not delete says how much is left', async () => {
    const id = await start({ deny: ['cognito-idp:AdminDeleteUser'] })
    const run = await runProve(simulator, [
      id,
      '--yes',
      '--only=username-taken'
    ])
    expect(run.exitCode).toBe(1)
    expect(run.stdout).toContain('- 1 × user (AccessDeniedException)')
  })

  test('in which a call is denied goes on with the other proofs', async () => {
    const id = await start({ deny: ['cognito-idp:AdminSetUserPassword'] })
    const run = await runProve(simulator, [
      id,
      '--yes',
      '--only=password',
      '--json'
    ])
    expect(outcomes(run)).toEqual({
      'temporary-password': 'as-assumed',
      'permanent-password': 'not-settled',
      'password-of-disabled': 'not-settled',
      'mfa-before-password': 'not-settled'
    })
    expect(run.exitCode).toBe(0)
    expectNothingLeft()
  })
})
