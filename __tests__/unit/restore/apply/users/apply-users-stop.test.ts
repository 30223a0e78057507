import { describe, expect, test } from '@jest/globals'
import {
  cancelled,
  reasonToStop,
  StoppedCallError,
  UserError
} from '../../../../../src/shared/errors.ts'
import { awsFailure } from '../../../../fixtures/aws-failures.ts'
import { apply, PEOPLE, planned } from '../../../../fixtures/applied-users.ts'
import { endingOnce, settle } from '../../../../fixtures/fake-world.ts'
import { creation } from '../../../../fixtures/restore-plans.ts'
import { streamOf } from '../../../../fixtures/streams.ts'

describe('a run stops early, with true counts', () => {
  /** Every user begun is in exactly one count, and in the report. */
  function expectTrueCounts({
    outcome,
    created,
    pieces,
    lines
  }: Awaited<ReturnType<typeof apply>>) {
    expect(created.length).toBeLessThan(200)
    expect((outcome.usersCreated ?? 0) + (outcome.usersFailed ?? 0)).toBe(
      created.length
    )
    expect(pieces).toMatchObject([{ done: created.length, ended: 1 }])
    expect(lines.map(line => line.username)).toEqual(created)
  }

  test('on a failure that would meet everybody', async () => {
    const denied = awsFailure('AccessDenied', { code: 'access-denied' })
    const run = await apply(streamOf(PEOPLE), username => {
      if (username >= 'u3') throw denied
    })
    expect(run.error).toBe(denied)
    expectTrueCounts(run)
  })

  test('at once, though the first user is still being retried', async () => {
    const denied = awsFailure('AccessDenied', { code: 'access-denied' })
    const first = Promise.withResolvers<undefined>()
    const running = apply(streamOf(PEOPLE), username => {
      if (username !== 'u0') throw denied
      return first.promise
    })
    for (let round = 0; round < 50; round += 1) await settle()
    first.resolve(undefined)
    const run = await running
    expect(run.error).toBe(denied)
    // Only those who were under way with the first that was refused.
    expect(run.created.length).toBeLessThanOrEqual(64)
    expect(run.outcome).toMatchObject({
      usersCreated: 1,
      usersFailed: run.created.length - 1
    })
    expect(run.lines).toHaveLength(run.created.length)
  })

  test('on a cancellation', async () => {
    const stop = new AbortController()
    const cancel = (username: string) => {
      if (username === 'u20') stop.abort()
    }
    const run = await apply(streamOf(PEOPLE), cancel, stop)
    expect(run.error).toMatchObject({ code: 'cancelled' })
    expectTrueCounts(run)
    expect(run.outcome.usersFailed).toBe(0)
  })

  test('in the middle of users when a cancelled job is about to be killed', async () => {
    const stop = new AbortController()
    const cancel = (username: string) => {
      if (username === 'u20') stop.abort()
    }
    const ending = endingOnce(() => stop.signal.aborted)
    const run = await apply(streamOf(PEOPLE), cancel, stop, undefined, ending)
    expect(run.error).toMatchObject({ code: 'cancelled' })
    const { usersCreated = 0, usersUnfinished = 0 } = run.outcome
    expect(usersUnfinished).toBeGreaterThan(0)
    expect(usersCreated + usersUnfinished).toBe(run.created.length)
    expect(run.outcome).toMatchObject({ usersFailed: 0, usersUnknown: 0 })
    expect(run.outcome.hasWritten).toBe(true)
    expect(run.lines.at(-1)).toMatchObject({ code: 'interrupted' })
    // Nobody is told of for whom no call was made.
    expect(run.lines.map(line => line.username)).toEqual(run.created)
    expect(run.pieces).toMatchObject([{ done: run.created.length, ended: 1 }])
  })

  test.each([
    ['out of time', new UserError('out-of-time', 'No time is left.'), 30],
    ['cancelled', cancelled(), 0]
  ])(
    'and %s finishes whoever is under way only if there is time',
    async (_why, reason, atLeast) => {
      const stop = new AbortController()
      const end = (username: string) => {
        if (username === 'u0') stop.abort(reason)
      }
      const ending = endingOnce(
        () => reasonToStop(stop.signal)?.code === 'cancelled'
      )
      const run = await apply(streamOf(PEOPLE), end, stop, undefined, ending)
      expect(run.error).toBe(reason)
      expect(run.outcome.usersCreated).toBeGreaterThanOrEqual(atLeast)
      expect(run.outcome).toMatchObject({
        usersFailed: 0,
        membershipsFailed: 0
      })
    }
  )

  test('before those who were only read ahead', async () => {
    const stop = new AbortController()
    const reason = new UserError('out-of-time', 'No time is left.')
    // Half are under way at a time, and the rest is read by then.
    const run = await apply(
      streamOf(PEOPLE.slice(0, 100)),
      username => {
        if (username === 'u0') stop.abort(reason)
      },
      stop
    )
    expect(run.error).toBe(reason)
    expect(run.created.length).toBeLessThanOrEqual(64)
    expect(run.outcome.usersCreated).toBe(run.created.length)
    expect(run.lines.map(line => line.username)).toEqual(run.created)
  })

  test('but not on a cancellation that comes after the last user', async () => {
    const stop = new AbortController()
    const last = PEOPLE.at(-1)?.record.username
    const cancel = (username: string) => {
      if (username === last) stop.abort()
    }
    const run = await apply(streamOf(PEOPLE), cancel, stop)
    expect(run.error).toBeUndefined()
    expect(run.created).toHaveLength(PEOPLE.length)
  })

  test('in the middle of the last user', async () => {
    const stop = new AbortController()
    const { error } = await apply(
      streamOf([planned('ada')]),
      () => {
        stop.abort()
        throw new StoppedCallError(cancelled(), true)
      },
      stop
    )
    expect(error).toMatchObject({ code: 'cancelled' })
  })

  test('before the first user when it was cancelled already', async () => {
    const stop = new AbortController()
    stop.abort()
    const run = await apply(streamOf(PEOPLE), () => undefined, stop)
    expect(run.created).toEqual([])
    expect(run.error).toMatchObject({ code: 'cancelled' })
  })

  test('on a snapshot that can not be read to its end', async () => {
    const unreadable = new RangeError('damaged')
    async function* creations() {
      yield* streamOf(PEOPLE.slice(0, 30))
      throw unreadable
    }
    const run = await apply(creations())
    expect(run.error).toBe(unreadable)
    expectTrueCounts(run)
    expect(run.outcome.usersCreated).toBe(30)
  })

  test('on a bug', async () => {
    const bug = new TypeError('a bug')
    const { error, pieces } = await apply(streamOf(PEOPLE), () => {
      throw bug
    })
    expect(error).toBe(bug)
    expect(pieces).toMatchObject([{ ended: 1 }])
  })
})

test('a user in whose middle the run stopped is neither created nor failed', async () => {
  const { outcome, lines } = await apply(
    streamOf([planned('ada', creation({ groups: ['a'] }))]),
    () => undefined,
    new AbortController(),
    { ready: () => Promise.reject(cancelled()) }
  )
  expect(outcome).toMatchObject({
    usersCreated: 0,
    usersFailed: 0,
    usersUnfinished: 1,
    usersUnknown: 0,
    membershipsFailed: 0,
    billedUsers: 1,
    hasWritten: true
  })
  expect(lines).toMatchObject([{ result: 'failed', code: 'interrupted' }])
})

describe('a user whose creation was given up', () => {
  const giveUp = (mayHaveHappened: boolean) =>
    apply(streamOf([planned('ada')]), () => {
      throw new StoppedCallError(cancelled(), mayHaveHappened)
    })

  test('without an answer may be there: nobody knows', async () => {
    const { outcome, lines } = await giveUp(true)
    expect(outcome).toMatchObject({
      usersCreated: 0,
      usersFailed: 0,
      usersUnfinished: 0,
      usersUnknown: 1,
      hasWritten: true
    })
    expect(lines).toMatchObject([
      { username: 'ada', newSub: null, result: 'failed', code: 'interrupted' }
    ])
  })

  test('before it was sent was never begun', async () => {
    const { outcome, lines } = await giveUp(false)
    expect(outcome).toMatchObject({
      usersUnfinished: 0,
      usersUnknown: 0,
      hasWritten: false
    })
    expect(lines).toEqual([])
  })
})
