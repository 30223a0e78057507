import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  compareRecords,
  NO_CHANGES,
  OTHER,
  someone
} from '../../../fixtures/compared-sides.ts'

const UNCHANGED = NO_CHANGES.users
const inOtherPool = { now: OTHER }

/** The user as a restore has created it anew. */
const restored = (id: number, changes = {}) =>
  someone(id, { sub: `new-${id}`, status: 'FORCE_CHANGE_PASSWORD', ...changes })
const mapOf = (...ids: number[]) =>
  ids.map(id => [`sub-${id}`, `new-${id}`] as const)

describe('a restored user', () => {
  test.each(['CONFIRMED', 'FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED'])(
    'has not changed for its new sub and the status %s, which the restore announced',
    status => {
      const users = [someone(1, { status: 'UNCONFIRMED' })]
      const announced = mapOf(1)
      for (const pools of [{}, inOtherPool]) {
        const changes = compareRecords(
          { users },
          { users: [restored(1, { status })] },
          { announced, ...pools }
        )
        expect(changes.users).toEqual(UNCHANGED)
        expect(changes.matchedBy).toMatchObject({ map: 1, sub: 0 })
      }
    }
  )

  test('has changed by a status that no restore gives', () => {
    const { users } = compareRecords(
      { users: [someone(1)] },
      { users: [restored(1, { status: 'COMPROMISED' })] },
      { announced: mapOf(1) }
    )
    expect(users.changed).toBe(1)
  })

  test('has changed by an attribute', () => {
    const { users } = compareRecords(
      { users: [someone(1)] },
      { users: [restored(1, { attributes: { email: 'x@example.com' } })] },
      { announced: mapOf(1) }
    )
    expect(users.changed).toBe(1)
  })

  test('keeps its groups, under whatever name it came back', () => {
    const username = 'linked-sub-1'
    const changes = compareRecords(
      {
        users: [someone(1)],
        memberships: [{ username: 'user-1', group: 'staff' }]
      },
      {
        users: [restored(1, { username })],
        memberships: [{ username, group: 'staff' }]
      },
      { announced: mapOf(1) }
    )
    expect(changes).toMatchObject(NO_CHANGES)
  })

  test('is who the newest restore says', () => {
    const { users, matchedBy } = compareRecords(
      { users: [someone(1)] },
      { users: [someone('x', { sub: 'older' }), restored(1)] },
      { announced: [...mapOf(1), ['sub-1', 'older']], now: OTHER }
    )
    expect(users).toEqual({ added: 1, gone: 0, changed: 0 })
    expect(matchedBy.map).toBe(1)
  })

  test.each([
    [0, false],
    [1, false],
    [0, true],
    [1, true]
  ])(
    'is a new one where the user of the old sub is back as well, whoever is listed first (%i, early: %s)',
    (first, isEarly) => {
      // By its address it would be a third one, who is gone.
      const { attributes } = someone(3)
      const all = [
        someone(1),
        someone(2),
        restored(1, { username: 'other', attributes })
      ]
      const users = first === 0 ? all : all.toReversed()
      const memberships = [{ username: 'user-1', group: 'staff' }]
      const changes = compareRecords(
        { users: [1, 2, 3].map(id => someone(id)), memberships },
        {
          users,
          memberships: [...memberships, { username: 'other', group: 'staff' }]
        },
        { announced: mapOf(1), isEarly }
      )
      expect(changes).toMatchObject({
        users: { added: 1, gone: 1, changed: 0 },
        memberships: { added: 1, gone: 0 },
        matchedBy: { sub: 2, map: 0, address: 0 }
      })
    }
  )

  test('is none whom a map names and the snapshot does not', () => {
    const { users } = compareRecords(
      { users: [someone(1)] },
      { users: [someone(1), restored(2)] },
      { announced: mapOf(2) }
    )
    expect(users).toEqual({ added: 1, gone: 0, changed: 0 })
  })
})

describe('a user of another sub', () => {
  test('is known by username in another pool', () => {
    const { users, matchedBy } = compareRecords(
      { users: [someone(1)] },
      { users: [someone(1, { sub: 'x', attributes: {} })] },
      inOtherPool
    )
    expect(users).toEqual({ added: 0, gone: 0, changed: 1 })
    expect(matchedBy).toEqual({ sub: 0, map: 0, username: 1, address: 0 })
  })

  test('has changed by its status, of which no restore spoke', () => {
    const { users } = compareRecords(
      { users: [someone(1)] },
      { users: [restored(1)] },
      inOtherPool
    )
    expect(users.changed).toBe(1)
  })

  test('is another account in the same pool, which has changed', () => {
    const { users, matchedBy } = compareRecords(
      { users: [someone(1)] },
      { users: [someone(1, { sub: 'x' })] }
    )
    expect(users).toEqual({ added: 0, gone: 0, changed: 1 })
    expect(matchedBy.username).toBe(1)
  })

  const phone = {
    phone_number: '+4930123456',
    phone_number_verified: 'true'
  }
  const email = { email: 'Ada@example.com', email_verified: 'true' }
  const named = (username: string, attributes: Record<string, string>) =>
    someone(username, { attributes })

  test.each([
    ['an e-mail address', email, { ...email, email: 'ada@Example.com' }],
    ['a phone number', phone, phone]
  ])('is known by %s that is verified on both sides', (_what, was, is) => {
    const { users, matchedBy } = compareRecords(
      { users: [named('a', was)] },
      { users: [named('b', is)] },
      inOtherPool
    )
    expect(users).toMatchObject({ added: 0, gone: 0 })
    expect(matchedBy).toEqual({ sub: 0, map: 0, username: 0, address: 1 })
  })

  test.each([
    ['was', { ...email, email_verified: 'false' }, email],
    ['is', email, { email: 'Ada@example.com' }]
  ])('is a new one where the address %s not verified', (_when, was, is) => {
    const { users } = compareRecords(
      { users: [named('a', was)] },
      { users: [named('b', is)] },
      inOtherPool
    )
    expect(users).toEqual({ added: 1, gone: 1, changed: 0 })
  })

  test('is a new one where several have the address', () => {
    const { users } = compareRecords(
      { users: [named('a', email), named('b', email)] },
      { users: [named('c', email)] },
      inOtherPool
    )
    expect(users).toEqual({ added: 1, gone: 2, changed: 0 })
  })

  test('has the memberships of the one before', () => {
    const changes = compareRecords(
      {
        users: [named('a', email), someone(2)],
        memberships: [{ username: 'user-a', group: 'staff' }]
      },
      {
        users: [named('b', email), someone(2)],
        memberships: [{ username: 'user-b', group: 'staff' }]
      },
      inOtherPool
    )
    expect(changes.memberships).toEqual({ added: 0, gone: 0 })
  })

  test('leaves them where a new user has taken the name', () => {
    const { users, memberships } = compareRecords(
      {
        users: [someone(1)],
        memberships: [{ username: 'user-1', group: 'staff' }]
      },
      {
        users: [
          restored(1, { username: 'other' }),
          someone('x', { username: 'user-1' })
        ],
        memberships: [{ username: 'user-1', group: 'staff' }]
      },
      { announced: mapOf(1) }
    )
    expect(users).toEqual({ added: 1, gone: 0, changed: 0 })
    expect(memberships).toEqual({ added: 1, gone: 1 })
  })
})

test('by whatever users are matched, the order of the listings makes no difference', () => {
  // Few names and addresses, so that they meet in all ways.
  const few = fc.nat(4)
  const anyUser = fc
    .record({ sub: few, name: few, email: few, isVerified: fc.boolean() })
    .map(({ sub, name, email, isVerified }) =>
      someone(sub, {
        username: `user-${name}`,
        attributes: {
          email: `${email}@example.com`,
          email_verified: String(isVerified)
        }
      })
    )
  const side = fc.uniqueArray(anyUser, { selector: ({ sub }) => sub })
  const moved = side.map(users =>
    users.map(user => ({ ...user, sub: user.sub.replace('sub', 'new') }))
  )
  fc.assert(
    fc.property(side, side, moved, few, (before, stayed, came, id) => {
      const announced = mapOf(id)
      const now = [...stayed, ...came]
      for (const pools of [{ announced }, { announced, ...inOtherPool }]) {
        const forwards = compareRecords(
          { users: before },
          { users: now },
          pools
        )
        const backwards = compareRecords(
          { users: before.toReversed() },
          { users: now.toReversed() },
          pools
        )
        expect(backwards).toEqual(forwards)
        const early = compareRecords(
          { users: before },
          { users: now },
          { ...pools, isEarly: true }
        )
        expect(early).toEqual(forwards)
        const { users, matchedBy } = forwards
        const matched = Object.values(matchedBy).reduce((a, b) => a + b)
        expect(matched + users.gone).toBe(before.length)
        expect(matched + users.added).toBe(now.length)
      }
    })
  )
})
