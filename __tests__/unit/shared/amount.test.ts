import { expect, test } from '@jest/globals'
import { amount } from '../../../src/shared/amount.ts'

test.each([
  [0, 'user', '0 users'],
  [1, 'user', '1 user'],
  [1, 'membership', '1 membership'],
  [2, 'user', '2 users'],
  [1200, 'user', '1,200 users']
])('the amount %d of one %s is written %s', (count, noun, text) => {
  expect(amount(count, noun)).toBe(text)
})
