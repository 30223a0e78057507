import { describe, expect, test } from '@jest/globals'
import { readTarget } from '../../../../src/restore/target/target.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  poolAnswer,
  refuses
} from '../../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER, settle } from '../../../fixtures/fake-world.ts'
import { policiesWith } from '../../../fixtures/restore-plans.ts'

interface Scene {
  /** Changes to what DescribeUserPool answers. */
  pool?: Record<string, unknown>
  policies?: Partial<RestorePolicies>
  isContinued?: boolean
  usernames?: readonly string[]
  /** Whom the pool lists, where more than the name matters. */
  users?: readonly object[]
}

/** Reads a pool with two groups; `staff` has a role, `ada` is in `admins`. */
async function read({
  pool: changes,
  policies,
  isContinued = false,
  usernames = [],
  users = usernames.map(name => listedUser(name))
}: Scene = {}) {
  const { progress, pieces } = fakeProgress()
  const pool = fakePool({
    DescribeUserPool: () => poolAnswer(changes),
    GetUserPoolMfaConfig: () => ({
      SmsMfaConfiguration: { SmsConfiguration: {} },
      SoftwareTokenMfaConfiguration: { Enabled: true }
    }),
    ListIdentityProviders: () => ({ Providers: [{ ProviderName: 'Okta' }] }),
    ListGroups: ({ NextToken: token }) =>
      token === undefined
        ? { Groups: [listedGroup('admins')], NextToken: 't' }
        : { Groups: [listedGroup('staff', { RoleArn: 'arn:staff' })] },
    ListPointInTimeRecoveries: () => ({ Restorations: [] }),
    ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
    ListUsers: ({ PaginationToken: token }) =>
      token === undefined
        ? { Users: [], PaginationToken: 't' }
        : { Users: users },
    ListUsersInGroup: ({ GroupName }) => ({
      Users: GroupName === 'admins' ? [listedUser('ada')] : []
    })
  })
  const needs = { policies: policiesWith(policies), isContinued }
  const target = await readTarget(pool, needs, progress, NEVER)
  const operations = new Set(pool.calls.map(call => call.operation))
  return { target, operations, pieces }
}

describe('the target pool', () => {
  test('is known by its users, groups and description', async () => {
    const { target, pieces } = await read({
      pool: { AliasAttributes: ['email'] },
      usernames: ['ada', 'eva']
    })
    expect([...target.groups]).toEqual([
      ['admins', undefined],
      ['staff', 'arn:staff']
    ])
    expect(target.users.named('ada')?.sub).toBe('sub-of-ada')
    expect(target.users.named('grace')).toBeUndefined()
    expect(target.description.aliasAttributes).toEqual(['email'])
    expect(target.description.attributeNames).toContain('email')
    expect(pieces).toMatchObject([{ expected: 2, done: 2, ended: 1 }])
  })

  test('is read without a call that bills a user or writes', async () => {
    const { operations } = await read({ usernames: ['ada'] })
    expect(operations).toEqual(
      new Set([
        'DescribeUserPool',
        'ListPointInTimeRecoveries',
        'ListUserPoolReplicas',
        'ListGroups',
        'ListUsers'
      ])
    )
  })

  test('ends its progress when it can not be read', async () => {
    const { progress, pieces } = fakeProgress()
    const pool = fakePool({
      DescribeUserPool: () => poolAnswer(),
      ListGroups: () => ({ Groups: [] }),
      ListPointInTimeRecoveries: () => ({ Restorations: [] }),
      ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
      ListUsers: refuses('AccessDeniedException')
    })
    await expect(
      readTarget(
        pool,
        { policies: policiesWith(), isContinued: false },
        progress,
        NEVER
      )
    ).rejects.toMatchObject({ awsCode: 'AccessDeniedException' })
    expect(pieces).toMatchObject([{ ended: 1 }])
  })
})

describe('only what a policy needs is read:', () => {
  test('the factors of a pool that has MFA, to turn them on', async () => {
    const policies = { mfaUsers: 'restore' } as const
    const optional = { MfaConfiguration: 'OPTIONAL' }
    const { target } = await read({ policies, pool: optional })
    expect(target.mfa).toEqual({ sms: true, email: false, totp: true })
    for (const scene of [{ policies }, { pool: optional }]) {
      const { target: other, operations } = await read(scene)
      expect(other.mfa).toEqual({ sms: false, email: false, totp: false })
      expect(operations).not.toContain('GetUserPoolMfaConfig')
    }
  })

  test('the identity providers, to link users', async () => {
    const { target } = await read({ policies: { federatedUsers: 'link' } })
    expect(target.providers).toEqual(new Set(['Okta']))
    expect((await read()).operations).not.toContain('ListIdentityProviders')
  })

  test('who is in which group, to update users', async () => {
    const policies = { existingUsers: 'update' } as const
    const { target } = await read({ policies, usernames: ['ada', 'eva'] })
    expect(target.users.memberships.of('ada')).toEqual(['admins'])
    expect(target.users.memberships.of('eva')).toEqual([])
    const { operations } = await read({ policies })
    expect(operations).not.toContain('ListUsersInGroup')
  })

  test('who is in which group, to continue a restore', async () => {
    const usernames = ['ada', 'eva']
    const { target } = await read({ isContinued: true, usernames })
    expect(target.users.memberships.of('ada')).toEqual(['admins'])
    expect((await read({ usernames })).operations).not.toContain(
      'ListUsersInGroup'
    )
  })

  test('all attributes, to compare users', async () => {
    const Attributes = [
      { Name: 'sub', Value: 's' },
      { Name: 'name', Value: 'Ada' }
    ]
    const users = [listedUser('ada', { Attributes })]
    const namesOf = async (scene: Scene) =>
      Object.keys(
        (await read({ ...scene, users })).target.users.named('ada')
          ?.attributes ?? {}
      )
    expect(await namesOf({})).toEqual([])
    expect(await namesOf({ isContinued: true })).toEqual(['name'])
    expect(await namesOf({ policies: { existingUsers: 'update' } })).toEqual([
      'name'
    ])
  })
})

/** Users whose subs begin with each of the sixteen digits, in turn. */
const crowd = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const sub = `${(index % 16).toString(16)}-${index}`
    return listedUser(`u${index}`, {
      Attributes: [{ Name: 'sub', Value: sub }]
    })
  })

describe('a pool that is estimated to be large', () => {
  /** Reads a pool of 48; `chain` changes what a filtered chain lists. */
  function readLarge(
    estimate: number,
    chain: (users: object[], digit: string) => object[] = users => users
  ) {
    const { progress, pieces } = fakeProgress()
    const pool = fakePool({
      DescribeUserPool: () => poolAnswer({ EstimatedNumberOfUsers: estimate }),
      ListGroups: () => ({ Groups: [] }),
      ListPointInTimeRecoveries: () => ({ Restorations: [] }),
      ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
      ListUsers: ({ Filter: filter }) => {
        const digit = /^sub \^= "(.)"$/.exec(String(filter))?.[1]
        const all = crowd(LARGE)
        if (digit === undefined) return { Users: all }
        const own = all.filter(({ Attributes }) =>
          Attributes[0]?.Value.startsWith(digit)
        )
        return { Users: chain(own, digit) }
      }
    })
    const needs = { policies: policiesWith(), isContinued: false }
    const reading = readTarget(pool, needs, progress, NEVER)
    const filters = () =>
      pool.calls.flatMap(({ operation, input }) =>
        operation === 'ListUsers' ? [input['Filter']] : []
      )
    return { reading, filters, pieces }
  }

  const LARGE = 3000
  const CHAINS = Array.from('0123456789abcdef', digit => `sub ^= "${digit}"`)

  test('is listed by sixteen chains', async () => {
    const { reading, filters, pieces } = readLarge(LARGE)
    expect((await reading).users.size).toBe(LARGE)
    expect(filters().sort()).toEqual(CHAINS)
    expect(pieces).toMatchObject([{ done: LARGE, ended: 1 }])
  })

  test('is listed by one where it is not so large', async () => {
    const { reading, filters } = readLarge(LARGE - 1)
    expect((await reading).users.size).toBe(LARGE)
    expect(filters()).toEqual([undefined])
  })

  test.each<[string, (users: object[], digit: string) => object[]]>([
    ['fall short', (users, digit) => (digit === '7' ? users.slice(1) : users)],
    ['find nobody', () => []],
    [
      'are refused',
      (users, digit) => {
        if (digit !== '7') return users
        throw awsFailure('InvalidParameterException')
      }
    ]
  ])(
    'is listed once more by a plain chain where they %s',
    async (_how, chain) => {
      const { reading, filters, pieces } = readLarge(LARGE, chain)
      expect((await reading).users.size).toBe(LARGE)
      expect(filters().at(-1)).toBeUndefined()
      // Nobody is counted twice.
      expect(pieces).toMatchObject([{ done: LARGE, ended: 1 }])
    }
  )

  test('is not listed once more after a failure that would meet everybody', async () => {
    const { reading, filters, pieces } = readLarge(LARGE, () => {
      throw awsFailure('AccessDenied', { code: 'access-denied' })
    })
    await expect(reading).rejects.toMatchObject({ code: 'access-denied' })
    expect(filters()).not.toContain(undefined)
    expect(pieces).toMatchObject([{ ended: 1 }])
  })
})

test('the members of eight groups are listed at a time', async () => {
  let underWay = 0
  let most = 0
  const names = Array.from({ length: 20 }, (_, index) => `g${index}`)
  const pool = fakePool({
    DescribeUserPool: () => poolAnswer(),
    ListGroups: () => ({ Groups: names.map(name => listedGroup(name)) }),
    ListPointInTimeRecoveries: () => ({ Restorations: [] }),
    ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
    ListUsers: () => ({ Users: [listedUser('ada')] }),
    ListUsersInGroup: async () => {
      underWay += 1
      most = Math.max(most, underWay)
      await settle()
      underWay -= 1
      return { Users: [listedUser('ada')] }
    }
  })
  const { users } = await readTarget(
    pool,
    { policies: policiesWith(), isContinued: true },
    fakeProgress().progress,
    NEVER
  )
  expect(most).toBe(8)
  expect([...users.memberships.of('ada')].sort()).toEqual(names.sort())
})

describe('a group that is deleted while its members are listed', () => {
  const gone = refuses('ResourceNotFoundException', { code: 'not-found' })

  /** Of two groups, one vanishes after its first page. */
  function readWithout(describe: () => object | Promise<never>) {
    let described = 0
    const pool = fakePool({
      DescribeUserPool: () => (described++ === 0 ? poolAnswer() : describe()),
      ListGroups: () => ({ Groups: [listedGroup('a'), listedGroup('b')] }),
      ListPointInTimeRecoveries: () => ({ Restorations: [] }),
      ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
      ListUsers: () => ({ Users: [listedUser('ada')] }),
      ListUsersInGroup: ({ GroupName, NextToken }) =>
        GroupName === 'b' && NextToken !== undefined
          ? gone()
          : {
              Users: [listedUser('ada')],
              NextToken: GroupName === 'b' ? '1' : undefined
            }
    })
    return readTarget(
      pool,
      { policies: policiesWith(), isContinued: true },
      fakeProgress().progress,
      NEVER
    )
  }

  test('is no group of the target, and nobody is in it', async () => {
    const { groups, users } = await readWithout(() => poolAnswer())
    expect([...groups.keys()]).toEqual(['a'])
    expect(users.memberships.of('ada')).toEqual(['a'])
  })

  test('is not taken for one when the pool is gone', async () => {
    await expect(readWithout(gone)).rejects.toMatchObject({ code: 'not-found' })
  })
})
