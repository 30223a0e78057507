import { describe, expect, test } from '@jest/globals'
import { cancelled, UserError } from '../../../src/errors.ts'
import { newRestoreOutcome } from '../../../src/outcome.ts'
import { applyUsers } from '../../../src/restore/apply-users.ts'
import type { UserPlan } from '../../../src/restore/plan.ts'
import type { PlannedUser } from '../../../src/restore/plan-tally.ts'
import type { ApplyTools } from '../../../src/restore/user-steps.ts'
import type { ReportLine } from '../../../src/snapshot/restore-report.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { fakePool } from '../../fixtures/fake-pool.ts'
import { fakeClock, fakeProgress, settle } from '../../fixtures/fake-world.ts'
import {
  creation,
  kept,
  toolsWith,
  update
} from '../../fixtures/restore-plans.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'
import { streamOf } from '../../fixtures/streams.ts'

function planned(username: string, plan?: UserPlan): PlannedUser {
  const record = userRecord({ username, sub: `old-${username}` })
  return { record, plan: plan ?? creation({ username }) }
}

const PEOPLE = Array.from({ length: 200 }, (_, index) => planned(`u${index}`))

/** Applies a plan with a pool whose AdminCreateUser does as the test says. */
async function apply(
  users: AsyncIterable<PlannedUser>,
  onCreate: (username: string) => void = () => undefined,
  stop = new AbortController(),
  groups: ApplyTools['groups'] = { ready: () => Promise.resolve() },
  time = fakeClock()
) {
  let inFlight = 0
  let mostInFlight = 0
  const pool = fakePool({
    AdminCreateUser: async ({ Username }) => {
      inFlight += 1
      mostInFlight = Math.max(mostInFlight, inFlight)
      await settle()
      inFlight -= 1
      onCreate(String(Username))
      return {}
    },
    AdminSetUserPassword: () => ({}),
    AdminDisableUser: () => ({}),
    AdminAddUserToGroup: ({ GroupName }) => {
      if (GroupName === 'gone') throw awsFailure('ResourceNotFoundException')
      return {}
    }
  })
  const outcome = newRestoreOutcome()
  const { progress, pieces } = fakeProgress()
  const lines: ReportLine[] = []
  let error: unknown
  try {
    await applyUsers(
      users,
      200,
      {
        ...toolsWith(pool, { groups }, time),
        progress,
        signal: stop.signal,
        report: {
          add: line => lines.push(line),
          finish: () => Promise.reject(new Error('not for this room'))
        }
      },
      outcome
    )
  } catch (thrown) {
    error = thrown
  }
  const created = pool.calls
    .filter(call => call.operation === 'AdminCreateUser')
    .map(call => call.input['Username'])
  return { outcome, error, pieces, created, mostInFlight, lines }
}

describe('the users of a plan', () => {
  test('are all created, each once, some at a time', async () => {
    const run = await apply(streamOf(PEOPLE))
    expect(run.error).toBeUndefined()
    expect(run.created).toEqual(PEOPLE.map(({ record }) => record.username))
    expect(run.outcome).toMatchObject({
      usersCreated: 200,
      usersUpdated: 0,
      usersFailed: 0,
      billedUsers: 200,
      membershipsAdded: 0,
      membershipsRemoved: 0,
      membershipsFailed: 0
    })
    expect(run.outcome.failures.size).toBe(0)
    expect(run.pieces).toMatchObject([
      { noun: 'user', expected: 200, done: 200, ended: 1 }
    ])
    expect(run.mostInFlight).toBeGreaterThan(1)
    expect(run.mostInFlight).toBeLessThanOrEqual(64)
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

  test('have changed the pool only if a call succeeded', async () => {
    const refuse = () => {
      throw awsFailure('InvalidParameter')
    }
    const refused = await apply(streamOf(PEOPLE), refuse)
    expect(refused.outcome).toMatchObject({
      hasWritten: false,
      usersFailed: 200
    })
    const one = await apply(streamOf(PEOPLE.slice(0, 1)))
    expect(one.outcome.hasWritten).toBe(true)
    const none = await apply(streamOf([planned('ada', kept())]))
    expect(none.outcome.hasWritten).toBe(false)
  })

  test('are failed, and billed, when they are created but not completely', async () => {
    const plan = creation({ groups: ['a', 'gone', 'b'] })
    const { outcome } = await apply(streamOf([planned('ada', plan)]))
    expect(outcome).toMatchObject({
      usersCreated: 0,
      usersFailed: 1,
      billedUsers: 1,
      membershipsAdded: 2,
      membershipsFailed: 1
    })
  })
})

describe('whatever is planned', () => {
  const EACH = [
    planned('new'),
    planned('old', update({ username: 'old', enabled: false })),
    planned('kept', kept({ sub: 'kept-sub' })),
    planned('other', kept({ isConflict: true })),
    planned('fed', { action: 'skip', reasons: ['federated'] }),
    planned('bad', { action: 'fail', code: 'address-taken' })
  ]

  test('each user has a line of the report, in the order of the plan', async () => {
    const { lines } = await apply(streamOf(EACH))
    expect(lines.map(line => [line.username, line.result])).toEqual([
      ['new', 'created'],
      ['old', 'updated'],
      ['kept', 'existing'],
      ['other', 'conflict'],
      ['fed', 'skipped'],
      ['bad', 'failed']
    ])
  })

  test('calls are made only for users to create and to update', async () => {
    const { created, outcome, pieces } = await apply(streamOf(EACH))
    expect(created).toEqual(['new'])
    expect(outcome).toMatchObject({
      usersCreated: 1,
      usersUpdated: 1,
      usersFailed: 1,
      billedUsers: 1
    })
    expect([...outcome.failures]).toEqual([['address-taken', 1]])
    expect(pieces).toMatchObject([{ done: 2, ended: 1 }])
  })
})

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
    const plan = creation({ username: 'u0', groups: ['a'] })
    const waiting = planned('u0', plan)
    const running = apply(
      streamOf([waiting, ...PEOPLE.slice(1)]),
      username => {
        if (username !== 'u0') throw denied
      },
      new AbortController(),
      { ready: () => first.promise }
    )
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
    const time = fakeClock()
    const cancel = (username: string) => {
      if (username !== 'u20') return
      stop.abort()
      time.pass(3500)
    }
    const run = await apply(streamOf(PEOPLE), cancel, stop, undefined, time)
    expect(run.error).toMatchObject({ code: 'cancelled' })
    expect(run.outcome.usersFailed).toBe(0)
    expect(run.outcome.usersCreated).toBeLessThan(run.created.length)
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
      const time = fakeClock()
      const end = (username: string) => {
        if (username !== 'u0') return
        stop.abort(reason)
        time.pass(3500)
      }
      const run = await apply(streamOf(PEOPLE), end, stop, undefined, time)
      expect(run.error).toBe(reason)
      expect(run.outcome.usersCreated).toBeGreaterThanOrEqual(atLeast)
      expect(run.outcome).toMatchObject({
        usersFailed: 0,
        membershipsFailed: 0
      })
    }
  )

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
    membershipsFailed: 0,
    billedUsers: 1,
    hasWritten: true
  })
  expect(lines).toMatchObject([{ result: 'failed', code: 'interrupted' }])
})
