import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  formatCount,
  readableDuration,
  formatTime
} from '../../../src/report/numbers.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [12_345_678, '12,345,678'],
  [0.5, '0.5']
])('the count %d is written %s', (count, text) => {
  expect(formatCount(count)).toBe(text)
})

describe('a duration', () => {
  test.each([
    [0, '0 s'],
    [499, '0 s'],
    [500, '1 s'],
    [59_499, '59 s'],
    [59_500, '1 min 0 s'],
    [125_000, '2 min 5 s'],
    [3_599_499, '59 min 59 s'],
    [3_599_500, '1 h 0 min'],
    [12_000_000, '3 h 20 min'],
    [360_000_000, '100 h 0 min']
  ])('of %d ms is written %s', (ms, text) => {
    expect(readableDuration(ms)).toBe(text)
  })

  test('never has 60 of anything', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000_000 }), ms => {
        expect(readableDuration(ms)).not.toMatch(/\b60 (s|min)/)
      })
    )
  })
})

test.each([
  ['2026-11-23T02:00:59.999Z', '23 November 2026, 02:00 UTC'],
  ['2026-01-01T23:59:00Z', '1 January 2026, 23:59 UTC'],
  ['1970-01-01T00:00:00Z', '1 January 1970, 00:00 UTC']
])('the time %s is written %s', (time, text) => {
  expect(formatTime(Date.parse(time))).toBe(text)
})
