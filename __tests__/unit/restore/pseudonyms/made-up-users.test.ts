import { describe, expect, test } from '@jest/globals'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'
import { MadeUpUsers } from '../../../../src/restore/pseudonyms/made-up-users.ts'

const POOL = 'eu-west-1_Ab12Cd34E'
const key = new PseudonymKey('k'.repeat(32), POOL)
const name = key.name('old-sub')
const email = `${name}@example.com`
const profile = `https://example.com/${name}`
const phone = '+15552345678'

const user = (username: string, attributes: Record<string, string> = {}) => ({
  username,
  sub: '00000000-0000-4000-8000-000000000001',
  status: 'CONFIRMED',
  enabled: true,
  createdAt: 0,
  attributes
})
const bySub = (attributes: Record<string, string>) =>
  user('00000000-0000-4000-8000-000000000001', attributes)
const NAMES: string[] = []
const EMAIL = ['email']
const BOTH = ['email', 'phone_number']

describe('a user of the pool', () => {
  test.each([
    ['username', NAMES, user(name)],
    ['username, whatever the address', NAMES, user(name, { email: 'a@b.c' })],
    ['e-mail address', EMAIL, bySub({ email })],
    [
      'e-mail address, whatever the number',
      BOTH,
      bySub({ email, phone_number: phone })
    ],
    [
      'profile, without an address',
      BOTH,
      bySub({ phone_number: phone, profile })
    ]
  ])('is the made-up one by its %s', (_, usernameAttributes, one) => {
    const madeUp = new MadeUpUsers(key, [one], { usernameAttributes })
    expect(madeUp.realUsers).toBe(0)
    expect(madeUp.of('old-sub')).toBe(one)
    expect(madeUp.of('other-sub')).toBeUndefined()
  })

  test.each([
    ['more than the username', NAMES, user(`${name}0`)],
    [
      'another made-up name as username',
      NAMES,
      user(key.name('old-sub', 'preferred_username'))
    ],
    ['a username of a person', NAMES, user('ada', { email, profile })],
    ['an address of a person', BOTH, bySub({ email: 'a@b.c', profile })],
    ['a made-up number alone', BOTH, bySub({ phone_number: phone })],
    ['nothing', EMAIL, bySub({})]
  ])('is a real one with %s', (_, usernameAttributes, one) => {
    const madeUp = new MadeUpUsers(key, [one], { usernameAttributes })
    expect(madeUp.realUsers).toBe(1)
  })

  test('of another key is a real one', () => {
    const other = new PseudonymKey('l'.repeat(32), POOL)
    const pool = { usernameAttributes: BOTH }
    const users = [bySub({ email }), bySub({ phone_number: phone, profile })]
    expect(new MadeUpUsers(other, users, pool).realUsers).toBe(2)
  })

  test('with the name of another made-up one is a real one', () => {
    const pool = { usernameAttributes: BOTH }
    const users = [bySub({ email }), bySub({ profile })]
    expect(new MadeUpUsers(key, users, pool).realUsers).toBe(1)
  })
})
