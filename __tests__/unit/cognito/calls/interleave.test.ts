import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { interleave } from '../../../../src/cognito/calls/interleave.ts'
import { settle } from '../../../fixtures/fake-world.ts'
import { drain, streamOf } from '../../../fixtures/streams.ts'

interface Item {
  stream: number
  index: number
}

/** A stream that gives so many items, and how it ends. */
interface Plan {
  items: number
  fails: boolean
}

const anyPlans = (fails: fc.Arbitrary<boolean>) =>
  fc.array(fc.record({ items: fc.nat(6), fails }), { maxLength: 8 })

/** Streams whose every step comes when the scheduler says so. */
function streamsOf(plans: readonly Plan[], schedule: fc.Scheduler) {
  const state = { running: 0, mostRunning: 0, started: 0, ended: 0 }
  const given = plans.map(() => 0)
  async function* streamTo(stream: number, plan: Plan): AsyncGenerator<Item> {
    state.started += 1
    state.running += 1
    state.mostRunning = Math.max(state.mostRunning, state.running)
    try {
      for (let index = 0; index < plan.items; index += 1) {
        await schedule.schedule(Promise.resolve(), `${stream}.${index}`)
        given[stream] = index + 1
        yield { stream, index }
      }
      await schedule.schedule(Promise.resolve(), `end of ${stream}`)
      if (plan.fails) throw new RangeError(`stream ${stream} broke`)
    } finally {
      // Closing takes its time, too.
      await schedule.schedule(Promise.resolve(), `rest of ${stream}`)
      state.running -= 1
      state.ended += 1
    }
  }
  const streams = plans.map((plan, stream) => streamTo(stream, plan))
  return { streams, state, given }
}

function expectInOrder(items: readonly Item[], plans: readonly Plan[]) {
  for (const stream of plans.keys()) {
    const indices = items
      .filter(item => item.stream === stream)
      .map(item => item.index)
    expect(indices).toEqual(indices.map((_index, at) => at))
  }
}

describe('streams that go well', () => {
  test('give every item once, in order, and not more run than may', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlans(fc.constant(false)),
        fc.integer({ min: 1, max: 10 }),
        fc.scheduler(),
        async (plans, atOnce, schedule) => {
          const { streams, state } = streamsOf(plans, schedule)
          const items = await schedule.waitFor(
            drain(interleave(streams, atOnce))
          )
          const all = plans.map(plan => plan.items)
          expect(items).toHaveLength(all.reduce((sum, n) => sum + n, 0))
          expectInOrder(items, plans)
          expect(state.ended).toBe(plans.length)
          expect(state.mostRunning).toBe(Math.min(atOnce, plans.length))
        }
      )
    )
  })

  test('begin in their order, one after another if only one may run', async () => {
    const streams = ['ab', '', 'c', 'def'].map(text => streamOf(text))
    const items = await drain(interleave(streams, 1))
    expect(items.join('')).toBe('abcdef')
  })

  test('are all under way while the reader is busy, one item ahead', async () => {
    const given = [0, 0, 0, 0]
    async function* endless(stream: number) {
      for (;;) {
        await Promise.resolve()
        given[stream] = (given[stream] ?? 0) + 1
        yield stream
      }
    }
    const read = [0, 0, 0, 0]
    let turns = 0
    const all = given.map((_given, stream) => endless(stream))
    for await (const stream of interleave(all, 3)) {
      read[stream] = (read[stream] ?? 0) + 1
      await settle()
      expect(given).toEqual(read.map((count, at) => (at < 3 ? count + 1 : 0)))
      turns += 1
      if (turns === 30) break
    }
    // None is left behind.
    expect(Math.min(...read.slice(0, 3))).toBeGreaterThanOrEqual(9)
  })

  test('are no work when there are none', async () => {
    expect(await drain(interleave([], 4))).toEqual([])
  })

  test('are not touched before the first item is asked for', async () => {
    let isStarted = false
    async function* stream() {
      isStarted = true
      yield await Promise.resolve(1)
    }
    const items = interleave([stream()], 1)
    await settle()
    expect(isStarted).toBe(false)
    await drain(items)
    expect(isStarted).toBe(true)
  })
})

describe('a stream that fails', () => {
  test('ends all, and the others have come to rest before it is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyPlans(fc.boolean()).filter(plans => plans.some(plan => plan.fails)),
        fc.integer({ min: 1, max: 10 }),
        fc.scheduler(),
        async (plans, atOnce, schedule) => {
          const { streams, state } = streamsOf(plans, schedule)
          const items: Item[] = []
          const reading = async () => {
            try {
              for await (const item of interleave(streams, atOnce)) {
                items.push(item)
              }
            } catch (error) {
              return { error, running: state.running }
            }
            return undefined
          }
          const end = await schedule.waitFor(reading())
          expect(end).toEqual({ error: expect.any(RangeError), running: 0 })
          expect(state.ended).toBe(state.started)
          expectInOrder(items, plans)
          expect(state.mostRunning).toBeLessThanOrEqual(atOnce)
        }
      )
    )
  })

  test('is reported though another fails while it comes to rest', async () => {
    const first = new RangeError('first')
    const open = Promise.withResolvers<undefined>()
    async function* fails(): AsyncGenerator<number> {
      yield await Promise.resolve(1)
      throw first
    }
    async function* failsLater(): AsyncGenerator<number> {
      await open.promise
      yield await Promise.reject<number>(new TypeError('later'))
    }
    async function* failsToClose(): AsyncGenerator<number> {
      try {
        yield await Promise.resolve(2)
        yield await Promise.resolve(3)
      } finally {
        await Promise.reject(new TypeError('closing'))
      }
    }
    const streams = [fails(), failsLater(), failsToClose()]
    let end: unknown
    const reading = drain(interleave(streams, 3)).catch((error: unknown) => {
      end = error
    })
    await settle()
    expect(end).toBeUndefined()
    open.resolve(undefined)
    await reading
    expect(end).toBe(first)
  })

  test('is no crash while the reader is busy with another', async () => {
    const broken = new RangeError('broken')
    const crashes: unknown[] = []
    const crash = (reason: unknown) => crashes.push(reason)
    process.on('unhandledRejection', crash)
    async function* failsSecond(): AsyncGenerator<number> {
      yield await Promise.resolve(1)
      throw broken
    }
    const read: number[] = []
    const reading = async () => {
      for await (const item of interleave([failsSecond()], 1)) {
        read.push(item)
        await settle()
        await settle()
      }
    }
    await expect(reading()).rejects.toBe(broken)
    process.off('unhandledRejection', crash)
    expect(read).toEqual([1])
    expect(crashes).toEqual([])
  })
})

test('a reader who stops closes all streams', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyPlans(fc.constant(false)),
      fc.integer({ min: 1, max: 10 }),
      fc.nat(10),
      fc.scheduler(),
      async (plans, atOnce, enough, schedule) => {
        const { streams, state } = streamsOf(plans, schedule)
        let read = 0
        const reading = async () => {
          for await (const _ of interleave(streams, atOnce)) {
            read += 1
            if (read > enough) break
          }
          return state.running
        }
        expect(await schedule.waitFor(reading())).toBe(0)
        expect(state.ended).toBe(state.started)
      }
    )
  )
})
