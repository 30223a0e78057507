import { describe, expect, test } from '@jest/globals'
import type { SoughtValue } from '../../../../src/restore/target/sought-values.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import { readWhole } from '../../../fixtures/read-target.ts'
import { poolUser } from '../../../fixtures/restore-plans.ts'
import {
  searchedPool,
  type SearchedPool
} from '../../../fixtures/searched-pool.ts'

const named = (value: string): SoughtValue => ({
  attribute: 'username',
  value,
  isIdentifying: true
})
const mailed = (value: string): SoughtValue => ({
  attribute: 'email',
  value,
  isIdentifying: false
})

const CASE_SENSITIVE = { UsernameConfiguration: { CaseSensitive: true } }
const ADA = poolUser('ada')
const EVA = poolUser('eva')

/** Reads what is sought in a pool of an estimated 100,000 users. */
async function seek(
  sought: readonly SoughtValue[] | string,
  scene: Partial<SearchedPool> = {}
) {
  const pool = searchedPool({
    users: [ADA, EVA],
    ...scene,
    pool: { ...CASE_SENSITIVE, ...scene.pool }
  })
  const { target, lines } = await readWhole(pool, {}, { sought })
  const filters = pool.calls.flatMap(({ operation, input }) =>
    operation === 'ListUsers' ? [input['Filter']] : []
  )
  return { users: target.users, filters, lines }
}

/** The listing of a large pool by chains, and once more without a filter. */
const isListed = (filters: readonly unknown[]) =>
  filters.filter(filter => String(filter).startsWith('sub ^=')).length >= 16

describe('few users of a large pool', () => {
  test('are looked up, each value once, and the log says so', async () => {
    const sought = [named('ada'), named('ada'), mailed('bo@example.com')]
    const { users, filters, lines } = await seek(sought)
    expect(filters).toEqual(['username = "ada"', 'email = "bo@example.com"'])
    expect(users.named('ada')?.sub).toBe(ADA.sub)
    expect(users.signingInBy('email:bo@example.com')).toBeUndefined()
    expect(lines).toEqual([
      'The chosen users are looked up in the target pool by 2 filters. A listing would take about 1,667 calls.'
    ])
  })

  test('are all that may be asked for', async () => {
    const { users } = await seek([named('ada')])
    expect(() => users.named('eva')).toThrow('not looked up')
    expect(() => users.signingInBy('email:eva@example.com')).toThrow()
    expect(() =>
      users.withIdentity({ providerName: 'Okta', userId: '1' })
    ).toThrow()
  })

  test.each([
    ['the estimate is as small', { EstimatedNumberOfUsers: 60 }],
    ['there is no estimate', { EstimatedNumberOfUsers: undefined }]
  ])('are listed where %s', async (_why, pool) => {
    const { users, filters, lines } = await seek([named('ada')], { pool })
    expect(filters).not.toContain('username = "ada"')
    expect(users.size).toBe(2)
    expect(lines).toEqual([
      'The users of the target pool are listed, because that takes no more calls than to look up the chosen ones.'
    ])
  })

  test('are listed where linked identities matter', async () => {
    const { filters, lines } = await seek('no filter finds linked identities')
    expect(isListed(filters)).toBe(true)
    expect(lines).toEqual([
      'The users of the target pool are listed, because no filter finds linked identities.'
    ])
  })

  test('are listed after Cognito has refused a filter', async () => {
    const pool = searchedPool({ users: [ADA], pool: CASE_SENSITIVE })
    const call = pool.call.bind(pool)
    let isFirst = true
    const refusing: typeof pool = {
      ...pool,
      call: (operation, send) => {
        if (operation !== 'ListUsers' || !isFirst) return call(operation, send)
        isFirst = false
        return Promise.reject(awsFailure('InvalidParameterException'))
      }
    }
    const { target, lines } = await readWhole(
      refusing,
      {},
      { sought: [named('ada')] }
    )
    expect(target.users.named('ada')?.sub).toBe(ADA.sub)
    expect(lines.at(-1)).toContain(
      'a filter failed (InvalidParameterException)'
    )
  })
})

describe('a value', () => {
  test('with quotes and backslashes is escaped', async () => {
    const odd = poolUser('a"b\\c')
    const { users, filters } = await seek([named(odd.username)], {
      users: [odd]
    })
    expect(filters).toEqual(['username = "a\\"b\\\\c"'])
    expect(users.named(odd.username)?.sub).toBe(odd.sub)
  })

  test('too long for a filter of 256 characters is found by listing', async () => {
    const room = 256 - 'username = ""'.length
    const fits = poolUser('x'.repeat(room))
    expect((await seek([named(fits.username)])).filters).toHaveLength(1)
    for (const username of ['x'.repeat(room + 1), '"'.repeat(room / 2 + 1)]) {
      const users = [poolUser(username)]
      const found = await seek([named(username)], { users })
      expect(isListed(found.filters)).toBe(true)
      expect(found.users.named(username)).toBeDefined()
      expect(found.lines[0]).toContain('a value is too long for a filter')
    }
  })
})

describe('in a pool that ignores letter case', () => {
  const pool = { UsernameConfiguration: { CaseSensitive: false } }
  const seekIn = (name: string, scene: Partial<SearchedPool>) =>
    seek([named(name)], { pool, ...scene })

  test('a username of the same spelling is found at once', async () => {
    const { users, filters } = await seekIn('ada', { respectsCase: true })
    expect(filters).toEqual(['username = "ada"'])
    expect(users.named('ADA')?.sub).toBe(ADA.sub)
  })

  test('no listing is needed where filters ignore the case of another user', async () => {
    const { users, filters } = await seekIn('bo', { respectsCase: false })
    expect(filters).toEqual(['username = "bo"', undefined, 'username = "ADA"'])
    expect(users.named('bo')).toBeUndefined()
  })

  test('a listing finds another spelling where filters respect case', async () => {
    const users = [EVA, poolUser('ADA')]
    const found = await seekIn('ada', { users, respectsCase: true })
    expect(isListed(found.filters)).toBe(true)
    expect(found.users.named('ada')?.username).toBe('ADA')
    expect(found.lines[1]).toBe(
      'The users of the target pool are listed, because its filters may respect the case of usernames.'
    )
  })

  test('a listing settles it where no user shows what filters do', async () => {
    const users = [poolUser('123'), poolUser('ADA')]
    const found = await seekIn('ada', { users, respectsCase: true })
    expect(found.users.named('ada')?.username).toBe('ADA')
  })

  test('letters beyond ASCII are found by listing', async () => {
    const users = [poolUser('ÜNAL')]
    const found = await seekIn('ünal', { users })
    expect(isListed(found.filters)).toBe(true)
    expect(found.users.named('ünal')?.username).toBe('ÜNAL')
  })

  test('a username that Cognito made up has one spelling', async () => {
    const sub = '7438d4b8-0000-7000-8000-00000000ada0'
    const { filters } = await seekIn(sub, {
      pool: { ...pool, UsernameAttributes: ['email'] },
      respectsCase: true
    })
    expect(filters).toEqual([`username = "${sub}"`])
  })
})

describe('the groups of chosen users', () => {
  const memberships = { ada: ['a', 'gone'], eva: ['b'] }
  async function groupsOf(
    sought: readonly SoughtValue[],
    groups: readonly string[],
    inSnapshot = 0
  ) {
    const users = [ADA, EVA]
    const scene = { users, memberships, groups, pool: CASE_SENSITIVE }
    const pool = searchedPool(scene)
    const needs = { sought, areCompared: true, memberships: inSnapshot }
    const { target } = await readWhole(pool, {}, needs)
    const of = (operation: string) =>
      pool.calls.filter(call => call.operation === operation).length
    return {
      users: target.users,
      byUser: of('AdminListGroupsForUser'),
      byGroup: of('ListUsersInGroup')
    }
  }

  test('are read by user where that takes fewer calls, which may bill', async () => {
    const read = await groupsOf([named('ada')], ['a', 'b'])
    expect(read).toMatchObject({ byUser: 1, byGroup: 0 })
    expect(read.users.memberships.of('ada')).toEqual(['a'])
    expect([...read.users.billed]).toEqual([ADA.sub])
  })

  test('are read by group otherwise, which bills nobody', async () => {
    const both = [named('ada'), named('eva')]
    const read = await groupsOf(both, ['a', 'b'])
    expect(read).toMatchObject({ byUser: 0, byGroup: 2 })
    expect(read.users.billed.size).toBe(0)
    // Sixty members fill a page.
    expect((await groupsOf(both, ['a', 'b'], 60)).byUser).toBe(2)
  })

  test('are read by group, too, where the role may not read them by user', async () => {
    const pool = searchedPool({
      users: [ADA],
      memberships,
      groups: ['a', 'b'],
      pool: CASE_SENSITIVE
    })
    const call = pool.call.bind(pool)
    const action = 'cognito-idp:AdminListGroupsForUser'
    const older: typeof pool = {
      ...pool,
      call: (operation, send) =>
        operation === 'AdminListGroupsForUser'
          ? Promise.reject(
              awsFailure('AccessDeniedException', {
                code: 'access-denied',
                action
              })
            )
          : call(operation, send)
    }
    const needs = { sought: [named('ada')], areCompared: true }
    const { target, lines } = await readWhole(older, {}, needs)
    expect(target.users.memberships.of('ada')).toEqual(['a'])
    expect(target.users.billed.size).toBe(0)
    expect(lines.at(-1)).toBe(
      `The members of all groups are listed, because the role lacks ${action}.`
    )
  })

  test('are not read of the owner of an address', async () => {
    const read = await groupsOf([mailed('ada@example.com')], ['a'])
    expect(read).toMatchObject({ byUser: 0, byGroup: 0 })
  })
})
