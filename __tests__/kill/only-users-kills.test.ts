import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { integer, type Random } from '../../simulator/random.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { runExport, runRestore } from '../fixtures/action-runs.ts'
import {
  createCallWatch,
  kill,
  UNDISTURBED,
  type Moment
} from '../fixtures/call-watch.ts'
import { comparableState } from '../fixtures/restore-runs.ts'
import { seededFor } from '../fixtures/seed.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

/** Enough to be listed in sixteen chains at once. */
const USERS = 3200
/** Of whom so many are deleted and restored. */
const NAMED = 5
const KILLS = 20

const NAME = 'Restore of 5 users of 3,200, 20 kills'
const tally = new SuiteTally(
  NAME,
  'Five users are deleted from a pool of 3,200 and restored by their names; the restore is killed at a random moment, and then run to its end.'
)

const watch = createCallWatch()
let simulator: Simulator
let named: string[] = []

beforeAll(async () => {
  simulator = await startSimulator({
    users: USERS,
    groups: 6,
    membershipsPerUser: 1,
    plain: true,
    ...watch.hooks
  })
  const exported = await runExport(simulator)
  expect(exported.exitCode).toBe(0)
  const { users } = simulator.poolState(simulator.userPoolId)
  named = users
    .filter(({ sub, username }) => sub !== username)
    .filter(({ status }) => status === 'CONFIRMED')
    .slice(0, NAMED)
    .map(({ username }) => username)
})
afterAll(() => simulator.close())

function deleteNamed(): void {
  const pool = simulator.userPoolId
  for (const { username, sub } of simulator.poolState(pool).users) {
    if (named.includes(username)) simulator.removeUser(pool, sub)
  }
}

const restore = (moment: Moment) =>
  watch.run(moment, kill, options =>
    runRestore(
      simulator,
      { 'user-pool-id': simulator.userPoolId, 'only-users': named.join('\n') },
      options
    )
  )

test('a restore of a few users into a large pool that is killed is finished by the next run', async () => {
  deleteNamed()
  const whole = await restore(UNDISTURBED)
  expect(whole.run.outputs['users-created']).toBe(String(NAMED))
  const state = comparableState(simulator, simulator.userPoolId)
  const draw = (random: Random): Moment => ({
    call: 1 + integer(random, whole.calls.length),
    when: random() < 0.5 ? 'before' : 'after'
  })
  const randomOf = seededFor(NAME)
  for (let number = 0; number < KILLS; number += 1) {
    const random = randomOf(number)
    deleteNamed()
    let moment = draw(random)
    let killed = await restore(moment)
    // One that came to its end before is tried again at another moment.
    while (killed.run.exitCode !== null) {
      deleteNamed()
      moment = draw(random)
      killed = await restore(moment)
    }
    const { run } = await restore(UNDISTURBED)
    expect([moment, run.exitCode]).toEqual([moment, 0])
    const after = comparableState(simulator, simulator.userPoolId)
    expect([moment, after]).toEqual([moment, state])
    tally.add('continued by the next run')
    tally.compare(
      state.users.map(({ username }) => username),
      after.users.map(({ username }) => username)
    )
  }
  tally.sent(simulator.stats().messagesSent)
  expect(tally.record).toMatchObject({
    tried: KILLS,
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0
  })
  await recordSuite('kills', tally)
})
