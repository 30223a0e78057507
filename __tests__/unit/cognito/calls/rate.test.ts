import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { createRate, type Rate } from '../../../../src/cognito/calls/rate.ts'
import type { Clock } from '../../../../src/shared/world.ts'
import { fakeClock, inNoTime } from '../../../fixtures/fake-world.ts'

const WINDOW_MS = 5000

/** How callers come who ask at these times, in milliseconds from now. */
async function turnsOf(
  arrivals: readonly number[],
  perSecond: number,
  { roundsUp = false, throttles = [] as readonly number[] } = {}
) {
  const time = fakeClock(0)
  // The real clock's timers fire at whole milliseconds.
  const clock: Clock = roundsUp
    ? { ...time.clock, sleep: ms => time.clock.sleep(Math.ceil(ms)) }
    : time.clock
  const rate = createRate(perSecond, clock)
  const asked: { caller: number; at: number }[] = []
  const given: { caller: number; at: number }[] = []
  const callers = arrivals.map(async (arrival, caller) => {
    await time.clock.sleep(arrival)
    asked.push({ caller, at: clock.now() })
    await rate.turn()
    given.push({ caller, at: clock.now() })
  })
  const others = throttles.map(async at => {
    await time.clock.sleep(at)
    rate.throttled()
  })
  await inNoTime(time, Promise.all([...callers, ...others]))
  return { asked, given }
}

/** Most turns in any stretch of five seconds. */
function most(turns: readonly { at: number }[]): number {
  return Math.max(
    ...turns.map(
      ({ at: start }) =>
        turns.filter(({ at }) => at >= start && at < start + WINDOW_MS).length
    )
  )
}

/** Callers who come in crowds and pauses of all kinds. */
const anyArrivals = fc
  .array(
    fc.record({
      pause: fc.oneof(fc.nat(50), fc.nat(8000), fc.constant(0)),
      crowd: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 30 }))
    }),
    { minLength: 1, maxLength: 12 }
  )
  .map(groups => {
    let at = 0
    return groups.flatMap(({ pause, crowd }) => {
      at += pause
      return Array.from({ length: crowd }, () => at)
    })
  })

describe('turns', () => {
  test('are given in the order of the asking, evenly spaced', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyArrivals,
        fc.integer({ min: 1, max: 150 }),
        async (arrivals, perSecond) => {
          const { asked, given } = await turnsOf(arrivals, perSecond)
          expect(given.map(turn => turn.caller)).toEqual(
            asked.map(turn => turn.caller)
          )
          const spacing = 1000 / perSecond
          let freeAt = -Infinity
          for (const [index, { at }] of given.entries()) {
            // Not a turn too early, and hardly one later than it need be.
            expect(at).toBeGreaterThanOrEqual(freeAt - 0.01)
            const earliest = Math.max(asked[index]?.at ?? 0, freeAt)
            expect(at).toBeLessThanOrEqual(earliest + spacing * 0.05)
            freeAt = at + spacing
          }
        }
      ),
      { numRuns: 40 }
    )
  })

  test('are never more than the share of a limit allows in any five seconds', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyArrivals,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.nat(20_000), { maxLength: 4 }),
        fc.boolean(),
        async (arrivals, limit, share, throttles, roundsUp) => {
          const { given } = await turnsOf(arrivals, (limit * share) / 100, {
            throttles,
            roundsUp
          })
          // A share may allow 10.5 turns; there is no half a turn.
          expect(most(given)).toBeLessThanOrEqual(
            Math.ceil((limit * share * WINDOW_MS) / 100 / 1000)
          )
        }
      ),
      { numRuns: 60 }
    )
  })

  test('make use of nearly all that the rate allows', async () => {
    const crowd = Array.from({ length: 300 }, () => 0)
    const { given } = await turnsOf(crowd, 20)
    expect(most(given)).toBeGreaterThanOrEqual(97)
    expect(most(given)).toBeLessThanOrEqual(100)
  })

  test('come without a burst after a time without any', async () => {
    const crowd = Array.from({ length: 20 }, () => 60_000)
    const { given } = await turnsOf([0, ...crowd], 10)
    expect(given[1]?.at).toBe(60_000)
    expect(given[2]?.at).toBeGreaterThanOrEqual(60_100)
    expect(given.at(-1)?.at).toBeGreaterThanOrEqual(61_900)
  })

  test('cost no wait where nobody else asks', async () => {
    const { asked, given } = await turnsOf([0, 1000, 2000], 2)
    expect(given).toEqual(asked)
  })
})

/** A rate of 10 a second in use, and how far apart its turns are. */
function inUse(perSecond = 10) {
  const time = fakeClock(0)
  const rate: Rate = createRate(perSecond, time.clock)
  const usual = 1000 / perSecond
  return {
    time,
    rate,
    /** The time between the next two turns, as a multiple of the usual one. */
    slowness: async () => {
      await inNoTime(time, rate.turn())
      const before = time.clock.now()
      await inNoTime(time, rate.turn())
      return (time.clock.now() - before) / usual
    }
  }
}

describe('a caller whose signal is aborted', () => {
  test('waits no longer, and gets no turn', async () => {
    const time = fakeClock(0)
    const rate = createRate(0.01, time.clock)
    expect(await rate.turn()).toBe(true)
    const stop = new AbortController()
    const waiting = rate.turn(stop.signal)
    time.pass(5000)
    stop.abort()
    expect(await waiting).toBe(false)
    expect(time.clock.now()).toBe(5000)
  })

  test('before it asks takes no turn from the others', async () => {
    const time = fakeClock(0)
    const rate = createRate(0.01, time.clock)
    expect(await rate.turn(AbortSignal.abort())).toBe(false)
    expect(await rate.turn()).toBe(true)
    expect(time.clock.now()).toBe(0)
  })

  test('after its turn has had it', async () => {
    const time = fakeClock(0)
    const rate = createRate(1, time.clock)
    const stop = new AbortController()
    await rate.turn()
    expect(await inNoTime(time, rate.turn(stop.signal))).toBe(true)
    stop.abort()
  })
})

describe('a throttle', () => {
  test('halves the rate', async () => {
    const { rate, slowness } = inUse()
    expect(await slowness()).toBeCloseTo(1, 1)
    rate.throttled()
    expect(await slowness()).toBeCloseTo(2, 1)
  })

  test('holds back the very next turn', async () => {
    const { rate, time } = inUse()
    await inNoTime(time, rate.turn())
    time.pass(10_000)
    rate.throttled()
    await inNoTime(time, rate.turn())
    expect(time.clock.now()).toBeGreaterThanOrEqual(10_200)
  })

  test('of calls that were in flight together is one', async () => {
    const { rate, time, slowness } = inUse(100)
    rate.throttled()
    for (let calls = 0; calls < 9; calls += 1) {
      time.pass(100)
      rate.throttled()
    }
    expect(await slowness()).toBeCloseTo(2, 1)
  })

  test('a second later is another one', async () => {
    const { rate, time, slowness } = inUse(100)
    rate.throttled()
    time.pass(1100)
    rate.throttled()
    expect(await slowness()).toBeCloseTo(4, 0)
  })

  test('right after a step of recovery counts like any other', async () => {
    const { rate, time, slowness } = inUse(100)
    rate.throttled()
    // Long enough for one step, which the next turn takes.
    time.pass(2100)
    const recovering = await slowness()
    rate.throttled()
    expect((await slowness()) / recovering).toBeCloseTo(2, 1)
  })

  test('while the rate recovers halves what it has become', async () => {
    const { rate, time, slowness } = inUse(100)
    rate.throttled()
    // Recovered twice, and the last time is longer ago than one event.
    time.pass(5900)
    const recovering = await slowness()
    expect(recovering).toBeGreaterThan(1.2)
    expect(recovering).toBeLessThan(1.4)
    time.pass(50)
    rate.throttled()
    expect((await slowness()) / recovering).toBeCloseTo(2, 1)
  })

  test('after throttle never slows it below a sixteenth', async () => {
    const { rate, time, slowness } = inUse(1000)
    for (let events = 0; events < 30; events += 1) {
      rate.throttled()
      time.pass(1100)
    }
    const slow = await slowness()
    expect(slow).toBeGreaterThan(10)
    expect(slow).toBeLessThanOrEqual(16.5)
  })

  test('is forgotten step by step, until the rate is whole again', async () => {
    const { rate, time, slowness } = inUse(1000)
    rate.throttled()
    const seen: number[] = []
    for (let steps = 0; steps < 12; steps += 1) {
      seen.push(await slowness())
      time.pass(1000)
    }
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
    expect(new Set(seen.map(slow => slow.toFixed(2))).size).toBeGreaterThan(3)
    expect(seen[0]).toBeCloseTo(2, 1)
    // Whole is the usual spacing, and never closer.
    expect(seen.at(-1)).toBeCloseTo(1, 1)
    expect(seen.at(-1)).toBeGreaterThanOrEqual(1)
  })

  test('is forgotten though nobody asks for a turn meanwhile', async () => {
    const { rate, time, slowness } = inUse()
    rate.throttled()
    time.pass(60_000)
    expect(await slowness()).toBeCloseTo(1, 1)
  })
})
