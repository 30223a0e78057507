import { describe, expect, test } from '@jest/globals'
import type { PoolDescription } from '../../../../../src/cognito/describe-pool.ts'
import {
  findByName,
  hasPlannedAddresses,
  isSinceImport,
  listImported
} from '../../../../../src/restore/apply/import/find-imported.ts'
import {
  fakePool,
  listedUser,
  refuses
} from '../../../../fixtures/fake-pool.ts'
import {
  fakeClock,
  fakeProgress,
  inNoTime,
  NEVER
} from '../../../../fixtures/fake-world.ts'
import {
  creation,
  descriptionWith,
  poolUser
} from '../../../../fixtures/restore-plans.ts'

const SINCE = Date.parse('2026-11-23T02:00:00Z')
const CREATED = { UserCreateDate: new Date(SINCE) }

const listed = (count: number) =>
  Array.from({ length: count }, (_, at) => listedUser(`u${at}`, CREATED))

type Page = ReturnType<typeof listed>

/** Lists a pool that answers plain listings and filtered chains as told. */
async function list(
  imported: number,
  plain: (listing: number, at: number) => Page,
  chain: (filter: string) => object | Promise<object> = () => ({ Users: [] }),
  signal = NEVER
) {
  const time = fakeClock(0)
  const { progress, pieces } = fakeProgress()
  const asked: [at: number, filter: unknown][] = []
  let listings = 0
  const pool = fakePool({
    ListUsers: ({ Filter }) => {
      asked.push([time.clock.now(), Filter])
      if (typeof Filter === 'string') return chain(Filter)
      listings += 1
      return { Users: plain(listings, time.clock.now()) }
    }
  })
  const work = listImported(descriptionWith(), SINCE, imported, {
    pool,
    clock: time.clock,
    progress,
    signal
  })
  const users = await inNoTime(time, work).catch((error: unknown) => ({
    error
  }))
  return { users, asked, pieces, times: asked.map(([at]) => at) }
}

describe('the imported users', () => {
  test('are read by one listing, when it shows all of them', async () => {
    const { users, asked, pieces } = await list(3, () => [
      ...listed(3),
      listedUser('old')
    ])
    expect(users).toMatchObject({ size: 3 })
    expect(asked).toEqual([[0, undefined]])
    expect(pieces).toEqual([
      {
        label: 'Reading the subs of the imported users',
        noun: 'user',
        expected: 3,
        done: 3,
        ended: 1
      }
    ])
  })

  test('are listed again, as the listing may lag behind', async () => {
    const { users, times, pieces } = await list(3, (_, at) =>
      listed(at < 2000 ? 1 : 3)
    )
    expect(users).toMatchObject({ size: 3 })
    // A look that falls short is two listings that are alike.
    expect(times).toEqual([0, 0, 2000])
    // Each is counted once.
    expect(pieces).toMatchObject([{ done: 3, ended: 1 }])
  })

  test('are given up after half a minute, with those who were listed', async () => {
    const { users, times } = await list(3, () => listed(2))
    expect(users).toMatchObject({ size: 2 })
    expect([...new Set(times)]).toEqual([0, 2000, 10_000, 30_000])
  })

  test('may be more than Cognito said', async () => {
    const { users, times } = await list(0, () => listed(2))
    expect(users).toMatchObject({ size: 2 })
    expect(times).toEqual([0])
  })
})

describe('many imported users', () => {
  /** The users whose sub begins as the filter says. */
  const inChains = (all: Page) => (filter: string) => {
    const [, digit = '-'] = /^sub \^= "(.)"$/.exec(filter) ?? []
    const at = '0123456789abcdef'.indexOf(digit)
    return { Users: all.filter((_, index) => index % 16 === at) }
  }

  test('are read by sixteen chains, which may show all', async () => {
    const { users, asked } = await list(3000, () => [], inChains(listed(3000)))
    expect(users).toMatchObject({ size: 3000 })
    expect(asked).toHaveLength(16)
    expect(new Set(asked.map(([, filter]) => filter)).size).toBe(16)
  })

  test('are not, when they are fewer', async () => {
    const { asked } = await list(2999, () => listed(2999))
    expect(asked).toEqual([[0, undefined]])
  })

  test('are read by a plain listing too, where the chains leave some out', async () => {
    const some = inChains(listed(2990))
    const { users, times, pieces } = await list(3000, () => listed(3000), some)
    expect(users).toMatchObject({ size: 3000 })
    expect(times).toEqual(Array(17).fill(0))
    expect(pieces).toMatchObject([{ done: 3000, ended: 1 }])
  })

  test('are read without the chains, where Cognito refuses the filter', async () => {
    const { users } = await list(
      3000,
      () => listed(3000),
      refuses('InvalidParameterException')
    )
    expect(users).toMatchObject({ size: 3000 })
  })

  test('are not read where all calls are refused', async () => {
    const { users, asked, pieces } = await list(
      3000,
      () => listed(3000),
      refuses('AccessDeniedException', { code: 'access-denied' })
    )
    expect(users).toMatchObject({ error: { code: 'access-denied' } })
    expect(asked.every(([, filter]) => filter !== undefined)).toBe(true)
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('are no cover for a bug', async () => {
    const { users } = await list(
      3000,
      () => listed(3000),
      () => Promise.reject(new TypeError('a bug'))
    )
    expect(users).toMatchObject({ error: expect.any(TypeError) })
  })
})

describe('the listing', () => {
  test('is not begun once the run is cancelled', async () => {
    const { users, asked, pieces } = await list(
      1,
      () => [],
      undefined,
      AbortSignal.abort()
    )
    expect(users).toMatchObject({ error: { code: 'cancelled' } })
    expect(asked).toEqual([])
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('is not waited for once the run is cancelled', async () => {
    const stop = new AbortController()
    const { users, times } = await list(
      1,
      () => {
        stop.abort()
        return []
      },
      undefined,
      stop.signal
    )
    expect(users).toMatchObject({ error: { code: 'cancelled' } })
    expect(times).toEqual([0])
  })
})

describe('a single user', () => {
  async function lookUp(
    username: string,
    attributes: Record<string, string>,
    description: Partial<PoolDescription> = {},
    shownTo = ''
  ) {
    const filters: unknown[] = []
    const pool = fakePool({
      ListUsers: ({ Filter }) => {
        filters.push(Filter)
        const Attributes = [
          { Name: 'sub', Value: 's' },
          ...Object.entries(attributes).map(([Name, Value]) => ({
            Name,
            Value
          }))
        ]
        const isShown = String(Filter).startsWith(shownTo)
        return { Users: isShown ? [listedUser(username, { Attributes })] : [] }
      }
    })
    const plan = creation({ username, attributes })
    const found = await findByName(pool, descriptionWith(description), plan)
    return { found, filters }
  }

  test('is looked up by the username', async () => {
    const { found, filters } = await lookUp('ada', { email: 'ada' })
    expect(found).toMatchObject({ username: 'ada' })
    expect(filters).toEqual(['username = "ada"'])
  })

  test('is looked up by the address that stands for it', async () => {
    const attributes = { email: 'ada@example.com', phone_number: '+123' }
    const usernameAttributes = ['email', 'phone_number']
    const { found, filters } = await lookUp('+123', attributes, {
      usernameAttributes
    })
    expect(found).toMatchObject({ sub: 's' })
    expect(filters).toEqual(['phone_number = "+123"'])
  })

  test('who is not there is found by none of them', async () => {
    const both = { email: 'x', phone_number: 'x' }
    const usernameAttributes = ['email', 'phone_number']
    const { found, filters } = await lookUp(
      'x',
      both,
      { usernameAttributes },
      'nobody'
    )
    expect(found).toBeUndefined()
    expect(filters).toEqual(['email = "x"', 'phone_number = "x"'])
  })
})

describe('a user is of the import', () => {
  const is = (status: string, at: number) =>
    isSinceImport(poolUser('ada', { status, createdAt: new Date(at) }), SINCE)

  test.each([
    ['CONFIRMED', SINCE, true],
    ['RESET_REQUIRED', SINCE + 1, true],
    ['CONFIRMED', SINCE - 1, false],
    ['RESET_REQUIRED', SINCE - 1, false],
    ['UNCONFIRMED', SINCE, false],
    ['FORCE_CHANGE_PASSWORD', SINCE, false]
  ])('who is %s since %d: %s', (status, at, expected) => {
    expect(is(status, at)).toBe(expected)
  })
})

describe('an address', () => {
  const EMAIL = { email: 'ada@example.com', email_verified: 'true' }
  const isPlanned = (
    planned: Record<string, string>,
    actual: Record<string, string>
  ) =>
    hasPlannedAddresses(
      poolUser('ada', { attributes: actual }),
      creation({ attributes: planned })
    )

  test.each([
    [EMAIL, EMAIL],
    [EMAIL, { ...EMAIL, name: 'other' }],
    [{}, {}],
    [{ ...EMAIL, phone_number: '' }, EMAIL],
    [{ email: 'a@b', email_verified: 'false' }, { email: 'a@b' }],
    [{ email: 'a@b' }, { email: 'a@b', email_verified: 'false' }],
    [{ ...EMAIL, email_verified: 'True' }, EMAIL]
  ])('is the planned one: %j, %j', (planned, actual) => {
    expect(isPlanned(planned, actual)).toBe(true)
  })

  test.each<[Record<string, string>, Record<string, string>]>([
    [EMAIL, { ...EMAIL, email: 'eva@example.com' }],
    [EMAIL, { ...EMAIL, email: 'Ada@example.com' }],
    [EMAIL, { email: 'ada@example.com' }],
    [EMAIL, { ...EMAIL, email_verified: 'false' }],
    [EMAIL, {}],
    [EMAIL, { ...EMAIL, phone_number: '+123' }],
    [{ phone_number: '+123' }, { phone_number: '+124' }],
    [
      { phone_number: '+123' },
      { phone_number: '+123', phone_number_verified: 'true' }
    ]
  ])('is another one: %j, %j', (planned, actual) => {
    expect(isPlanned(planned, actual)).toBe(false)
  })
})
