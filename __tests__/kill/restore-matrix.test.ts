import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  startSimulator,
  type SimulatedCall,
  type Simulator
} from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import {
  createCallWatch,
  kill,
  UNDISTURBED,
  type Moment
} from '../fixtures/call-watch.ts'
import { inLanes } from '../fixtures/killed-restores.ts'
import {
  ALIASES_AND_SMS,
  comparableState,
  createTarget
} from '../fixtures/restore-runs.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

const LANES = 2
const INPUTS = {
  'users-without-username': 'recreate',
  'mfa-users': 'restore',
  'federated-users': 'link'
}

const tally = new SuiteTally(
  'Restore, crash matrix of S3',
  'A restore of 60 users of all kinds is killed before and after each of its calls to S3, reads and writes, and then run to its end.'
)

/** A simulator with a snapshot of its pool, and restores that are killed. */
async function openLane() {
  const watch = createCallWatch()
  const simulator: Simulator = await startSimulator({
    users: 60,
    groups: 4,
    membershipsPerUser: 2,
    disabledShare: 0.1,
    federatedShare: 0.1,
    signIn: 'alias',
    mfa: 'OPTIONAL',
    ...watch.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  return {
    simulator,
    newTarget: () => createTarget(simulator, ALIASES_AND_SMS),
    restore: (pool: string, moment: Moment = UNDISTURBED) =>
      watch.run(
        moment,
        kill,
        options =>
          runRestore(simulator, { ...INPUTS, 'user-pool-id': pool }, options),
        ({ service }: SimulatedCall) => service === 's3'
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

test('a restore that is killed around any of its calls to S3 is finished by the next run', async () => {
  const [first] = lanes
  if (first === undefined) throw new Error('There is no simulator')
  const pool = await first.newTarget()
  const whole = await first.restore(pool)
  expect(whole.run.exitCode).toBe(0)
  const state = comparableState(first.simulator, pool)
  const usernames = state.users.map(({ username }) => username)
  expect(usernames).toHaveLength(60)
  // What is stored of it, and what it reads of the snapshot and of before. Who was
  // created is stored four times a second: a slow run makes more puts.
  const puts = whole.calls.filter(name => name === 'PutObject')
  expect(puts.length).toBeGreaterThanOrEqual(4)
  expect(new Set(whole.calls)).toContain('ListObjectsV2')
  expect(new Set(whole.calls)).toContain('GetObject')

  const moments = whole.calls.flatMap((_, index): Moment[] => [
    { call: index + 1, when: 'before' },
    { call: index + 1, when: 'after' }
  ])
  const struck: string[] = []
  await inLanes(moments, LANES, async (moment, number) => {
    const lane = lanes[number] ?? first
    const target = await lane.newTarget()
    const killed = await lane.restore(target, moment)
    const end = killed.hasStruck ? null : 0
    expect([moment, killed.run.exitCode]).toEqual([moment, end])
    if (!killed.hasStruck) return
    struck.push((killed.victim?.input as { key?: string }).key ?? '')
    const { run } = await lane.restore(target)
    expect([moment, run.exitCode]).toEqual([moment, 0])
    expect(run.outputs['status']).toBe('complete')
    const after = comparableState(lane.simulator, target)
    expect(after).toEqual(state)
    tally.add('continued by the next run')
    tally.compare(
      usernames,
      after.users.map(({ username }) => username)
    )
  })
  for (const { simulator } of lanes) {
    tally.sent(simulator.stats().messagesSent)
  }
  const { record } = tally
  expect(record).toMatchObject({
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0
  })
  for (const put of [
    'started-1.json',
    'finished-1.json',
    'report.ndjson',
    'sub-map.csv'
  ]) {
    expect(struck.join('\n')).toContain(put)
  }
  await recordSuite('kills', tally)
})
