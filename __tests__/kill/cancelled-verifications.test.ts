import { expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport, runVerify } from '../fixtures/action-runs.ts'
import { cancelAll, countCancelled } from '../fixtures/cancel-cases.ts'
import { createCanceller, LOW_QUOTAS } from '../fixtures/cancelled-runs.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

const LANES = 3
const CASES = 40

const NAME = 'Verify, 40 cancellations'
const tally = new SuiteTally(
  NAME,
  'A verification of a snapshot of 300 users, which is compared with its pool, is cancelled as the runner does it, at a random moment, while it waits for nothing, slow or missing answers, its next attempt or its turn.'
)

async function openLane() {
  const canceller = createCanceller()
  const simulator = await startSimulator({
    users: 300,
    groups: 6,
    membershipsPerUser: 1,
    ...canceller.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  return { simulator, canceller }
}

test('a verification that is cancelled stops in time and says that it has not verified', async () => {
  const lanes = await Promise.all(Array.from({ length: LANES }, openLane))
  try {
    const [first] = lanes
    if (first === undefined) throw new Error('There is no simulator')
    const inputs = { 'user-pool-id': first.simulator.userPoolId }
    first.simulator.resetStats()
    const whole = await runVerify(first.simulator, inputs)
    expect(whole.exitCode).toBe(0)
    const { calls } = first.simulator.stats()
    const suite = {
      name: NAME,
      cases: CASES,
      lanes: LANES,
      calls: Object.values(calls).reduce((sum, count) => sum + count, 0),
      callsInTurns: 3
    }
    const wrong = await cancelAll(suite, async ({ waiting, moment }, at) => {
      const { simulator, canceller } = lanes[at] ?? first
      const more = waiting === 'a turn' ? LOW_QUOTAS : {}
      const cancelled = await canceller.cancel(waiting, moment, options =>
        runVerify(simulator, { ...inputs, ...more }, options)
      )
      countCancelled(tally, cancelled)
      const { exitCode, outputs } = cancelled.run
      const isRight = exitCode === 0 || outputs['status'] === 'failed'
      return isRight
        ? cancelled
        : { ...cancelled, wrong: [...cancelled.wrong, 'it is not failed'] }
    })
    expect(wrong).toEqual([])
    expect(tally.record.tried).toBe(CASES)
    await recordSuite('cancellations', tally)
  } finally {
    for (const { simulator } of lanes) await simulator.close()
  }
})
