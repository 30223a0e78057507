import { describe, expect, test } from '@jest/globals'
import { disableImported } from '../../../../../src/restore/apply/import/disable-imported.ts'
import type { UserCreation } from '../../../../../src/restore/plan/users/user-plan.ts'
import {
  fakePool,
  listedUser,
  refuses,
  type FakePool
} from '../../../../fixtures/fake-pool.ts'
import { NEVER, settle } from '../../../../fixtures/fake-world.ts'
import { importable } from '../../../../fixtures/import-jobs.ts'
import { descriptionWith } from '../../../../fixtures/restore-plans.ts'

const SINCE = Date.parse('2026-11-23T02:00:00Z')

type Answers = NonNullable<Parameters<typeof fakePool>[0]>

const DISABLES: Answers = { AdminDisableUser: () => ({}) }

async function disable(
  users: readonly (string | UserCreation)[],
  isClean: boolean,
  answers: Answers = {},
  { signal = NEVER, usernameAttributes = [] as string[] } = {}
) {
  const pool = fakePool({ ...DISABLES, ...answers })
  const names = await disableImported(
    users.map(user => (typeof user === 'string' ? importable(user) : user)),
    isClean,
    SINCE,
    descriptionWith({ usernameAttributes }),
    pool,
    signal
  )
  return { names, made: madeOf(pool) }
}

const madeOf = (pool: FakePool) =>
  pool.calls.map(({ operation, input }) => [
    operation,
    input['Username'] ?? input['Filter']
  ])

/** The user as the import left it, with changes. */
const imported = (username: string, changes = {}) =>
  listedUser(username, {
    UserCreateDate: new Date(SINCE),
    Attributes: [
      { Name: 'sub', Value: 's' },
      { Name: 'email', Value: `${username}@example.com` },
      { Name: 'email_verified', Value: 'true' }
    ],
    ...changes
  })

describe('the users of a job that imported everybody', () => {
  test('are disabled without being looked up', async () => {
    expect(await disable(['ada', 'eva'], true)).toEqual({
      names: ['ada', 'eva'],
      made: [
        ['AdminDisableUser', 'ada'],
        ['AdminDisableUser', 'eva']
      ]
    })
  })

  test('of whom nobody is to be disabled cost no call', async () => {
    expect(await disable([], true)).toEqual({ names: [], made: [] })
  })

  test('are disabled some at a time', async () => {
    let inFlight = 0
    let most = 0
    const people = Array.from({ length: 100 }, (_, at) => `user${at}`)
    const { names } = await disable(people, true, {
      AdminDisableUser: async () => {
        inFlight += 1
        most = Math.max(most, inFlight)
        await settle()
        inFlight -= 1
        return {}
      }
    })
    expect(names).toEqual(people)
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThanOrEqual(32)
  })
})

describe('the users of a job that left some out', () => {
  const showing = (user: object): Answers => ({
    ListUsers: () => ({ Users: [user] })
  })

  test('are each looked up before they are disabled', async () => {
    const { names, made } = await disable(
      ['ada'],
      false,
      showing(imported('ada'))
    )
    expect(names).toEqual(['ada'])
    expect(made).toEqual([
      ['ListUsers', 'username = "ada"'],
      ['AdminDisableUser', 'ada']
    ])
  })

  test('are looked up by their address, where that is the name', async () => {
    const email = 'ada@example.com'
    const user = importable(email, {
      attributes: { email, email_verified: 'true' }
    })
    const { names, made } = await disable(
      [user],
      false,
      showing(imported('ada')),
      { usernameAttributes: ['email'] }
    )
    expect(names).toEqual([email])
    expect(made[0]).toEqual(['ListUsers', `email = "${email}"`])
  })

  test.each<[string, object]>([
    ['was there before', imported('ada', { UserCreateDate: new Date(0) })],
    ['has signed up', imported('ada', { UserStatus: 'UNCONFIRMED' })],
    [
      'has another address',
      imported('ada', {
        Attributes: [
          { Name: 'sub', Value: 's' },
          { Name: 'email', Value: 'eva@example.com' },
          { Name: 'email_verified', Value: 'true' }
        ]
      })
    ]
  ])('are left alone if somebody with the name %s', async (_what, user) => {
    const { names, made } = await disable(['ada'], false, showing(user))
    expect(names).toEqual([])
    expect(made).toEqual([['ListUsers', 'username = "ada"']])
  })

  test('are left out if they are not there', async () => {
    const { names, made } = await disable(['ada'], false, {
      ListUsers: () => ({ Users: [] })
    })
    expect(names).toEqual([])
    expect(made).toHaveLength(1)
  })
})

describe('a call that is refused', () => {
  test('leaves that user for later, and disables the others', async () => {
    const { names } = await disable(['ada', 'eva', 'bob'], true, {
      AdminDisableUser: ({ Username }) =>
        Username === 'eva' ? refuses('UserNotFoundException')() : {}
    })
    expect(names).toEqual(['ada', 'bob'])
  })

  test('leaves a user for later who cannot be looked up', async () => {
    const { names, made } = await disable(['ada'], false, {
      ListUsers: refuses('TooManyRequestsException')
    })
    expect(names).toEqual([])
    expect(made).toHaveLength(1)
  })

  test('ends the run if it would meet everybody', async () => {
    const denied = refuses('AccessDeniedException', { code: 'access-denied' })
    await expect(
      disable(['ada'], true, { AdminDisableUser: denied })
    ).rejects.toMatchObject({ code: 'access-denied' })
    await expect(
      disable(['ada'], false, { ListUsers: denied })
    ).rejects.toMatchObject({ code: 'access-denied' })
  })

  test('is no cover for a bug', async () => {
    const bug = () => Promise.reject(new TypeError('a bug'))
    await expect(
      disable(['ada'], true, { AdminDisableUser: bug })
    ).rejects.toThrow(TypeError)
  })
})

test('a run that is over disables nobody else', async () => {
  const stop = new AbortController()
  const people = Array.from({ length: 100 }, (_, at) => `user${at}`)
  const { names, made } = await disable(
    people,
    true,
    {
      AdminDisableUser: () => {
        stop.abort()
        return {}
      }
    },
    { signal: stop.signal }
  )
  expect(made.length).toBeLessThanOrEqual(32)
  expect(names).toEqual(made.map(([, name]) => name))
})
