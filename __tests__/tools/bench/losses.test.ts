import { describe, expect, test } from '@jest/globals'
import { lossesOf } from '../../../tools/bench/peers/losses.ts'
import type { PoolState } from '../../../tools/bench/peers/pool-state.ts'
import type { ListedUser } from '../../../tools/bench/pool-content.ts'

const NOTHING = {
  users: 0,
  attributes: 0,
  disabledFlags: 0,
  confirmed: 0,
  federated: 0,
  groups: 0,
  memberships: 0
}

const user = (changes: Partial<ListedUser> = {}): ListedUser => ({
  Username: 'ann',
  Enabled: true,
  UserStatus: 'CONFIRMED',
  Attributes: [
    { Name: 'sub', Value: 'one' },
    { Name: 'email', Value: 'ann@example.com' }
  ],
  ...changes
})

function pool(
  users: ListedUser[],
  groups: string[] = [],
  memberships: string[] = []
): PoolState {
  return {
    users: new Map(users.map(one => [one.Username, one])),
    groups: new Set(groups),
    memberships: new Set(memberships)
  }
}

describe('what a restored pool lacks', () => {
  test('is nothing when all is there, under another sub', () => {
    const restored = user({
      Attributes: [
        { Name: 'email', Value: 'ann@example.com' },
        { Name: 'sub', Value: 'two' }
      ]
    })
    const source = pool([user()], ['staff'], ['staff\nann'])
    expect(
      lossesOf(source, pool([restored], ['staff'], ['staff\nann']))
    ).toEqual(NOTHING)
  })

  test('is a user who is not there, whose attributes and memberships do not count again', () => {
    const source = pool([user()], ['staff'], ['staff\nann'])
    expect(lossesOf(source, pool([], ['staff']))).toEqual({
      ...NOTHING,
      users: 1
    })
  })

  test.each([
    ['an attribute', { Attributes: [] }, { attributes: 1 }],
    [
      'a value',
      { Attributes: [{ Name: 'email', Value: 'bob@example.com' }] },
      { attributes: 1 }
    ],
    [
      'a confirmation',
      { UserStatus: 'FORCE_CHANGE_PASSWORD' },
      { confirmed: 1 }
    ]
  ])('is %s of a user', (_, changes, lost) => {
    expect(lossesOf(pool([user()]), pool([user(changes)]))).toEqual({
      ...NOTHING,
      ...lost
    })
  })

  test('is the flag of a disabled user, who can sign in again', () => {
    const source = pool([user({ Enabled: false })])
    expect(lossesOf(source, pool([user()])).disabledFlags).toBe(1)
  })

  test('is the provider of a federated user', () => {
    const source = pool([user({ UserStatus: 'EXTERNAL_PROVIDER' })])
    expect(lossesOf(source, pool([user()])).federated).toBe(1)
  })

  test('is a group and a membership', () => {
    const source = pool([user()], ['staff', 'x'], ['staff\nann', 'x\nann'])
    expect(lossesOf(source, pool([user()], ['staff'], ['staff\nann']))).toEqual(
      { ...NOTHING, groups: 1, memberships: 1 }
    )
  })
})
