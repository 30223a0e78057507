import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { UserRecord } from '../../../../src/snapshot/records.ts'
import { anyUserRecord } from '../../../fixtures/any-records.ts'
import {
  BEFORE,
  compareRecords,
  NO_CHANGES,
  OTHER,
  someone,
  type SideRecords
} from '../../../fixtures/compared-sides.ts'
import { groupRecord } from '../../../fixtures/snapshot-records.ts'

const GROUPS = ['admins', 'staff', 'guests'].map(name => groupRecord({ name }))

/** A pool of some users, who are in any of its groups. */
const anyPool = fc
  .record({
    ids: fc.uniqueArray(fc.nat(50), { minLength: 2 }),
    members: fc.array(fc.tuple(fc.nat(50), fc.nat(2)))
  })
  .map(({ ids, members }) => ({
    users: ids.map(id => someone(id)),
    groups: GROUPS,
    memberships: members.flatMap(([id, at]) =>
      ids.includes(id)
        ? [{ username: `user-${id}`, group: GROUPS[at]?.name ?? '' }]
        : []
    )
  }))

describe('a pool', () => {
  test('has not changed when compared with itself, in whichever order it is listed', () => {
    const users = fc.uniqueArray(anyUserRecord, {
      selector: ({ sub }) => sub
    })
    fc.assert(
      fc.property(users, anyPool, (others, pool) => {
        const before = { ...pool, users: [...pool.users, ...others] }
        const now = {
          users: [...before.users].reverse(),
          groups: [...before.groups].reverse(),
          memberships: [...before.memberships].reverse()
        }
        expect(compareRecords(before, now)).toMatchObject({
          ...NO_CHANGES,
          matchedBy: { sub: new Set(before.users.map(one => one.sub)).size }
        })
      })
    )
  })

  test('has not changed when parts of it are listed twice', () => {
    fc.assert(
      fc.property(anyPool, pool => {
        const twice = {
          users: [...pool.users, ...pool.users],
          groups: [...pool.groups, ...pool.groups],
          memberships: [...pool.memberships, ...pool.memberships]
        }
        expect(compareRecords(pool, twice)).toMatchObject(NO_CHANGES)
        expect(compareRecords(twice, pool)).toMatchObject(NO_CHANGES)
      })
    )
  })

  test('has as many users added, gone and changed as it has', () => {
    const ids = fc.uniqueArray(fc.nat(50))
    fc.assert(
      fc.property(ids, ids, fc.array(fc.nat(50)), (before, after, changed) => {
        const users = before.map(id => someone(id))
        const now = after.map(id =>
          someone(id, { enabled: !changed.includes(id) })
        )
        const stayed = after.filter(id => before.includes(id))
        expect(compareRecords({ users }, { users: now }).users).toEqual({
          added: after.length - stayed.length,
          gone: before.length - stayed.length,
          changed: stayed.filter(id => changed.includes(id)).length
        })
      })
    )
  })
})

type Edited = Required<SideRecords>

/** Changes of one thing of a pool, and what they count as. */
const EDITS: [string, (pool: Edited) => SideRecords, object][] = [
  [
    'a new user',
    pool => ({ ...pool, users: [...pool.users, someone('new')] }),
    { users: { added: 1, gone: 0, changed: 0 } }
  ],
  [
    'a user who is gone',
    pool => ({ ...pool, users: pool.users.slice(1) }),
    { users: { added: 0, gone: 1, changed: 0 } }
  ],
  ...(
    [
      ['status', { status: 'UNCONFIRMED' }],
      ['enabled flag', { enabled: false }],
      ['attributes', { attributes: {} }],
      ['username', { username: 'other' }]
    ] as [string, Partial<UserRecord>][]
  ).map(([what, changes]): [string, (pool: Edited) => SideRecords, object] => [
    `another ${what} of a user`,
    pool => ({
      ...pool,
      users: pool.users.map((user, at) =>
        at === 0 ? { ...user, ...changes } : user
      )
    }),
    { users: { added: 0, gone: 0, changed: 1 } }
  ]),
  [
    'a new group',
    pool => ({
      ...pool,
      groups: [...pool.groups, groupRecord({ name: 'new' })]
    }),
    { groups: { added: 1, gone: 0, changed: 0 } }
  ],
  [
    'a group that is gone',
    pool => ({ ...pool, groups: pool.groups.slice(1) }),
    { groups: { added: 0, gone: 1, changed: 0 } }
  ],
  ...[{ description: 'd' }, { precedence: 0 }, { roleArn: 'arn:r' }].map(
    (changes): [string, (pool: Edited) => SideRecords, object] => [
      `another ${Object.keys(changes).join('')} of a group`,
      pool => ({
        ...pool,
        groups: pool.groups.map((group, at) =>
          at === 0 ? { ...group, ...changes } : group
        )
      }),
      { groups: { added: 0, gone: 0, changed: 1 } }
    ]
  ),
  [
    'a new membership',
    pool => ({
      ...pool,
      memberships: [
        ...pool.memberships,
        { username: 'user-x', group: 'admins' }
      ]
    }),
    { memberships: { added: 1, gone: 0 } }
  ]
]

test.each(EDITS)(
  '%s counts once, and as nothing else',
  (_what, edit, counted) => {
    fc.assert(
      fc.property(anyPool, pool => {
        // In no group, so that no membership goes with them.
        const users = [someone('x'), ...pool.users]
        const whole = { ...pool, users }
        const changes = compareRecords(whole, edit(whole))
        expect(changes).toMatchObject({ ...NO_CHANGES, ...counted })
      })
    )
  }
)

test('a membership that is gone counts, and one that went with its user or group does too', () => {
  const users = [someone(1), someone(2)]
  const memberships = [
    { username: 'user-1', group: 'admins' },
    { username: 'user-1', group: 'staff' },
    { username: 'user-2', group: 'admins' }
  ]
  const pool = { users, groups: GROUPS, memberships }
  const { memberships: changed, before } = compareRecords(pool, {
    users: [someone(1)],
    groups: GROUPS,
    memberships: memberships.slice(1, 2)
  })
  expect(changed).toEqual({ added: 0, gone: 2 })
  expect(before).toEqual({ users: 2, memberships: 3 })
})

describe('the groups that Cognito makes for identity providers', () => {
  const group = (name: string) => groupRecord({ name })
  const user = someone(1)
  const side = (...names: string[]) => ({
    users: [user],
    groups: names.map(group),
    memberships: names.map(name => ({ group: name, username: user.username }))
  })

  test('are those of the same provider in another pool', () => {
    expect(
      compareRecords(
        side(`${BEFORE}_Google`, 'staff'),
        side(`${OTHER}_Google`, 'staff'),
        { now: OTHER }
      )
    ).toMatchObject(NO_CHANGES)
  })

  test('are not the copy that somebody made there under the old name', () => {
    expect(
      compareRecords(side(`${BEFORE}_Google`), side(`${BEFORE}_Google`), {
        now: OTHER
      })
    ).toMatchObject({
      groups: { added: 1, gone: 1, changed: 0 },
      memberships: { added: 1, gone: 1 }
    })
  })

  test('are not a group that has the name of the provider', () => {
    expect(
      compareRecords(side(`${BEFORE}_Google`), side('Google'), { now: OTHER })
    ).toMatchObject({ groups: { added: 1, gone: 1, changed: 0 } })
  })
})
