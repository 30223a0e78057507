import { afterAll, beforeAll, expect, test } from '@jest/globals'
import {
  fillThreeParts,
  isPut,
  openKilledExports,
  type KilledExports
} from '../fixtures/killed-exports.ts'
import { recordSuite, SuiteTally } from '../fixtures/suite-record.ts'

/** pool, clients, groups, users in three parts, memberships, manifest. */
const PUTS = 8

const tally = new SuiteTally(
  'Export, crash matrix',
  'An export whose users take three parts is killed before and after each of its calls to S3; then the latest snapshot is verified and planned with, and the next export is made.'
)
let exports: KilledExports

beforeAll(async () => {
  exports = await openKilledExports({}, fillThreeParts)
})
afterAll(() => exports.close())

test('an export in three parts that is killed around any of its puts leaves nothing half visible', async () => {
  await exports.exportWhole()
  const parts = exports.simulator
    .bucketObjects()
    .filter(({ key }) => key.includes('/users/part-'))
  expect(parts).toHaveLength(3)
  expect(await exports.countCalls(isPut)).toBe(PUTS)
  for (let call = 1; call <= PUTS; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const isKilled = await exports.killAndRead({ call, when }, tally, isPut)
      expect(isKilled).toBe(true)
    }
  }
  exports.expectOnlyWhole()
  tally.sent(exports.simulator.stats().messagesSent)
  expect(tally.record).toMatchObject({
    tried: 2 * PUTS,
    outcomes: { 'no snapshot': 2 * PUTS - 1, 'complete snapshot': 1 },
    usersLost: 0,
    usersDuplicated: 0,
    messages: 0
  })
  await recordSuite('kills', tally)
})
