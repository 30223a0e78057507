import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { runRestore } from '../fixtures/action-runs.ts'
import {
  inLanes,
  killPoints,
  openKilledRestores,
  type KilledRestores
} from '../fixtures/killed-restores.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

const USERS = 200
const POOLS = 50
const KILLS_EACH = 4
/** Runs at a time, each into a pool of its own. */
const AT_A_TIME = 3

const tally = new SuiteTally(
  'Restore, 200 kills',
  'A restore of 200 users of all kinds is killed around writes spread over all of it, four times in each of 50 pools, and then run to its end.'
)
let restores: KilledRestores

beforeAll(async () => {
  restores = await openKilledRestores(USERS, runRestore)
})
afterAll(() => restores.close())

describe('a restore of 200 users that is killed', () => {
  test('ends as one that was not, after 200 kills spread over all its writes', async () => {
    const { writes, usernames, simulator } = restores
    const plan = { pools: POOLS, killsEach: KILLS_EACH, writes }
    let spared = 0
    const pools = Array.from({ length: POOLS }, (_, index) => index)
    await inLanes(pools, AT_A_TIME, async index => {
      const points = killPoints(index, plan)
      const ended = await restores.restoreAndKill(points)
      spared += ended.spared
      for (const _ of points) tally.add('continued by the next run')
      tally.compare(usernames, ended.usernames)
    })
    expect(spared).toBeGreaterThan(USERS)
    tally.sent(simulator.stats().messagesSent)
    expect(tally.record).toMatchObject({
      tried: POOLS * KILLS_EACH,
      usersLost: 0,
      usersDuplicated: 0,
      messages: 0
    })
    await recordSuite('kills', tally)
  })
})
