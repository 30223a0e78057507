import { afterEach, describe, expect, test } from '@jest/globals'
import type { SimulatorOptions } from '../../simulator/simulator.ts'
import {
  cancelRecovery,
  describeRecovery,
  initiateRecovery
} from '../../src/cognito/recoveries.ts'
import { updateAttributes } from '../../src/cognito/writes.ts'
import { recoverPool } from '../../src/recover/recover-pool.ts'
import { newRecoverOutcome } from '../../src/shared/new-outcomes.ts'
import type { SnapshotAddress } from '../../src/snapshot/address.ts'
import { openLab, type RestoreLab } from '../fixtures/restore-lab.ts'

const HOUR = 3_600_000

let lab: RestoreLab
afterEach(() => lab.close())

const poolId = () => lab.simulator.userPoolId
const pool = () => lab.clientsFor(poolId()).pool
const users = () => lab.simulator.poolState(poolId()).users
const named = (username: string) =>
  users().find(user => user.username === username)

/** A pool of 40 users an hour after the recovery point. */
async function openPast(options: SimulatorOptions = {}): Promise<Date> {
  lab = await openLab({
    users: 40,
    plain: true,
    groups: 2,
    membershipsPerUser: 1,
    recovery: {},
    startAgoMs: 2 * HOUR,
    ...options
  })
  lab.simulator.advanceClock(HOUR)
  const point = new Date(Date.now() - HOUR)
  lab.simulator.advanceClock(HOUR)
  return point
}

/** Deletes these users, and returns them. */
function removed(count: number) {
  const gone = users().slice(0, count)
  for (const { sub } of gone) lab.simulator.removeUser(poolId(), sub)
  return gone
}

function signUp(username: string): void {
  const email = `${username}@example.com`
  const person = { username, password: 'Long-enough-0', attributes: { email } }
  lab.simulator.signUp(poolId(), person)
}

/** What recovery: apply comes to. */
async function apply(recoveryId: string, snapshot: SnapshotAddress) {
  const { bucket, ...tools } = lab.clientsFor(poolId())
  const outcome = newRecoverOutcome('apply')
  let error: unknown
  try {
    await recoverPool(
      {
        recovery: 'apply',
        recoveryId,
        maxDeleted: 100,
        bucket: bucket.name,
        snapshot: { address: snapshot },
        ageIdentities: [],
        ageRecipients: [],
        allowedAccountIds: []
      },
      { ...tools, connectBucket: () => bucket },
      outcome
    )
  } catch (thrown) {
    error = thrown
  }
  return { outcome, error }
}

async function preview(point: Date): Promise<string> {
  const { id } = await initiateRecovery(pool(), point)
  const { status } = await describeRecovery(pool(), id)
  expect(status).toBe('PREVIEW_GENERATED')
  return id
}

describe('a recovery and a snapshot together', () => {
  test('bring back who was deleted, and lose no user who came since', async () => {
    const point = await openPast()
    const gone = removed(12)
    const changed = users().slice(0, 8)
    for (const { username } of changed) {
      await updateAttributes(pool(), username, { name: 'Changed' })
    }
    const newcomers = ['new-1', 'new-2', 'new-3']
    newcomers.forEach(signUp)

    const id = await preview(point)
    const snapshot = await lab.exportOf(poolId())
    const { outcome, error } = await apply(id, snapshot)
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({
      status: 'complete',
      recovery: { status: 'RESTORE_COMPLETED' },
      losses: { usersMissing: 3, usersReverted: 8 }
    })
    for (const { sub, username } of gone) {
      expect(named(username)).toMatchObject({ sub })
    }
    expect(newcomers.map(named)).toEqual(newcomers.map(() => undefined))

    const { failure, outcome: restored } = await lab.restore(snapshot, poolId())
    expect(failure).toBeUndefined()
    expect(restored).toMatchObject({ usersCreated: 3, usersUpdated: 0 })
    for (const username of newcomers) expect(named(username)).toBeDefined()
    expect(lab.simulator.stats().messagesSent).toBe(0)
  })

  test('compare once more when the same apply runs again', async () => {
    const point = await openPast()
    removed(1)
    signUp('new-1')
    const id = await preview(point)
    const snapshot = await lab.exportOf(poolId())
    const first = await apply(id, snapshot)
    const again = await apply(id, snapshot)
    expect(again.error).toBeUndefined()
    expect(again.outcome.losses).toEqual(first.outcome.losses)
    expect(again.outcome.report).not.toBe(first.outcome.report)
  })

  test('do not go together when the snapshot was begun before', async () => {
    const point = await openPast()
    removed(1)
    const early = await lab.exportOf(poolId())
    signUp('new-1')
    const id = await preview(point)
    const { outcome, error } = await apply(id, early)
    expect(error).toMatchObject({ code: 'recovery-snapshot' })
    expect(outcome.losses).toBeUndefined()
    expect(named('new-1')).toBeDefined()
    expect((await describeRecovery(pool(), id)).status).toBe(
      'PREVIEW_GENERATED'
    )
  })

  test('do not go together when the export could not ask', async () => {
    const point = await openPast()
    signUp('new-1')
    const id = await preview(point)
    lab.simulator.deny(['cognito-idp:ListPointInTimeRecoveries'])
    const snapshot = await lab.exportOf(poolId())
    const { error } = await apply(id, snapshot)
    expect(String(error)).toMatch(/ListPointInTimeRecoveries.*Export/)
  })
})

describe('a restore while a recovery is active', () => {
  test('is refused before its first write, a dry run too', async () => {
    const point = await openPast()
    removed(3)
    const snapshot = await lab.exportOf(poolId())
    const id = await preview(point)
    for (const dryRun of [true, false]) {
      const run = await lab.restore(snapshot, poolId(), { dryRun })
      expect(run.failure).toMatchObject({ code: 'restore-blocked' })
      expect(run.failure?.message).toContain(id)
      expect(run.writes).toEqual([])
    }
  })

  test.each([
    'OperationNotEnabledException',
    'NotAuthorizedException',
    'InvalidParameterException',
    'ConcurrentModificationException'
  ])(
    'is ended by the first %s when it began meanwhile, and goes on later',
    async write => {
      let creations = 0
      let begun: Promise<string> | undefined
      const point: Date = await openPast({
        recovery: { errors: { write } },
        intercept: async ({ operation }) => {
          if (operation !== 'AdminCreateUser' || creations++ < 5) return
          await (begun ??= preview(point))
          return undefined
        }
      })
      const before = users().map(({ username }) => username)
      const snapshot = await lab.exportOf(poolId())
      removed(20)
      const stopped = await lab.restore(snapshot, poolId())
      expect(stopped.failure).toMatchObject({ code: 'recovery-active' })
      expect(stopped.outcome).toMatchObject({
        status: 'partial',
        usersFailed: 0
      })
      await cancelRecovery(pool(), (await begun) ?? '')
      const { failure } = await lab.restore(snapshot, poolId())
      expect(failure).toBeUndefined()
      expect(
        users()
          .map(({ username }) => username)
          .sort()
      ).toEqual(before.sort())
    }
  )
})
