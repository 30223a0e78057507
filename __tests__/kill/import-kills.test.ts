import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { integer } from '../../simulator/random.ts'
import { comparePools } from '../../simulator/demo/compare-pools.ts'
import { startSimulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import { BY_JOB_INPUTS } from '../fixtures/by-import.ts'
import {
  createCallWatch,
  kill,
  UNDISTURBED,
  type Moment
} from '../fixtures/call-watch.ts'
import { inLanes } from '../fixtures/killed-restores.ts'
import { createTarget } from '../fixtures/restore-runs.ts'
import { seededFor } from '../fixtures/seed.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

const LANES = 2
const POOLS = 40
const USERS = 200

const NAME = 'Restore by import job, random kills'
const tally = new SuiteTally(
  NAME,
  'A restore of 200 users by import job is killed two or three times in each of 40 pools, before, after or between its calls, and then run to its end.'
)

async function openLane() {
  const watch = createCallWatch()
  const simulator = await startSimulator({
    users: USERS,
    groups: 4,
    membershipsPerUser: 1,
    disabledShare: 0.1,
    importRowsPerSecond: 200,
    ...watch.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  return {
    simulator,
    newTarget: () =>
      createTarget(simulator, { AutoVerifiedAttributes: ['email'] }),
    restore: (pool: string, moment: Moment = UNDISTURBED) =>
      watch.run(moment, kill, options =>
        runRestore(
          simulator,
          { ...BY_JOB_INPUTS, 'user-pool-id': pool },
          options
        )
      )
  }
}

let lanes: Awaited<ReturnType<typeof openLane>>[] = []

beforeAll(async () => {
  lanes = await Promise.all(Array.from({ length: LANES }, openLane))
})
afterAll(async () => {
  for (const { simulator } of lanes) await simulator.close()
})

test('a restore by import job that is killed at any moments is finished by the next run', async () => {
  const randomOf = seededFor(NAME)
  const [first] = lanes
  if (first === undefined) throw new Error('There is no simulator')
  const whole = await first.restore(await first.newTarget())
  expect(whole.run.exitCode).toBe(0)

  const pools = Array.from({ length: POOLS }, (_, index) => index)
  await inLanes(pools, LANES, async (index, number) => {
    const { simulator, newTarget, restore } = lanes[number] ?? first
    const random = randomOf(index)
    const pool = await newTarget()
    // Two and three in turn: 100 of them, if none comes too late.
    for (let left = 2 + (index % 2); left > 0;) {
      const moment: Moment = {
        call: 1 + integer(random, whole.calls.length),
        when: random() < 0.5 ? 'before' : 'after',
        ...(random() < 0.5 && { delayMs: integer(random, 600) })
      }
      const { run } = await restore(pool, moment)
      const label = `pool ${index} at ${JSON.stringify(moment)}`
      // A later run makes fewer calls: it may end before its moment.
      if (run.exitCode === 0) break
      expect([label, run.exitCode]).toEqual([label, null])
      tally.add('continued by the next run')
      left -= 1
    }
    const { run } = await restore(pool)
    expect([index, run.exitCode]).toEqual([index, 0])
    const source = simulator.poolState(simulator.userPoolId)
    const target = simulator.poolState(pool)
    expect(comparePools(source, target).differences).toEqual([])
    tally.compare(
      source.users.map(({ username }) => username),
      target.users.map(({ username }) => username)
    )
    simulator.removePool(pool)
  })
  for (const { simulator } of lanes) {
    tally.sent(simulator.stats().messagesSent)
  }
  expect(tally.record.tried).toBeGreaterThanOrEqual(POOLS)
  expect(tally.record).toMatchObject({
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0
  })
  await recordSuite('kills', tally)
})
