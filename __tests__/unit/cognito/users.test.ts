import { describe, expect, test } from '@jest/globals'
import {
  listUsers,
  listUsersInChains,
  type UserPage
} from '../../../src/cognito/users.ts'
import {
  fakePool,
  listedUser,
  POOL_ID,
  refuses,
  type FakePool
} from '../../fixtures/fake-pool.ts'
import { NEVER, settle } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

/** Lists one page of these users. */
async function list(...users: object[]) {
  const pool = fakePool({ ListUsers: () => ({ Users: users }) })
  return usersOf(await drain(listUsers(pool, NEVER)))
}

function usersOf(pages: readonly UserPage[]) {
  return pages.flatMap(page => page.users)
}

describe('users', () => {
  test('are asked for in full pages, with every attribute', async () => {
    const pool = fakePool({
      ListUsers: ({ PaginationToken: token }) =>
        token === undefined
          ? { Users: [listedUser('ada')], PaginationToken: 't1' }
          : token === 't1'
            ? { Users: [], PaginationToken: 't2' }
            : { Users: [listedUser('grace')] }
    })
    const pages = await drain(listUsers(pool, NEVER))
    const users = usersOf(pages)
    expect(pages.map(page => page.isAgain)).toEqual([false, false, false])
    expect(users.map(user => user.username)).toEqual(['ada', 'grace'])
    expect(pool.calls).toEqual(
      [undefined, 't1', 't2'].map(token => ({
        operation: 'ListUsers',
        command: 'ListUsersCommand',
        hasSignal: true,
        input: { UserPoolId: POOL_ID, Limit: 60, PaginationToken: token }
      }))
    )
  })

  test('come with all that Cognito tells, sub apart', async () => {
    expect(await list(listedUser('ada', { Enabled: false }))).toEqual([
      {
        username: 'ada',
        sub: 'sub-of-ada',
        status: 'CONFIRMED',
        enabled: false,
        createdAt: new Date('2026-01-02T03:04:05.678Z'),
        modifiedAt: new Date('2026-02-03T04:05:06.789Z'),
        attributes: { email: 'ada@example.com', email_verified: 'true' }
      }
    ])
  })

  test('keep attributes of any name and those without a value, in the order of names', async () => {
    const [user] = await list(
      listedUser('ada', {
        Attributes: [
          { Name: 'sub', Value: 's' },
          { Name: 'custom:empty' },
          { Name: 'custom:null', Value: null },
          null,
          { Name: '__proto__', Value: 'x' }
        ]
      })
    )
    expect(Object.entries(user?.attributes ?? {})).toEqual([
      ['__proto__', 'x'],
      ['custom:empty', ''],
      ['custom:null', '']
    ])
  })

  test.each([
    'Username',
    'UserStatus',
    'Enabled',
    'UserCreateDate',
    'UserLastModifiedDate'
  ])('without %s are an error and not a guess', async field => {
    for (const nothing of [undefined, null, '']) {
      await expect(
        list(listedUser('ada', { [field]: nothing }))
      ).rejects.toThrow(`lacks ${field} of a user`)
    }
  })

  test('without a sub are an error', async () => {
    for (const Attributes of [undefined, null, [{ Name: 'sub', Value: '' }]]) {
      const user = listedUser('ada', { Attributes })
      await expect(list(user)).rejects.toThrow('lacks sub of a user')
    }
  })

  test.each([
    ['Attributes of a user', 'text'],
    ['Name of an attribute', [{ Value: 'x' }]]
  ])('without %s that can be read are an error', async (what, Attributes) => {
    const user = listedUser('ada', { Attributes })
    await expect(list(user)).rejects.toThrow(`lacks ${what}`)
  })

  test('that are missing from a page are an error, not an empty page', async () => {
    const pool = fakePool({ ListUsers: () => ({}) })
    await expect(drain(listUsers(pool, NEVER))).rejects.toThrow('lacks Users')
  })
})

describe('a chain', () => {
  const expired = refuses('InvalidParameterException')

  /** Pages of one user each; `fails` says how a request for a page goes wrong. */
  function chainOf(
    names: readonly string[],
    fails: (at: number, times: number) => (() => Promise<never>) | undefined
  ) {
    const asked: number[] = []
    return fakePool({
      ListUsers: ({ PaginationToken: token }) => {
        const at = token === undefined ? 0 : Number(token)
        asked.push(at)
        const failure = fails(at, asked.filter(page => page === at).length)
        if (failure !== undefined) return failure()
        const next = at + 1 < names.length ? `${at + 1}` : undefined
        return { Users: [listedUser(names[at] ?? '')], PaginationToken: next }
      }
    })
  }

  const tokens = (pool: FakePool) =>
    pool.calls.map(call => call.input['PaginationToken'])

  test('whose token has expired begins again, and says so', async () => {
    const pool = chainOf(['a', 'b', 'c'], (at, times) =>
      at === 2 && times === 1 ? expired : undefined
    )
    const pages = await drain(listUsers(pool, NEVER))
    expect(
      pages.map(({ users, isAgain }) => [users[0]?.username, isAgain])
    ).toEqual([
      ['a', false],
      ['b', false],
      ['a', true],
      ['b', true],
      ['c', true]
    ])
    expect(tokens(pool)).toEqual([undefined, '1', '2', undefined, '1', '2'])
  })

  test('begins again with the filter that it had', async () => {
    const pool = chainOf(['a', 'b'], (at, times) =>
      at === 1 && times === 1 ? expired : undefined
    )
    await drain(listUsers(pool, NEVER, 'sub ^= "a"'))
    expect(pool.calls.map(call => call.input['Filter'])).toEqual(
      Array.from({ length: 4 }, () => 'sub ^= "a"')
    )
  })

  test('whose filter is refused does not begin again', async () => {
    const pool = fakePool({ ListUsers: expired })
    await expect(
      drain(listUsers(pool, NEVER, 'sub ^= "a"'))
    ).rejects.toMatchObject({ awsCode: 'InvalidParameterException' })
    expect(pool.calls).toHaveLength(1)
  })

  test('that is refused when it begins again has failed', async () => {
    const pool = chainOf(['a', 'b'], (at, times) =>
      at === 1 || times === 2 ? expired : undefined
    )
    await expect(drain(listUsers(pool, NEVER))).rejects.toMatchObject({
      awsCode: 'InvalidParameterException'
    })
    expect(tokens(pool)).toEqual([undefined, '1', undefined])
  })

  test('begins again five times and no more', async () => {
    const pool = chainOf(['a', 'b'], at => (at === 1 ? expired : undefined))
    await expect(drain(listUsers(pool, NEVER))).rejects.toMatchObject({
      code: 'listing',
      message:
        'Cognito no longer takes its own page token for the listing of users, as when it has expired after an hour. Run the job again.'
    })
    expect(tokens(pool)).toEqual(
      Array.from({ length: 6 }, () => [undefined, '1']).flat()
    )
  })

  test.each([
    ['InternalErrorException', refuses('InternalErrorException')],
    ['AccessDenied', refuses('AccessDenied', { code: 'access-denied' })],
    ['a bug', () => Promise.reject(new TypeError('InvalidParameterException'))]
  ])('that fails on its way with %s has failed', async (_what, failure) => {
    const pool = chainOf(['a', 'b'], at => (at === 1 ? failure : undefined))
    await expect(drain(listUsers(pool, NEVER))).rejects.toThrow()
    expect(tokens(pool)).toEqual([undefined, '1'])
  })
})

describe('sixteen chains', () => {
  const DIGITS = Array.from('0123456789abcdef')

  test('ask for the users whose sub begins with each digit', async () => {
    const pool = fakePool({
      ListUsers: ({ Filter, PaginationToken: token }) => ({
        Users: [listedUser(`${String(Filter)} ${String(token)}`)],
        PaginationToken: token === undefined ? 'next' : undefined
      })
    })
    const pages = await drain(listUsersInChains(pool, NEVER))
    const names = usersOf(pages).map(user => user.username)
    expect([...names].sort()).toEqual(
      DIGITS.flatMap(digit => [
        `sub ^= "${digit}" next`,
        `sub ^= "${digit}" undefined`
      ])
    )
    expect(pool.calls.every(call => call.hasSignal)).toBe(true)
  })

  test('are all under way at once', async () => {
    let underWay = 0
    let most = 0
    const pool = fakePool({
      ListUsers: async () => {
        underWay += 1
        most = Math.max(most, underWay)
        await settle()
        underWay -= 1
        return { Users: [] }
      }
    })
    await drain(listUsersInChains(pool, NEVER))
    expect(most).toBe(16)
  })

  test('fail when one of them fails', async () => {
    const pool = fakePool({
      ListUsers: ({ Filter }) =>
        Filter === 'sub ^= "7"'
          ? refuses('InvalidParameterException')()
          : { Users: [] }
    })
    await expect(drain(listUsersInChains(pool, NEVER))).rejects.toMatchObject({
      awsCode: 'InvalidParameterException'
    })
  })
})
