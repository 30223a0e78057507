import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  withTimes,
  renewing,
  type KeptSession
} from '../../../../src/aws/roles/renew-session.ts'
import { fakeClock, settle } from '../../../fixtures/fake-world.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
const START = Date.parse('2026-11-23T02:00:00Z')

const sessionUntil = (expiresAt: number, accessKeyId = 'ASIA1') => ({
  accessKeyId,
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiresAt
})

describe('a session', () => {
  test('of an hour is renewed after 55 minutes, and used for 57 and a half', () => {
    const kept = withTimes(sessionUntil(START + HOUR), START, HOUR)
    expect(kept).toMatchObject({
      renewAt: START + 55 * MINUTE,
      useUntil: START + 57.5 * MINUTE,
      endsAt: START + HOUR
    })
  })

  test('of 15 minutes is renewed five before its end', () => {
    const kept = withTimes(
      sessionUntil(START + 15 * MINUTE),
      START,
      15 * MINUTE
    )
    expect(kept.renewAt).toBe(START + 10 * MINUTE)
  })

  test('that AWS made shorter than asked for goes by its end', () => {
    const kept = withTimes(sessionUntil(START + 4000), START, HOUR)
    expect(kept).toMatchObject({
      renewAt: START + 2000,
      useUntil: START + 3000,
      endsAt: START + 4000
    })
  })

  test.each([
    ['slow', HOUR * 3],
    ['fast', -HOUR]
  ])('goes by the time asked for where the clock is %s', (_, skew) => {
    const kept = withTimes(sessionUntil(START + HOUR + skew), START, HOUR)
    expect(kept.endsAt).toBe(START + HOUR)
  })

  test('is renewed before it is used no more, before its end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 43_200_000 }),
        fc.integer({ min: 900_000, max: 43_200_000 }),
        (lasts, asked) => {
          const kept = withTimes(sessionUntil(START + lasts), START, asked)
          expect(kept.renewAt).toBeGreaterThanOrEqual(START)
          expect(kept.useUntil).toBeGreaterThan(kept.renewAt)
          expect(kept.endsAt).toBeGreaterThan(kept.useUntil)
          expect(kept.endsAt).toBeLessThanOrEqual(START + lasts)
        }
      )
    )
  })
})

/** Sessions that begin when the test says so. */
function lab(lastsMs: number) {
  const time = fakeClock(START)
  const asked: PromiseWithResolvers<KeptSession>[] = []
  const begin = () => {
    const next = Promise.withResolvers<KeptSession>()
    asked.push(next)
    return next.promise
  }
  const current = renewing(begin, time.clock)
  const give = (name: string) => {
    const now = time.clock.now()
    asked
      .at(-1)
      ?.resolve(withTimes(sessionUntil(now + lastsMs, name), now, lastsMs))
    return settle()
  }
  const fail = (message = 'no') => {
    asked.at(-1)?.reject(new Error(message))
    return settle()
  }
  const name = async () => (await current()).session.accessKeyId
  return { time, asked, give, fail, name }
}

describe('whoever asks for a session', () => {
  test('at once with others waits for the same one', async () => {
    const { asked, give, name } = lab(HOUR)
    const names = [name(), name(), name()]
    await give('first')
    expect(await Promise.all(names)).toEqual(['first', 'first', 'first'])
    expect(asked).toHaveLength(1)
  })

  test('gets it for as long as it is good', async () => {
    const { time, asked, give, name } = lab(HOUR)
    const first = name()
    await give('first')
    await first
    time.pass(55 * MINUTE - 1)
    expect(await name()).toBe('first')
    expect(asked).toHaveLength(1)
  })

  test('does not wait for the next one while there is time', async () => {
    const { time, asked, give, name } = lab(HOUR)
    const first = name()
    await give('first')
    await first
    time.pass(56 * MINUTE)
    expect(await name()).toBe('first')
    expect(await name()).toBe('first')
    expect(asked).toHaveLength(2)
    await give('second')
    expect(await name()).toBe('second')
    expect(asked).toHaveLength(2)
  })

  test('waits for the next one when the old one is too old', async () => {
    const { time, asked, give, name } = lab(HOUR)
    const first = name()
    await give('first')
    await first
    time.pass(58 * MINUTE)
    const second = name()
    await give('second')
    expect(await second).toBe('second')
    expect(asked).toHaveLength(2)
  })

  test('is not bothered by a renewal that fails in time', async () => {
    const { time, asked, give, fail, name } = lab(HOUR)
    const first = name()
    await give('first')
    await first
    time.pass(55 * MINUTE)
    await name()
    await fail()
    expect(await name()).toBe('first')
    // Not at once again, or each call would try.
    expect(asked).toHaveLength(2)
    time.pass(15_000)
    expect(await name()).toBe('first')
    expect(asked).toHaveLength(3)
    await give('third')
    expect(await name()).toBe('third')
  })

  test('is told why there is none, when the old one is too old', async () => {
    const { time, give, fail, name } = lab(HOUR)
    const first = name()
    await give('first')
    await first
    time.pass(57.5 * MINUTE)
    const second = expect(name()).rejects.toThrow('the reason')
    await fail('the reason')
    await second
  })

  test('can ask again after a first one that failed', async () => {
    const { give, fail, name } = lab(HOUR)
    const first = expect(name()).rejects.toThrow('no')
    await fail()
    await first
    const second = name()
    await give('second')
    expect(await second).toBe('second')
  })
})

test('whenever it is asked, a session is given that has not ended', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2000, max: 2 * HOUR }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: HOUR }), fc.boolean()), {
        maxLength: 40
      }),
      async (lastsMs, steps) => {
        const time = fakeClock(START)
        let works = true
        const current = renewing(() => {
          if (!works) return Promise.reject(new Error('no'))
          const now = time.clock.now()
          return Promise.resolve(
            withTimes(sessionUntil(now + lastsMs), now, HOUR)
          )
        }, time.clock)
        for (const [ms, isWorking] of steps) {
          works = isWorking
          time.pass(ms)
          const kept = await current().catch(() => undefined)
          if (kept !== undefined) {
            expect(time.clock.now()).toBeLessThan(kept.useUntil)
          } else {
            expect(works).toBe(false)
          }
          await settle()
        }
      }
    ),
    { numRuns: 50 }
  )
})
