import { describe, expect, test } from '@jest/globals'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  poolAnswer,
  refuses
} from '../../../fixtures/fake-pool.ts'
import { fakeProgress, settle } from '../../../fixtures/fake-world.ts'
import { readWhole } from '../../../fixtures/read-target.ts'

test('a listing ends its progress when the pool can not be read', async () => {
  const pool = fakePool({
    DescribeUserPool: () => poolAnswer(),
    ListGroups: () => ({ Groups: [] }),
    ListPointInTimeRecoveries: () => ({ Restorations: [] }),
    ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
    ListUsers: refuses('AccessDeniedException')
  })
  const { progress, pieces } = fakeProgress()
  await expect(readWhole(pool, {}, {}, progress)).rejects.toMatchObject({
    awsCode: 'AccessDeniedException'
  })
  expect(pieces).toMatchObject([{ ended: 1 }])
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
    const { progress, pieces } = fakeProgress()
    const reading = readWhole(pool, {}, {}, progress)
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
    expect((await reading).target.users.size).toBe(LARGE)
    expect(filters().sort()).toEqual(CHAINS)
    expect(pieces).toMatchObject([{ done: LARGE, ended: 1 }])
  })

  test('is listed by one where it is not so large', async () => {
    const { reading, filters } = readLarge(LARGE - 1)
    expect((await reading).target.users.size).toBe(LARGE)
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
      expect((await reading).target.users.size).toBe(LARGE)
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
  const { target } = await readWhole(pool, {}, { areCompared: true })
  expect(most).toBe(8)
  expect([...target.users.memberships.of('ada')].sort()).toEqual(names.sort())
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
    return readWhole(pool, {}, { areCompared: true })
  }

  test('is no group of the target, and nobody is in it', async () => {
    const { target } = await readWithout(() => poolAnswer())
    expect([...target.groups.keys()]).toEqual(['a'])
    expect(target.users.memberships.of('ada')).toEqual(['a'])
  })

  test('is not taken for one when the pool is gone', async () => {
    await expect(readWithout(gone)).rejects.toMatchObject({ code: 'not-found' })
  })
})
