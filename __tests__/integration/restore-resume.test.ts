import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  inLanes,
  killPoints,
  openKilledRestores,
  type KilledRestores
} from '../fixtures/killed-restores.ts'

const USERS = 80
const POOLS = 2
const KILLS_EACH = 4

let restores: KilledRestores

beforeAll(async () => {
  restores = await openKilledRestores(USERS)
})
afterAll(() => restores.close())

// Two hundred kills of processes are in ../kill/restore-kills.test.ts.
describe('a restore of 80 users that is killed', () => {
  test('ends as one that was not, after eight kills spread over all its writes', async () => {
    const { writes, simulator } = restores
    const plan = { pools: POOLS, killsEach: KILLS_EACH, writes }
    let spared = 0
    await inLanes([0, 1], POOLS, async index => {
      const ended = await restores.restoreAndKill(killPoints(index, plan))
      spared += ended.spared
    })
    expect(spared).toBeGreaterThan((POOLS * USERS) / 3)
    expect(simulator.stats().messagesSent).toBe(0)
  })
})
