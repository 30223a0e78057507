import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { annotations } from '../fixtures/action-runs.ts'
import { runExport, runHere } from '../fixtures/run-here.ts'
import { UNLIMITED_QUOTAS } from '../fixtures/unlimited-quotas.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

let simulator: Simulator
beforeEach(async () => {
  simulator = await startSimulator({
    users: 5,
    groups: 1,
    membershipsPerUser: 1,
    plain: true,
    recovery: {},
    startAgoMs: 20 * DAY
  })
  simulator.advanceClock(20 * DAY)
})
afterEach(() => simulator.close())

/** Runs mode recover on the seeded pool. */
const recover = (
  recovery: string,
  inputs: Record<string, string> = {},
  stop?: AbortSignal
): Promise<ActionRun> =>
  runHere(
    simulator.endpoint,
    {
      mode: 'recover',
      recovery,
      'user-pool-id': simulator.userPoolId,
      quotas: UNLIMITED_QUOTAS,
      ...inputs
    },
    stop && { stop }
  )

const ago = (ms: number) => new Date(Date.now() - ms).toISOString().slice(0, 19)
const preview = (ms = HOUR, inputs: Record<string, string> = {}) =>
  recover('preview', { 'recover-to': `${ago(ms)}Z`, ...inputs })
const calls = (word: string) =>
  simulator.stats().calls[`${word}PointInTimeRecovery`] ?? 0
const idOf = ({ outputs }: ActionRun) => outputs['recovery-id'] ?? ''
const errorOf = (run: ActionRun) => [
  run.outputs['error-code'],
  annotations(run, 'error').join(' ')
]

describe('a recovery', () => {
  test('is checked, previewed, exported and applied', async () => {
    const { userPoolId } = simulator
    const [gone] = simulator.poolState(userPoolId).users
    simulator.removeUser(userPoolId, gone?.sub ?? '')
    const person = { username: 'late', password: 'Passw0rd!Late' }
    simulator.signUp(userPoolId, { ...person, attributes: {} })

    const checked = await recover('check')
    expect(checked.outputs['status']).toBe('complete')
    expect(checked.summary).toContain('No known condition speaks against')

    const previewed = await preview()
    expect(previewed.outputs).toMatchObject({
      status: 'planned',
      'recovery-status': 'PREVIEW_GENERATED',
      'recovery-users-created': '1',
      'recovery-users-deleted': '1'
    })
    expect(() =>
      simulator.signUp(userPoolId, { ...person, username: 'x', attributes: {} })
    ).toThrow()

    const exported = await runExport(simulator)
    const apply = {
      'recovery-id': idOf(previewed),
      bucket: simulator.bucket,
      snapshot: exported.outputs['snapshot-uri'] ?? ''
    }
    const refused = await recover('apply', apply)
    expect(errorOf(refused)).toEqual([
      'recovery-deletes',
      expect.stringContaining('max-deleted allows 0')
    ])
    expect(refused.outputs['recovery-users-deleted']).toBe('1')
    expect(calls('Start')).toBe(0)

    const applied = await recover('apply', { ...apply, 'max-deleted': '1' })
    expect(applied.outputs).toMatchObject({
      status: 'complete',
      'recovery-status': 'RESTORE_COMPLETED',
      'recovery-users-created': '1'
    })
    const { users } = simulator.poolState(userPoolId)
    expect(users.map(({ sub }) => sub)).toContain(gone?.sub)
    expect(users.map(({ username }) => username)).not.toContain('late')

    // A run after a lost one follows and compares, and starts nothing.
    const again = await recover('apply', { ...apply, 'max-deleted': '1' })
    expect(again.outputs['status']).toBe('complete')
    expect(calls('Start')).toBe(1)
    expect(simulator.requests().breaches).toEqual([])
  })

  test('is initiated once, and continued by the next preview', async () => {
    simulator.setRecovery({ previewMs: 5 * MINUTE })
    const point = `${ago(HOUR)}Z`
    const stop = new AbortController()
    const run = recover('preview', { 'recover-to': point }, stop.signal)
    while (calls('Describe') === 0) await sleep(10)
    stop.abort()
    const stopped = await run
    expect(stopped.outputs).toMatchObject({
      status: 'partial',
      'error-code': 'cancelled',
      'recovery-status': 'PREVIEW_GENERATING'
    })
    expect(errorOf(stopped)[1]).toContain('Run recovery: preview again')
    simulator.advanceClock(5 * MINUTE)
    const second = await recover('preview', { 'recover-to': point })
    expect(second.outputs).toMatchObject({
      status: 'planned',
      'recovery-id': idOf(stopped)
    })
    expect(calls('Initiate')).toBe(1)
  })

  test('whose first answer is lost is found in the list', async () => {
    simulator.setFaults([
      { does: 'lost-answer', operation: 'InitiatePointInTimeRecovery' }
    ])
    const { outputs } = await preview()
    expect(outputs['status']).toBe('planned')
    expect(calls('Initiate')).toBe(1)
  })

  test('is cancelled by its id, or as the active one, and only once', async () => {
    const id = idOf(await preview())
    for (const recoveryId of [id, id, 'active']) {
      const { outputs } = await recover('cancel', { 'recovery-id': recoveryId })
      expect(outputs['status']).toBe('complete')
    }
    expect(calls('Cancel')).toBe(1)
  })

  test('is cancelled when it has blocked writes for long enough', async () => {
    const id = idOf(await preview())
    simulator.advanceClock(2 * HOUR)
    const inputs = { 'recovery-id': id, 'block-writes-for': '1s' }
    const { outputs } = await recover('cancel', inputs)
    expect(outputs['recovery-status']).toBe('PREVIEW_CANCELLED')
  })

  test('whose call is denied names the permission', async () => {
    simulator.deny(['cognito-idp:InitiatePointInTimeRecovery'])
    expect(errorOf(await preview())).toEqual([
      'access-denied',
      expect.stringContaining('cognito-idp:InitiatePointInTimeRecovery')
    ])
  })
})

// Each condition and each end of a preview is in ../unit/recover.
describe('a preview that comes to nothing says why:', () => {
  test('a pool that does not support it', async () => {
    const other = await startSimulator({ users: 1, startAgoMs: DAY })
    other.advanceClock(DAY)
    const run = await runHere(other.endpoint, {
      mode: 'recover',
      recovery: 'preview',
      'user-pool-id': other.userPoolId,
      'recover-to': `${ago(HOUR)}Z`
    })
    await other.close()
    expect(errorOf(run)).toEqual([
      'recovery-refused',
      expect.stringContaining('Some older pools never do')
    ])
  })

  test('AWS stops it', async () => {
    simulator.setRecovery({ previewEnds: 'AWS_ABORTED' })
    const run = await preview()
    expect(run.outputs['status']).toBe('partial')
    expect(errorOf(run)).toEqual([
      'recovery-failed',
      expect.stringContaining('AWS stopped it')
    ])
  })
})
