import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import {
  startGuarded,
  type GuardedSimulator
} from '../fixtures/guarded-simulator.ts'
import { list, type Policy } from '../fixtures/iam-policies.ts'
import { ONE_ACCOUNT } from '../fixtures/infra-stacks.ts'
import { runExport, runHere } from '../fixtures/run-here.ts'

const HOUR = 3_600_000

let guarded: GuardedSimulator
beforeEach(async () => {
  guarded = await startGuarded({
    users: 20,
    groups: 1,
    recovery: {},
    startAgoMs: HOUR
  })
  guarded.simulator.advanceClock(HOUR)
})
afterEach(() => guarded.simulator.close())

/** Makes the stacks of all roles, with the simulator's names in them. */
function deploy() {
  const { region, accountId, userPoolId, bucket, kmsKeyArn } = guarded.simulator
  const pool = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${userPoolId}`
  return guarded.deploy({
    ...ONE_ACCOUNT,
    UserPools: pool,
    RecoverUserPool: pool,
    BucketName: bucket,
    KmsKeyArn: kmsKeyArn,
    FurtherRestoreRoles: `arn:aws:iam::${accountId}:role/cognito-backup-recover-apply`
  })
}

const recover = (recovery: string, inputs: Record<string, string> = {}) =>
  runHere(guarded.simulator.endpoint, {
    mode: 'recover',
    recovery,
    'user-pool-id': guarded.simulator.userPoolId,
    ...inputs
  })

const preview = () =>
  recover('preview', {
    'recover-to': `${new Date(Date.now() - HOUR / 2).toISOString().slice(0, 19)}Z`
  })

/** What a role may do, in order. */
const allowedBy = ({ Statement }: Policy) =>
  [...new Set(Statement.flatMap(({ Action }) => list(Action)))].sort()

describe('the roles of a recovery', () => {
  test('let a preview do all it does, and nothing else', async () => {
    const { 'recover-preview': role } = deploy()
    guarded.as('recover-preview')
    const runs = [
      await recover('check'),
      await preview(),
      await recover('cancel', { 'recovery-id': 'active' })
    ]
    expect(runs.map(({ outputs }) => outputs['status'])).toEqual([
      'complete',
      'planned',
      'complete'
    ])
    expect(guarded.refused()).toEqual([])
    expect(guarded.used('recover-preview')).toEqual(allowedBy(role.policy))
  })

  test('let what applies it do all it does, and nothing else', async () => {
    const { 'recover-apply': role } = deploy()
    guarded.as('recover-preview')
    const previewed = await preview()
    guarded.as('export')
    await runExport(guarded.simulator)
    guarded.as('recover-apply')
    const applied = await recover('apply', {
      'recovery-id': previewed.outputs['recovery-id'] ?? '',
      bucket: guarded.simulator.bucket,
      snapshot: 'latest'
    })
    expect(applied.outputs['status']).toBe('complete')
    expect(applied.outputs['report-uri']).toBeDefined()
    expect(guarded.refused()).toEqual([])
    expect(guarded.used('recover-apply')).toEqual(allowedBy(role.policy))
  })
})
