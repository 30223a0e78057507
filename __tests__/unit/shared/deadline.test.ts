import { describe, expect, test } from '@jest/globals'
import { withDeadline } from '../../../src/shared/deadline.ts'
import { reasonToStop } from '../../../src/shared/errors.ts'
import { fakeClock, NEVER } from '../../fixtures/fake-world.ts'

const LIMIT = (5 * 60 + 50) * 60_000

describe('a run with a deadline', () => {
  test('goes on until the time is up', () => {
    const time = fakeClock()
    const { signal } = withDeadline(NEVER, time.clock, LIMIT, 'restore')
    expect(signal.aborted).toBe(false)
    time.pass(LIMIT - 1)
    expect(signal.aborted).toBe(false)
    time.pass(1)
    expect(signal.aborted).toBe(true)
  })

  test.each([
    ['restore', 'Run it again with the same inputs: it continues'],
    ['export', "a snapshot without a manifest, which doesn't count"],
    ['verify', 'set verify-level to headers'],
    ['compare', 'compare less by compare-parts']
  ] as const)('says in mode %s what to do then', (mode, sentence) => {
    const time = fakeClock()
    const { signal } = withDeadline(NEVER, time.clock, LIMIT, mode)
    time.pass(LIMIT)
    expect(reasonToStop(signal)).toMatchObject({
      code: 'out-of-time',
      message: expect.stringContaining(sentence)
    })
    expect(reasonToStop(signal)?.message).toMatch(
      /^The run stopped at its max-duration of 5h50m\. /
    )
  })

  test('looks at the clock every second, or more often in a short run', () => {
    const { clock } = fakeClock()
    const intervals: number[] = []
    const watched = {
      ...clock,
      every: (ms: number, tick: () => void) => {
        intervals.push(ms)
        return clock.every(ms, tick)
      }
    }
    for (const limit of [LIMIT, 300]) {
      withDeadline(NEVER, watched, limit, 'export').end()
    }
    expect(intervals).toEqual([1000, 300])
  })

  test('is cancelled as any other, before and after it began', () => {
    const time = fakeClock()
    for (const isBefore of [true, false]) {
      const stop = new AbortController()
      if (isBefore) stop.abort()
      const { signal } = withDeadline(stop.signal, time.clock, LIMIT, 'export')
      stop.abort()
      time.pass(LIMIT)
      expect(reasonToStop(signal)).toMatchObject({ code: 'cancelled' })
    }
  })

  test('that is cancelled after its time was up was out of time', () => {
    const time = fakeClock()
    const stop = new AbortController()
    const { signal } = withDeadline(stop.signal, time.clock, LIMIT, 'export')
    time.pass(LIMIT)
    stop.abort()
    expect(reasonToStop(signal)).toMatchObject({ code: 'out-of-time' })
  })

  test('leaves no timer behind, whichever way it ends', () => {
    const time = fakeClock()
    const ended = withDeadline(NEVER, time.clock, LIMIT, 'export')
    const late = withDeadline(NEVER, time.clock, 2 * LIMIT, 'export')
    expect(time.running()).toBe(2)
    ended.end()
    expect(time.running()).toBe(1)
    time.pass(2 * LIMIT)
    expect(time.running()).toBe(0)
    expect(ended.signal.aborted).toBe(false)
    expect(late.signal.aborted).toBe(true)
    late.end()
    expect(time.running()).toBe(0)
  })
})
