import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { formatDuration, parseDuration } from '../../../src/shared/duration.ts'

describe('a duration', () => {
  test.each([
    ['5h50m', 21_000_000],
    ['90m', 5_400_000],
    ['45s', 45_000],
    ['2h', 7_200_000],
    ['26h', 93_600_000],
    ['7d', 604_800_000],
    ['1d2h3m4s', 93_784_000],
    ['1h5s', 3_605_000],
    ['007m', 420_000],
    ['0s', 0]
  ])('of %s is %d milliseconds', (text, ms) => {
    expect(parseDuration(text)).toBe(ms)
  })

  test.each([
    '',
    '5',
    'h',
    '50m5h',
    '5h 50m',
    ' 5h',
    '5H',
    '1.5h',
    '-5h',
    '5h50',
    '1h1h',
    '1w',
    '100ms',
    '1e3s',
    '1234567s',
    '5h\n'
  ])('is not %j', text => {
    expect(parseDuration(text)).toBeUndefined()
  })

  test.each([
    [0, '0s'],
    [999, '0s'],
    [59_999, '59s'],
    [5_400_000, '1h30m'],
    [21_000_000, '5h50m'],
    [93_600_000, '1d2h']
  ])('of %d milliseconds is written %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })

  test('is read as what it was written from', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), seconds => {
        const ms = seconds * 1000
        expect(parseDuration(formatDuration(ms))).toBe(ms)
      })
    )
  })
})
