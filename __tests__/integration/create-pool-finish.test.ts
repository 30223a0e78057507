import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CreatePoolRequest } from '../../src/create-pool/request.ts'
import {
  openCreatePoolLab,
  type CreatePoolLab,
  type CreatePoolRun
} from '../fixtures/create-pool-lab.ts'
import { isWrite, killAtWrite } from '../fixtures/killed-writes.ts'
import { runExport } from '../fixtures/run-here.ts'

const ARN = 'arn:aws:lambda:us-east-1:111122223333:function:'
const TRIGGERS = {
  PreSignUp: `${ARN}pre-sign-up`,
  PreTokenGenerationConfig: {
    LambdaVersion: 'V2_0',
    LambdaArn: `${ARN}tokens`
  }
}
const REGISTRATION = {
  EnableStatus: 'Enabled',
  OpenDcrEnabled: false,
  AuthenticatedGrantTypes: ['client_credentials'],
  AllowedScopes: ['openid']
}

let lab: CreatePoolLab
/** The pool with all that waits. */
let source: string
let accept: string[] = []
beforeAll(async () => {
  lab = await openCreatePoolLab()
  source = lab.simulator.createPool(
    {
      PoolName: 'old',
      UserPoolTier: 'ESSENTIALS',
      LambdaConfig: TRIGGERS,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      DcrConfiguration: REGISTRATION,
      KeyConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/mrk-1'
      }
    },
    { replica: 'PRIMARY' }
  )
  await runExport(lab.simulator, { 'user-pool-id': source })
  const { outcome } = await lab.run({ ...ofSource('plan'), dryRun: true })
  accept = outcome.findings?.map(({ id }) => id) ?? []
})
afterAll(() => lab.simulator.close())

const ofSource = (poolName: string): Partial<CreatePoolRequest> => ({
  snapshot: { latestOf: { prefix: 'cognito-backup', userPoolId: source } },
  poolName,
  secrets: [],
  domain: 'none',
  accept
})

/** Makes a pool without what waits. */
async function made(poolName: string): Promise<string> {
  const { outcome, failure } = await lab.run(ofSource(poolName))
  expect([failure, outcome.status]).toEqual([undefined, 'complete'])
  return outcome.pool?.id ?? ''
}
const finish = (
  poolName: string,
  changes: Partial<CreatePoolRequest> = {},
  signal?: AbortSignal
) => lab.run({ ...ofSource(poolName), finish: true, ...changes }, signal)

const becameOf = ({ outcome }: CreatePoolRun) =>
  outcome.lines?.map(({ part, became }) => [part, became])
const writes = () => Object.keys(lab.simulator.stats().calls).filter(isWrite)

interface Described {
  LambdaConfig?: Record<string, unknown>
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: boolean }
  DcrConfiguration?: object
  DeletionProtection: string
}
async function described(UserPoolId: string): Promise<Described> {
  const answer = await lab.change('DescribeUserPool', { UserPoolId })
  return (answer as { UserPool: Described }).UserPool
}
async function replicasOf(UserPoolId: string): Promise<unknown[]> {
  const answer = await lab.change('ListUserPoolReplicas', { UserPoolId })
  return (
    answer as { UserPoolReplicas: { RegionName: string }[] }
  ).UserPoolReplicas.map(({ RegionName }) => RegionName)
}

const ALL = [
  ['triggers', 'made'],
  ['pool', 'made'],
  ['pool', 'made'],
  ['replica/us-west-2', 'made']
]

async function expectFinished(id: string) {
  expect(await described(id)).toMatchObject({
    LambdaConfig: TRIGGERS,
    AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
    DcrConfiguration: REGISTRATION,
    DeletionProtection: 'ACTIVE'
  })
  expect(await replicasOf(id)).toContain('us-west-2')
}

describe('what waited', () => {
  test('is set in the pool that an earlier run made, and only once', async () => {
    const id = await made('whole')
    expect(await described(id)).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
    })
    lab.simulator.resetStats()
    const planned = await finish('whole', { dryRun: true })
    expect(planned.outcome.status).toBe('planned')
    expect(planned.outcome.lines?.[0]?.sentence).toContain(
      `PreSignUp ${ARN}pre-sign-up`
    )
    expect(planned.outcome.remarks).toContain(
      'Cost: a replica is billed by users, too.'
    )
    expect(planned.outcome.warnings).toEqual([])
    expect(writes()).toEqual([])

    const run = await finish('whole')
    expect([run.failure, run.outcome.status]).toEqual([undefined, 'complete'])
    expect(becameOf(run)).toEqual(ALL)
    expect(run.outcome.pool?.id).toBe(id)
    expect(writes().sort()).toEqual([
      'CreateUserPoolReplica',
      'PutObject',
      'UpdateUserPool'
    ])
    await expectFinished(id)

    lab.simulator.resetStats()
    const again = await finish('whole', { accept: [] })
    expect([again.failure, again.outcome.status]).toEqual([
      undefined,
      'complete'
    ])
    expect(becameOf(again)).toEqual(
      ALL.map(([part]) => [part, 'there-already'])
    )
    expect(writes()).toEqual([])
  })

  test('is not set while a finding is open', async () => {
    await made('open')
    lab.simulator.resetStats()
    const { failure, outcome } = await finish('open', { accept: [] })
    expect(failure?.code).toBe('findings-open')
    expect(outcome.findings?.map(({ id }) => id)).toEqual([
      'lambda-permission/triggers'
    ])
    expect(writes()).toEqual([])
  })

  test('is set but for what is left out', async () => {
    const id = await made('partly')
    const leaveOut = ['triggers', 'replica']
    const run = await finish('partly', { leaveOut, accept: [] })
    expect(run.failure).toBeUndefined()
    expect(becameOf(run)).toEqual([
      ['pool', 'made'],
      ['pool', 'made'],
      ['triggers', 'left-out'],
      ['replica/us-west-2', 'left-out']
    ])
    expect((await described(id)).LambdaConfig ?? {}).toEqual({})
    expect(await replicasOf(id)).toEqual([])
  })
})

describe('what a person changed', () => {
  test('before what waited is set stays', async () => {
    const id = await made('changed')
    const own = `${ARN}own`
    await lab.change('UpdateUserPool', {
      UserPoolId: id,
      DeletionProtection: 'INACTIVE',
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: true,
        InviteMessageTemplate: { SMSMessage: 'Hello {username} {####}' }
      },
      AutoVerifiedAttributes: ['email'],
      LambdaConfig: { PreSignUp: own, PostConfirmation: own }
    })
    const run = await finish('changed')
    expect(run.failure).toBeUndefined()
    expect(run.outcome.lines?.[0]?.sentence).toContain(
      'Set otherwise since, so it stays: PreSignUp.'
    )
    expect(await described(id)).toMatchObject({
      DeletionProtection: 'INACTIVE',
      AutoVerifiedAttributes: ['email'],
      AdminCreateUserConfig: {
        AllowAdminCreateUserOnly: false,
        InviteMessageTemplate: { SMSMessage: 'Hello {username} {####}' }
      },
      LambdaConfig: {
        PreSignUp: own,
        PostConfirmation: own,
        PreTokenGenerationConfig: TRIGGERS.PreTokenGenerationConfig
      }
    })
  })

  test('after that stays, too, whatever was set', async () => {
    const id = await made('closed')
    await finish('closed')
    await lab.change('UpdateUserPool', {
      UserPoolId: id,
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
    })
    const again = await finish('closed')
    expect(again.outcome.status).toBe('complete')
    expect(await described(id)).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
    })
    expect((await described(id)).LambdaConfig ?? {}).toEqual({})
  })

  /** As if a person changed it at the same time. */
  test('meanwhile is said, and fails the run', async () => {
    await made('meanwhile')
    lab.simulator.setFaults([
      {
        operation: 'UpdateUserPool',
        does: {
          before: ({ input }) =>
            Object.assign(input as object, { DeletionProtection: 'INACTIVE' })
        }
      }
    ])
    const { failure, outcome } = await finish('meanwhile')
    lab.simulator.setFaults([])
    expect(failure?.code).toBe('not-the-same')
    expect(failure?.message).toContain('pool: DeletionProtection')
    expect(outcome.status).toBe('partial')
  })
})

test('a setting that Cognito did not take fails the run', async () => {
  await made('ignored')
  lab.simulator.setFaults([
    {
      operation: 'UpdateUserPool',
      does: {
        instead: () => ({ status: 200, headers: {}, body: Buffer.from('{}') })
      }
    }
  ])
  const { failure } = await finish('ignored', { leaveOut: ['replica'] })
  lab.simulator.setFaults([])
  expect(failure?.code).toBe('not-the-same')
  expect(failure?.message).toContain('triggers: PreSignUp (gone)')
})

describe('without a complete pool', () => {
  test('the error says to look for the run that made it', async () => {
    const { failure, outcome } = await finish('none')
    expect(failure?.code).toBe('input')
    expect(failure?.message).toContain(
      'No earlier run made a pool named none here'
    )
    expect(outcome.status).toBe('failed')
  })

  test('of its own, another of that name is not touched', async () => {
    lab.simulator.createPool({
      PoolName: 'another',
      UserPoolTags: { 'cognito-backup:nonce': 'f'.repeat(32) }
    })
    lab.simulator.resetStats()
    expect((await finish('another')).failure?.code).toBe('input')
    expect(writes()).toEqual([])
  })

  test('a half-made one is to be completed first', async () => {
    killAtWrite(lab.simulator, 3, 'before')
    const killed = await lab.run(ofSource('half'))
    lab.simulator.setFaults([])
    const { failure } = await finish('half')
    expect(failure?.code).toBe('half-made')
    expect(failure?.message).toContain(killed.outcome.halfMade?.userPoolId)
  })
})

describe('a run that is killed, and run again, comes to the same end', () => {
  // UpdateUserPool, CreateUserPoolReplica, and the object of the journal.
  const points = [1, 2, 3].flatMap(nth =>
    (['before', 'after'] as const).map(when => [nth, when] as const)
  )
  test.each(points)('write %i: %s', async (nth, when) => {
    const poolName = `killed-${nth}-${when}`
    const id = await made(poolName)
    killAtWrite(lab.simulator, nth, when)
    const killed = await finish(poolName)
    lab.simulator.setFaults([])
    expect(killed.failure?.code).toBe('credentials')
    expect(killed.outcome.status).toBe('partial')
    const next = await finish(poolName)
    expect([next.failure, next.outcome.status]).toEqual([undefined, 'complete'])
    await expectFinished(id)
    lab.simulator.resetStats()
    await finish(poolName)
    expect(writes()).toEqual([])
  })
})
