import { expect, test } from '@jest/globals'
import { costOf } from '../../../tools/bench/month/cost.ts'

test('a month costs what is stored, asked for, read and run', () => {
  const cost = costOf({
    bytesStored: 100 * 2 ** 30,
    calls: {
      ListUsers: 1_000_000,
      PutObject: 9000,
      ListObjectsV2: 1000,
      GetObject: 11_000,
      HeadObject: 9000
    },
    bytesRead: 200 * 2 ** 30,
    runnerMinutes: 500
  })
  expect(cost.storage).toBeCloseTo(2.3)
  expect(cost.requests).toBeCloseTo(0.05 + 0.008)
  expect(cost.keys).toBeCloseTo(1 + 0.06)
  expect(cost.transfer).toBeCloseTo(18)
  expect(cost.runner).toBeCloseTo(3)
})
