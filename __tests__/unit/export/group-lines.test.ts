import { describe, expect, test } from '@jest/globals'
import {
  membershipLines,
  readGroups,
  type MembershipTally
} from '../../../src/export/group-lines.ts'
import { membershipCodec } from '../../../src/snapshot/records.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  refuses,
  type FakePool
} from '../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER, settle } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

describe('groups', () => {
  test('have lines that hold null for what was never set', async () => {
    const Groups = [listedGroup('a', { Precedence: 0 }), listedGroup('b')]
    const pool = fakePool({ ListGroups: () => ({ Groups }) })
    const { names, pages } = await readGroups(pool, NEVER)
    expect(pages).toEqual([
      ['a', 'b'].map(name =>
        JSON.stringify({
          name,
          description: null,
          precedence: name === 'a' ? 0 : null,
          roleArn: null,
          createdAt: '2026-01-02T03:04:05.678Z',
          modifiedAt: '2026-02-03T04:05:06.789Z'
        })
      )
    ])
    expect(names).toEqual(['a', 'b'])
  })

  test('have lines that hold all that is set', async () => {
    const set = { Description: 'd', Precedence: 7, RoleArn: 'arn:r' }
    const pool = fakePool({
      ListGroups: () => ({ Groups: [listedGroup('a', set)] })
    })
    const { pages } = await readGroups(pool, NEVER)
    expect(JSON.parse(pages[0]?.[0] ?? '')).toMatchObject({
      name: 'a',
      description: 'd',
      precedence: 7,
      roleArn: 'arn:r'
    })
  })

  test('are read to the last page', async () => {
    const pool = fakePool({
      ListGroups: ({ NextToken: token }) =>
        token === undefined
          ? { Groups: [listedGroup('a')], NextToken: 't' }
          : { Groups: [listedGroup('b')] }
    })
    const { names, pages } = await readGroups(pool, NEVER)
    expect(names).toEqual(['a', 'b'])
    expect(pages.map(page => page.length)).toEqual([1, 1])
  })
})

test('a group that is listed twice is there once', async () => {
  const Groups = [listedGroup('a')]
  const pool = fakePool({
    ListGroups: ({ NextToken: token }) =>
      token === undefined
        ? { Groups, NextToken: 't' }
        : { Groups: [...Groups, listedGroup('b')] }
  })
  const { names, pages } = await readGroups(pool, NEVER)
  expect(names).toEqual(['a', 'b'])
  expect(pages.flat()).toHaveLength(2)
})

/** The memberships of these groups, and all that was counted. */
function memberships(pool: FakePool, groups: readonly string[]) {
  const { progress, pieces } = fakeProgress()
  const tally: MembershipTally = { memberships: 0, vanishedGroups: 0 }
  const pages = membershipLines(pool, groups, progress, NEVER, tally, 'salt')
  const read = async () =>
    (await drain(pages)).flat().map(line => membershipCodec.decode(line))
  return { read, tally, pieces }
}

describe('the lines of memberships', () => {
  /** A group of two pages; some are empty, gone, or go between the pages. */
  const pool = () =>
    fakePool({
      ListUsersInGroup: ({ GroupName, NextToken: token }) => {
        const group = String(GroupName)
        const goes = token === undefined ? group === 'gone' : group === 'goes'
        if (goes) {
          return refuses('ResourceNotFoundException', { code: 'not-found' })()
        }
        if (group === 'empty') return { Users: [] }
        return token === undefined
          ? { Users: [listedUser(`${group}-1`)], NextToken: 't' }
          : { Users: [listedUser(`${group}-2`)] }
      }
    })

  test('are those of every group, its members in their order', async () => {
    const groups = ['a', 'empty', 'b', 'c']
    const { read, tally, pieces } = memberships(pool(), groups)
    const found = await read()
    for (const group of groups) {
      const members = found.filter(member => member.group === group)
      expect(members.map(member => member.username)).toEqual(
        group === 'empty' ? [] : [`${group}-1`, `${group}-2`]
      )
    }
    expect(found).toHaveLength(6)
    expect(tally).toEqual({ memberships: 6, vanishedGroups: 0 })
    expect(pieces).toMatchObject([{ noun: 'membership', done: 6, ended: 1 }])
  })

  test('hold each membership once, though Cognito lists it twice', async () => {
    const [ada, eva] = [listedUser('ada'), listedUser('eva')]
    const twice = fakePool({
      ListUsersInGroup: ({ NextToken: token }) =>
        token === undefined
          ? { Users: [ada, ada, eva], NextToken: 't' }
          : { Users: [eva, listedUser('joe')] }
    })
    const { read, tally, pieces } = memberships(twice, ['a', 'b'])
    const found = (await read()).map(({ group, username }) => group + username)
    expect(found.sort()).toEqual(
      ['a', 'b'].flatMap(group => [`${group}ada`, `${group}eva`, `${group}joe`])
    )
    expect(tally.memberships).toBe(6)
    expect(pieces).toMatchObject([{ done: 6, ended: 1 }])
  })

  test('leave out a group that was deleted since, and count it', async () => {
    const { read, tally } = memberships(pool(), ['gone', 'b', 'gone'])
    expect(await read()).toEqual([
      { group: 'b', username: 'b-1' },
      { group: 'b', username: 'b-2' }
    ])
    expect(tally).toEqual({ memberships: 2, vanishedGroups: 2 })
  })

  test('keep those of a group that was deleted on the way', async () => {
    const { read, tally } = memberships(pool(), ['goes'])
    expect(await read()).toEqual([{ group: 'goes', username: 'goes-1' }])
    expect(tally).toEqual({ memberships: 1, vanishedGroups: 1 })
  })

  test('are asked for a few groups at a time, and for all of them', async () => {
    let underWay = 0
    let most = 0
    const slow = fakePool({
      ListUsersInGroup: async ({ GroupName }) => {
        underWay += 1
        most = Math.max(most, underWay)
        await settle()
        underWay -= 1
        return { Users: [listedUser(`in ${String(GroupName)}`)] }
      }
    })
    const groups = Array.from({ length: 30 }, (_group, at) => `g${at}`)
    const { read } = memberships(slow, groups)
    const found = await read()
    expect(found.map(member => member.group).sort()).toEqual(groups.sort())
    expect(most).toBe(8)
  })

  test('of no groups are none', async () => {
    const { read, tally, pieces } = memberships(fakePool(), [])
    expect(await read()).toEqual([])
    expect(tally.memberships).toBe(0)
    expect(pieces).toMatchObject([{ ended: 1 }])
  })

  test('fail when a listing fails for any other reason', async () => {
    for (const failure of [
      refuses('AccessDeniedException'),
      () => Promise.reject(new TypeError('a bug'))
    ]) {
      const broken = fakePool({ ListUsersInGroup: failure })
      const { read, tally, pieces } = memberships(broken, ['a'])
      await expect(read()).rejects.toThrow(/a bug|AccessDenied/)
      expect(tally.vanishedGroups).toBe(0)
      expect(pieces).toMatchObject([{ ended: 1 }])
    }
  })
})
