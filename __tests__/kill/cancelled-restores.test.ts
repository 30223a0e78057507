import { describe, expect, test } from '@jest/globals'
import type { ActionOptions } from '../../simulator/run-action.ts'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import { BY_JOB_INPUTS } from '../fixtures/by-import.ts'
import { cancelAll, countCancelled } from '../fixtures/cancel-cases.ts'
import {
  createCanceller,
  LOW_WRITE_QUOTAS,
  wrongWithCounts
} from '../fixtures/cancelled-runs.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createTarget
} from '../fixtures/restore-runs.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

const LANES = 3
const USERS = 120
const EVERYBODY = {
  'users-without-username': 'recreate',
  'mfa-users': 'restore',
  'federated-users': 'link'
}

/** A simulator with a snapshot, and restores that are cancelled. */
async function openLane(inputs: Record<string, string>) {
  const isByJob = 'restore-method' in inputs
  const canceller = createCanceller()
  const simulator = await startSimulator({
    users: USERS,
    groups: 5,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    importRowsPerSecond: 60,
    ...(!isByJob && { federatedShare: 0.1, signIn: 'alias', mfa: 'OPTIONAL' }),
    ...canceller.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  const settings = isByJob
    ? { AutoVerifiedAttributes: ['email'] }
    : ALIASES_AND_SMS
  return {
    simulator,
    canceller,
    newTarget: () => createTarget(simulator, settings),
    restore: (pool: string, more: object = {}, options: ActionOptions = {}) =>
      runRestore(
        simulator,
        { ...inputs, 'user-pool-id': pool, ...more },
        options
      ),
    calls: () =>
      Object.values(simulator.stats().calls).reduce((a, b) => a + b, 0)
  }
}

describe('a restore that is cancelled stops in time, with true counts, and the next run finishes it', () => {
  test.each([
    [
      'Restore, 100 cancellations',
      'A restore of 120 users of all kinds is cancelled as the runner does it, at a random moment, while it waits for nothing, slow or missing answers, its next attempt or its turn; its counts are held against the pool, and it is run again to its end.',
      100,
      EVERYBODY
    ],
    [
      'Restore by import job, 60 cancellations',
      'A restore of 120 users by import job is cancelled in the same ways, and run again to its end.',
      60,
      BY_JOB_INPUTS
    ]
  ])('%s', async (name, what, cases, inputs) => {
    const tally = new SuiteTally(name, what)
    const lanes = await Promise.all(
      Array.from({ length: LANES }, () => openLane(inputs))
    )
    try {
      const [first] = lanes
      if (first === undefined) throw new Error('There is no simulator')
      const pool = await first.newTarget()
      first.simulator.resetStats()
      await first.restore(pool, { 'dry-run': 'true' })
      const readingCalls = first.calls()
      first.simulator.resetStats()
      const whole = await first.restore(pool)
      expect(whole.exitCode).toBe(0)
      const calls = first.calls()
      const state = comparableState(first.simulator, pool)
      const usernames = state.users.map(({ username }) => username)
      expect(usernames).toHaveLength(USERS)

      const suite = {
        name,
        cases,
        lanes: LANES,
        calls,
        // The first users wait for their turns by then.
        callsInTurns: readingCalls + 4
      }
      const wrong = await cancelAll(suite, async ({ waiting, moment }, at) => {
        const { simulator, canceller, newTarget, restore } = lanes[at] ?? first
        const target = await newTarget()
        const more = waiting === 'a turn' ? LOW_WRITE_QUOTAS : {}
        const cancelled = await canceller.cancel(waiting, moment, options =>
          restore(target, more, options)
        )
        countCancelled(tally, cancelled)
        const found = wrongWithCounts(cancelled, simulator, target)
        const next = await restore(target)
        if (next.exitCode !== 0) {
          found.push(`the next run ended with ${next.exitCode ?? 'none'}`)
        }
        const after = comparableState(simulator, target)
        if (JSON.stringify(after) !== JSON.stringify(state)) {
          found.push('the next run led to another state')
        }
        tally.compare(
          usernames,
          after.users.map(({ username }) => username)
        )
        simulator.removePool(target)
        return { ...cancelled, wrong: [...cancelled.wrong, ...found] }
      })
      expect(wrong).toEqual([])
      for (const { simulator } of lanes) {
        tally.sent(simulator.stats().messagesSent)
      }
      expect(tally.record).toMatchObject({
        tried: cases,
        usersLost: 0,
        usersDuplicated: 0,
        messages: 0
      })
      await recordSuite('cancellations', tally)
    } finally {
      for (const { simulator } of lanes) await simulator.close()
    }
  })
})
