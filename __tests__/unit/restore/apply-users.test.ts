import { describe, expect, test } from '@jest/globals'
import { newRestoreOutcome } from '../../../src/outcome.ts'
import { applyUsers } from '../../../src/restore/apply-users.ts'
import type { UserCreation } from '../../../src/restore/plan.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { fakePool } from '../../fixtures/fake-pool.ts'
import { countingBytes, fakeProgress } from '../../fixtures/fake-world.ts'
import { streamOf } from '../../fixtures/streams.ts'

function plan(username: string, groups: string[] = []): UserCreation {
  return {
    action: 'create',
    username,
    attributes: {},
    attributesAfterwards: {},
    disable: false,
    groups
  }
}

const PEOPLE = Array.from({ length: 200 }, (_, index) => plan(`u${index}`))

/** Applies creations with a pool whose AdminCreateUser does as the test says. */
async function apply(
  creations: AsyncIterable<UserCreation>,
  onCreate: (username: string) => void = () => undefined,
  stop = new AbortController()
) {
  let inFlight = 0
  let mostInFlight = 0
  const pool = fakePool({
    AdminCreateUser: async ({ Username }) => {
      inFlight += 1
      mostInFlight = Math.max(mostInFlight, inFlight)
      await new Promise(resolve => setImmediate(resolve))
      inFlight -= 1
      onCreate(String(Username))
      return {}
    },
    AdminSetUserPassword: () => ({}),
    AdminAddUserToGroup: ({ GroupName }) => {
      if (GroupName === 'gone') throw awsFailure('ResourceNotFoundException')
      return {}
    }
  })
  const outcome = newRestoreOutcome()
  const { progress, pieces } = fakeProgress()
  let error: unknown
  try {
    await applyUsers(
      creations,
      200,
      {
        pool,
        randomBytes: countingBytes(),
        minimumPasswordLength: 8,
        progress,
        signal: stop.signal
      },
      outcome
    )
  } catch (thrown) {
    error = thrown
  }
  const created = pool.calls
    .filter(call => call.operation === 'AdminCreateUser')
    .map(call => call.input['Username'])
  return { outcome, error, pieces, created, mostInFlight }
}

describe('the users of a plan', () => {
  test('are all created, each once, some at a time', async () => {
    const { outcome, error, pieces, created, mostInFlight } = await apply(
      streamOf(PEOPLE)
    )
    expect(error).toBeUndefined()
    expect(created).toEqual(PEOPLE.map(person => person.username))
    expect(outcome).toMatchObject({
      usersCreated: 200,
      usersFailed: 0,
      billedUsers: 200,
      membershipsAdded: 0,
      membershipsFailed: 0
    })
    expect(outcome.failures.size).toBe(0)
    expect(pieces).toMatchObject([
      { noun: 'user', expected: 200, done: 200, ended: 1 }
    ])
    expect(mostInFlight).toBeGreaterThan(1)
    expect(mostInFlight).toBeLessThanOrEqual(12)
  })

  test('of nobody are none, which is known', async () => {
    const { outcome, error } = await apply(streamOf([]))
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({ usersCreated: 0, billedUsers: 0 })
  })

  test('are not stopped by one who is refused', async () => {
    const action = 'cognito-idp:AdminCreateUser'
    const { outcome, error } = await apply(streamOf(PEOPLE), username => {
      if (username === 'u7') throw awsFailure('InvalidParameter', { action })
    })
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({
      usersCreated: 199,
      usersFailed: 1,
      billedUsers: 199
    })
    expect([...outcome.failures]).toEqual([
      ['AdminCreateUser: InvalidParameter', 1]
    ])
  })

  test('are failed, and billed, when they are created but not completely', async () => {
    const person = plan('ada', ['a', 'gone', 'b'])
    const { outcome } = await apply(streamOf([person]))
    expect(outcome).toMatchObject({
      usersCreated: 0,
      usersFailed: 1,
      billedUsers: 1,
      membershipsAdded: 2,
      membershipsFailed: 1
    })
  })
})

describe('a run stops early, with true counts', () => {
  /** Every user begun is in exactly one count. */
  function expectTrueCounts({
    outcome,
    created,
    pieces
  }: Awaited<ReturnType<typeof apply>>) {
    expect(created.length).toBeLessThan(200)
    expect((outcome.usersCreated ?? 0) + (outcome.usersFailed ?? 0)).toBe(
      created.length
    )
    expect(pieces).toMatchObject([{ done: created.length, ended: 1 }])
  }

  test('on a failure that would meet everybody', async () => {
    const denied = awsFailure('AccessDenied', { code: 'access-denied' })
    const run = await apply(streamOf(PEOPLE), username => {
      if (username >= 'u3') throw denied
    })
    expect(run.error).toBe(denied)
    expectTrueCounts(run)
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

  test('but not on a cancellation that comes after the last user', async () => {
    const stop = new AbortController()
    const last = PEOPLE.at(-1)?.username
    const cancel = (username: string) => {
      if (username === last) stop.abort()
    }
    const run = await apply(streamOf(PEOPLE), cancel, stop)
    expect(run.error).toBeUndefined()
    expect(run.created).toHaveLength(PEOPLE.length)
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
