import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { poolSide } from '../../../../src/compare/users/pool-side.ts'
import {
  compareSides,
  type ReadAnnounced,
  type Side
} from '../../../../src/compare/users/side.ts'
import { snapshotSide } from '../../../../src/compare/users/snapshot-side.ts'
import { stopIfCancelled, UserError } from '../../../../src/shared/errors.ts'
import { openSnapshot } from '../../../../src/snapshot/reader.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  refuses
} from '../../../fixtures/fake-pool.ts'
import { fakeProgress, NEVER } from '../../../fixtures/fake-world.ts'
import {
  smallSnapshot,
  type SnapshotContent
} from '../../../fixtures/small-snapshot.ts'
import { groupRecord } from '../../../fixtures/snapshot-records.ts'
import { NO_CHANGES, someone } from '../../../fixtures/compared-sides.ts'

const users = [someone(1), someone(2), someone(3)]
const CONTENT: SnapshotContent = {
  users,
  groups: [groupRecord({ description: 'd' }), groupRecord({ name: 'staff' })],
  memberships: [
    { group: 'admins', username: 'user-1' },
    { group: 'staff', username: 'user-2' }
  ]
}

async function snapshotOf(content = CONTENT) {
  const { progress, pieces } = fakeProgress()
  const { address, fetch } = await smallSnapshot(content)
  const opened = await openSnapshot(address, fetch)
  const tools = { fetch, progress, signal: NEVER }
  return { side: snapshotSide(opened, tools), pieces }
}

/** A pool as the snapshot has it, with answers of its own. */
function poolOf(answers: Parameters<typeof fakePool>[0] = {}) {
  const { progress, pieces } = fakeProgress()
  const listed = users.map(({ username, sub, attributes }) =>
    listedUser(username, {
      Attributes: Object.entries({ sub, ...attributes }).map(
        ([Name, Value]) => ({ Name, Value })
      )
    })
  )
  const pool = fakePool({
    ListUsers: () => ({ Users: listed }),
    ListGroups: () => ({
      Groups: [
        listedGroup('staff'),
        listedGroup('admins', { Description: 'd' })
      ]
    }),
    ListUsersInGroup: ({ GroupName }) => ({
      Users: [listedUser(GroupName === 'admins' ? 'user-1' : 'user-2')]
    }),
    ...answers
  })
  const tools = { progress, signal: NEVER }
  return { side: poolSide(pool, listed.length, tools), pieces, pool }
}

const emptySide: Side = {
  userPoolId: 'eu-west-1_Empty1234',
  readUsers: () => Promise.resolve(),
  readGroups: () => Promise.resolve(),
  readMemberships: () => Promise.resolve()
}

const nothing = () => Promise.resolve(undefined)
const settings = { salt: 'salt' }
const compare = (
  before: Side,
  now: Side,
  readAnnounced: ReadAnnounced = nothing
) => compareSides(before, now, settings, readAnnounced, new AbortController())

describe('a comparison', () => {
  test('of a snapshot with its pool reads all of both, by lists alone', async () => {
    const before = await snapshotOf()
    const now = poolOf()
    const { changes } = await compare(before.side, now.side)
    expect(changes).toEqual({
      ...NO_CHANGES,
      matchedBy: { sub: 3, map: 0, username: 0, address: 0 },
      before: { users: 3, memberships: 2 }
    })
    expect(new Set(now.pool.calls.map(({ operation }) => operation))).toEqual(
      new Set(['ListUsers', 'ListGroups', 'ListUsersInGroup'])
    )
  })

  test('of two snapshots reads no pool', async () => {
    const before = await snapshotOf()
    const now = await snapshotOf({ ...CONTENT, users: users.slice(1) })
    const { changes } = await compare(before.side, now.side)
    expect(changes).toMatchObject({
      ...NO_CHANGES,
      users: { added: 0, gone: 1, changed: 0 }
    })
  })

  test('knows what restores announced before it sees the later side', async () => {
    const before = await snapshotOf()
    const now = await snapshotOf({
      ...CONTENT,
      users: [someone(1, { sub: 'new' }), ...users.slice(1)]
    })
    const warning = {
      title: 'Earlier restores are not known',
      text: 'x'
    } as const
    const result = await compare(before.side, now.side, announce => {
      announce('sub-1', 'new')
      return Promise.resolve(warning)
    })
    expect(result.warning).toBe(warning)
    expect(result.changes).toMatchObject({
      ...NO_CHANGES,
      matchedBy: { sub: 2, map: 1 }
    })
  })

  test('takes a group that is deleted while it is read for one without members', async () => {
    const before = await snapshotOf()
    const ListUsersInGroup = refuses('ResourceNotFoundException')
    const now = poolOf({ ListUsersInGroup })
    const { changes } = await compare(before.side, now.side)
    expect(changes.memberships).toEqual({ added: 0, gone: 2 })
  })

  test('fails where the members of a group can not be listed', async () => {
    const before = await snapshotOf()
    const ListUsersInGroup = refuses('AccessDenied', { code: 'access-denied' })
    const now = poolOf({ ListUsersInGroup })
    await expect(compare(before.side, now.side)).rejects.toMatchObject({
      code: 'access-denied'
    })
  })

  test('says how far it has got', async () => {
    const before = await snapshotOf()
    const now = poolOf()
    await compare(before.side, now.side)
    expect(before.pieces).toMatchObject([
      { noun: 'user', expected: 3, done: 3, ended: 1 }
    ])
    expect(now.pieces).toMatchObject([
      { noun: 'user', expected: 3, done: 3, ended: 1 },
      { noun: 'membership', done: 2, ended: 1 }
    ])
  })

  test('lists the pool while the snapshot is still read', async () => {
    const isListed = Promise.withResolvers<undefined>()
    const before = await snapshotOf()
    const { pool, side } = poolOf()
    const call = pool.call.bind(pool)
    pool.call = (operation, send) => {
      isListed.resolve(undefined)
      return call(operation, send)
    }
    const readUsers: Side['readUsers'] = async (...args) => {
      await isListed.promise
      await before.side.readUsers(...args)
    }
    const { changes } = await compare({ ...before.side, readUsers }, side)
    expect(changes).toMatchObject(NO_CHANGES)
  })

  test('has the pool wait once many of its users are ahead of the snapshot', async () => {
    const isRead = Promise.withResolvers<undefined>()
    const reached: string[] = []
    const now: Side = {
      ...emptySide,
      async readUsers(onUsers) {
        await onUsers(users)
        reached.push('first page')
        const next = Promise.resolve(onUsers([someone('next')]))
        await setImmediate()
        isRead.resolve(undefined)
        await next
        reached.push('second page')
      }
    }
    const before: Side = {
      ...emptySide,
      async readUsers(onUsers) {
        await isRead.promise
        reached.push('snapshot')
        await onUsers(users)
      }
    }
    const stop = new AbortController()
    const { changes } = await compareSides(
      before,
      now,
      settings,
      nothing,
      stop,
      users.length
    )
    expect(reached).toEqual(['first page', 'snapshot', 'second page'])
    expect(changes.users).toEqual({ added: 1, gone: 0, changed: 0 })
  })

  test.each(['before', 'now'] as const)(
    'ends the other side where the side %s fails, and only then fails',
    async failing => {
      const stop = new AbortController()
      let hasEnded = false
      const failed: Side = {
        ...emptySide,
        readUsers: () => Promise.reject(new UserError('aws', 'x'))
      }
      const other: Side = {
        ...emptySide,
        async readUsers() {
          await once(stop.signal, 'abort')
          await setImmediate()
          hasEnded = true
          stopIfCancelled(stop.signal)
        }
      }
      const sides = failing === 'before' ? [failed, other] : [other, failed]
      const [before = failed, now = failed] = sides
      await expect(
        compareSides(before, now, settings, nothing, stop)
      ).rejects.toMatchObject({ code: 'aws' })
      expect(hasEnded).toBe(true)
    }
  )
})
