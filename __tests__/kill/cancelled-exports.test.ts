import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { startSimulator } from '../../simulator/simulator.ts'
import { annotations, runExport } from '../fixtures/action-runs.ts'
import { cancelAll, countCancelled } from '../fixtures/cancel-cases.ts'
import {
  createCanceller,
  LOW_QUOTAS,
  type CancelledRun
} from '../fixtures/cancelled-runs.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'
import { snapshotsInBucket } from '../fixtures/whole-snapshots.ts'

const LANES = 3
const CASES = 100

const NAME = 'Export, 100 cancellations'
const tally = new SuiteTally(
  NAME,
  'An export of 300 users in 6 groups is cancelled as the runner does it, at a random moment, while it waits for nothing, slow or missing answers, its next attempt or its turn.'
)

/** A simulator with a snapshot, and exports that are cancelled. */
async function openLane() {
  const canceller = createCanceller()
  const simulator = await startSimulator({
    users: 300,
    groups: 6,
    membershipsPerUser: 1,
    mfa: 'OPTIONAL',
    ...canceller.hooks
  })
  const { userPoolId } = simulator
  const subs = simulator.poolState(userPoolId).users.map(({ sub }) => sub)
  const snapshots = () => snapshotsInBucket(simulator, userPoolId)

  /** What is wrong with what it left, and with what it says of that. */
  function wrongWith({ run }: CancelledRun, before: number): string[] {
    const all = snapshots()
    const added = all.slice(before)
    const newest = all.at(-1)
    tally.compare(subs, newest?.subs ?? [])
    const isSaid =
      newest !== undefined &&
      annotations(run, 'error').join().includes(newest.id)
    const isRight =
      run.exitCode === 0
        ? added.length === 1 && run.outputs['snapshot-id'] === newest?.id
        : added.length === 0 || (added.length === 1 && isSaid)
    const { billedUsers } = simulator.stats()
    const billed = Number(run.outputs['billed-users'] ?? 0)
    return [
      ...all.flatMap(({ faults }) => faults),
      ...(isRight ? [] : [`it left ${added.length} snapshots`]),
      ...(billed >= billedUsers
        ? []
        : [`${billedUsers} users are billed, and it says ${billed}`])
    ]
  }

  return {
    simulator,
    canceller,
    exportWhole: async () => {
      const run = await runExport(simulator)
      expect(run.exitCode).toBe(0)
      expect(run.outputs['users']).toBe(String(subs.length))
    },
    countSnapshots: () => snapshots().length,
    countCalls: () =>
      Object.values(simulator.stats().calls).reduce((a, b) => a + b, 0),
    wrongWith
  }
}

let lanes: Awaited<ReturnType<typeof openLane>>[] = []

beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, openLane))
})
afterAll(async () => {
  for (const { simulator } of lanes) await simulator.close()
})

test('an export that is cancelled stops in time, says how far it got, and leaves nothing half visible', async () => {
  for (const { exportWhole } of lanes) await exportWhole()
  const suite = {
    name: NAME,
    cases: CASES,
    lanes: LANES,
    calls: lanes[0]?.countCalls() ?? 0,
    // Until then it has waited for half a minute.
    callsInTurns: 12
  }
  const wrong = await cancelAll(
    suite,
    async ({ number, waiting, moment }, at) => {
      const lane = lanes[at]
      if (lane === undefined) throw new Error('There is no simulator')
      const { simulator, canceller, exportWhole } = lane
      const before = lane.countSnapshots()
      simulator.resetStats()
      const cancelled = await canceller.cancel(waiting, moment, options =>
        runExport(simulator, waiting === 'a turn' ? LOW_QUOTAS : {}, options)
      )
      countCancelled(tally, cancelled)
      const found = lane.wrongWith(cancelled, before)
      tally.sent(simulator.stats().messagesSent)
      if (number % 5 === 0) await exportWhole()
      return { ...cancelled, wrong: [...cancelled.wrong, ...found] }
    }
  )
  expect(wrong).toEqual([])
  expect(tally.record).toMatchObject({
    tried: CASES,
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0
  })
  await recordSuite('cancellations', tally)
})
