import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createProgress, progressLine } from '../../../src/report/progress.ts'
import { fakeClock, fakeLog } from '../../fixtures/fake-world.ts'

const STATE = { label: 'Reading users', noun: 'user' }

describe('a progress line', () => {
  test.each([
    [
      1200,
      100_000,
      10_000,
      '1,200 of about 100,000 users (120/s, about 13 min 43 s left)'
    ],
    [0, 100, 10_000, '0 of about 100 users (0/s)'],
    [0, 100, 0, '0 of about 100 users (0/s)'],
    [100, 100, 10_000, '100 of about 100 users (10/s, about 0 s left)'],
    [5, 100, 10_000, '5 of about 100 users (0.5/s, about 3 min 10 s left)'],
    [101, 100, 10_000, '101 users so far (10/s)'],
    [1, 0, 10_000, '1 user so far (0.1/s)'],
    [33, undefined, 10_000, '33 users so far (3.3/s)']
  ])('of %d of %s after %d ms says %s', (done, expected, elapsedMs, text) => {
    expect(progressLine({ ...STATE, done, expected, elapsedMs })).toBe(
      `Reading users: ${text}`
    )
  })

  test('holds only numbers that are numbers', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.option(fc.nat(), { nil: undefined }),
        fc.nat(),
        (done, expected, elapsedMs) => {
          const line = progressLine({ ...STATE, done, expected, elapsedMs })
          expect(line).not.toMatch(/NaN|Infinity|undefined|-\d/)
        }
      )
    )
  })
})

describe('a piece of work', () => {
  test('says how far it is at every tick, even when nothing moves', () => {
    const { clock, pass, running } = fakeClock()
    const log = fakeLog()
    const piece = createProgress(log, clock).start('Reading', 'user', 10)
    expect(log.lines).toEqual([])
    piece.advance(2)
    piece.advance(3)
    pass(10_000)
    pass(10_000)
    piece.advance(5)
    piece.end()
    expect(log.lines).toEqual([
      'Reading: 5 of about 10 users (0.5/s, about 10 s left)',
      'Reading: 5 of about 10 users (0.3/s, about 20 s left)',
      'Reading: 10 users in 20 s'
    ])
    expect(running()).toBe(0)
    pass(10_000)
    expect(log.lines).toHaveLength(3)
  })

  test('ticks at least every ten seconds', () => {
    const intervals: number[] = []
    const clock = {
      now: () => 0,
      sleep: () => Promise.resolve(),
      every(ms: number) {
        intervals.push(ms)
        return () => undefined
      }
    }
    createProgress(fakeLog(), clock).start('Reading', 'user').end()
    expect(intervals).toEqual([10_000])
  })

  test('does not stop another', () => {
    const { clock, pass, running } = fakeClock()
    const log = fakeLog()
    const progress = createProgress(log, clock)
    const one = progress.start('One', 'user')
    progress.start('Two', 'user')
    one.end()
    expect(running()).toBe(1)
    pass(1000)
    expect(log.lines).toEqual([
      'One: 0 users in 0 s',
      'Two: 0 users so far (0/s)'
    ])
  })
})
