import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { integer, type Random } from '../../simulator/random.ts'
import type { Moment } from '../fixtures/call-watch.ts'
import {
  openKilledExports,
  type KilledExports
} from '../fixtures/killed-exports.ts'
import { inLanes } from '../fixtures/killed-restores.ts'
import { seededFor } from '../fixtures/seed.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

const LANES = 2
/** The last calls of an export are over within so many milliseconds. */
const LATEST_MS = 40

/** The second pool is listed in sixteen chains at once. */
describe.each([
  { name: 'Export, 200 kills', kills: 200, users: 300, mfa: 'OPTIONAL' },
  { name: 'Large export, 20 kills', kills: 20, users: 3200, mfa: 'OFF' }
] as const)('$name', ({ name, kills, users, mfa }) => {
  const tally = new SuiteTally(
    name,
    `An export of ${users.toLocaleString('en-US')} users in 6 groups is killed at a random moment: before, after or between its calls; then the latest snapshot is verified and planned with, and the next export is made.`
  )
  let exports: KilledExports[] = []

  beforeAll(async () => {
    exports = await Promise.all(
      Array.from({ length: LANES }, () =>
        openKilledExports({
          users,
          groups: 6,
          membershipsPerUser: 1,
          mfa
        })
      )
    )
  })
  afterAll(async () => {
    for (const one of exports) await one.close()
  })

  test('an export that is killed at any moment leaves nothing half visible', async () => {
    const randomOf = seededFor(name)
    const counts = await Promise.all(exports.map(one => one.countCalls()))
    const calls = Math.max(...counts)
    const draw = (random: Random): Moment => ({
      call: 1 + integer(random, calls),
      when: random() < 0.5 ? 'before' : 'after',
      ...(random() < 0.5 && { delayMs: integer(random, LATEST_MS) })
    })
    const numbers = Array.from({ length: kills }, (_, number) => number)
    await inLanes(numbers, LANES, async (number, lane) => {
      const random = randomOf(number)
      for (;;) {
        const moment = draw(random)
        try {
          // One that came to its end before is tried again at another moment.
          if (await exports[lane]?.killAndRead(moment, tally)) return
        } catch (error) {
          const where = JSON.stringify(moment)
          throw new Error(`Kill ${number} at ${where}`, { cause: error })
        }
      }
    })
    for (const one of exports) {
      one.expectOnlyWhole()
      tally.sent(one.simulator.stats().messagesSent)
    }
    expect(tally.record).toMatchObject({
      tried: kills,
      usersLost: 0,
      usersDuplicated: 0,
      messages: 0
    })
    await recordSuite('kills', tally)
  })
})
