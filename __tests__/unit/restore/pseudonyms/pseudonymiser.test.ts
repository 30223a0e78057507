import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'
import { PhoneNumbers } from '../../../../src/restore/pseudonyms/phone-numbers.ts'
import {
  isMadeUp,
  isSamePseudonym,
  pseudonymise,
  type Pseudonyms
} from '../../../../src/restore/pseudonyms/pseudonymiser.ts'
import type { UserRecord } from '../../../../src/snapshot/records.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

const POOL = 'eu-west-1_Ab12Cd34E'
const keyOf = (text: string) => new PseudonymKey(text.repeat(32), POOL)

function replace(
  record: UserRecord,
  changes: Partial<Pseudonyms> = {}
): UserRecord {
  const key = changes.key ?? keyOf('k')
  const phoneNumbers = new PhoneNumbers(key)
  phoneNumbers.note(record.sub)
  phoneNumbers.settle()
  return pseudonymise(record, {
    key,
    phoneNumbers,
    keep: [],
    target: { usernameAttributes: [] },
    schema: new Map(),
    ...changes
  })
}

const ada = userRecord({
  attributes: {
    email: 'ada@private.example',
    email_verified: 'True',
    phone_number: '+4915112345678',
    phone_number_verified: 'false',
    name: 'Ada Lovelace',
    'custom:plan': 'gold-plan',
    'custom:tenant': 'tenant-7',
    identities: '[{"providerName":"Google","userId":"1234567"}]',
    'cognito:email_alias': 'ada@private.example',
    nickname: ''
  }
})

describe('a made-up user', () => {
  test('has nothing of the real one but flags, status and kept attributes', () => {
    const made = replace(ada, { keep: ['custom:plan'] })
    const { username, attributes, ...rest } = made
    const { username: _, attributes: __, ...others } = ada
    expect(rest).toEqual(others)
    expect(username).toMatch(/^user-[0-9a-f]{28}$/)
    expect(attributes).toEqual({
      email: expect.stringMatching(/^user-[0-9a-f]{28}@example\.com$/),
      email_verified: 'True',
      phone_number: expect.stringMatching(/^\+1555\d{7}$/),
      phone_number_verified: 'false',
      name: expect.stringMatching(/^\w+ \w+$/),
      'custom:plan': 'gold-plan',
      'custom:tenant': expect.not.stringContaining('tenant-7'),
      nickname: ''
    })
  })

  test('has no value of the real one, whatever that is', () => {
    const anyValue = fc.string({
      minLength: 6,
      maxLength: 40,
      unit: 'grapheme'
    })
    fc.assert(
      fc.property(
        anyValue,
        fc.dictionary(
          fc.constantFrom('email', 'name', 'address', 'custom:a', 'profile'),
          anyValue
        ),
        (username, attributes) => {
          const made = replace(userRecord({ username, attributes }))
          const values = [made.username, ...Object.values(made.attributes)]
          for (const real of [username, ...Object.values(attributes)]) {
            expect(values.filter(value => value.includes(real))).toEqual([])
          }
        }
      )
    )
  })

  test('is the same in every run, whatever else the real one has become', () => {
    const later = {
      ...ada.attributes,
      name: 'Ada King',
      email: 'ada@new.example'
    }
    expect(replace({ ...ada, attributes: later })).toEqual(replace(ada))
  })

  test('is another one with another key, pool or sub', () => {
    const others = [
      replace(ada, { key: keyOf('l') }),
      replace(ada, {
        key: new PseudonymKey('k'.repeat(32), 'eu-west-1_Other')
      }),
      replace({ ...ada, sub: '7438d4b8-0000-7000-8000-00000000ada1' })
    ]
    const emails = [replace(ada), ...others].map(one => one.attributes['email'])
    expect(new Set(emails).size).toBe(4)
  })

  test('differs from 200,000 others in the username and the address', () => {
    const key = keyOf('k')
    const made = Array.from({ length: 200_000 }, (_, at) =>
      key.name(`${at}`, 'email')
    )
    expect(new Set(made).size).toBe(made.length)
  })
})

describe('the username', () => {
  test.each([
    ['stays the sub where Cognito makes up another one', ['email'], true],
    ['is made up where a user could get the sub', [], false]
  ])('%s', (_, usernameAttributes, stays) => {
    const { sub } = ada
    const target = { usernameAttributes }
    const { username } = replace({ ...ada, username: sub }, { target })
    expect(username === sub).toBe(stays)
  })

  test('is the made-up address in a pool that signs in by e-mail', () => {
    const target = { usernameAttributes: ['email'] }
    const made = replace(
      { ...ada, username: 'ada@private.example' },
      { target }
    )
    expect(made.username).toBe(made.attributes['email'])
  })

  test('is the made-up number where the pool signs in by phone', () => {
    const target = { usernameAttributes: ['phone_number'] }
    const made = replace({ ...ada, username: '+4915112345678' }, { target })
    expect(made.username).toBe(made.attributes['phone_number'])
  })
})

describe('a user of the pool', () => {
  const key = keyOf('k')
  const made = replace(ada)
  const sub = '00000000-0000-4000-8000-000000000001'
  const existing = (username: string, attributes: Record<string, string>) => ({
    username,
    sub,
    status: 'CONFIRMED',
    enabled: true,
    createdAt: 0,
    attributes
  })
  const { email = '', phone_number: phone = '' } = made.attributes

  test.each([
    ['by its username', existing(made.username, {})],
    ['by its e-mail address', existing(sub, { email })],
    [
      'by its phone number, without an address',
      existing(sub, { phone_number: phone })
    ]
  ])('is known as a made-up one %s', (_, user) => {
    expect(isMadeUp(user, key)).toBe(true)
    expect(isSamePseudonym(made, user, key)).toBe(true)
  })

  test.each([
    ['a username of a person', existing('ada', { email })],
    [
      'an address of a person',
      existing(sub, { email: 'a@private.example', phone_number: phone })
    ],
    ['a number of a person', existing(sub, { phone_number: '+4915112345678' })],
    ['a username with a forged proof', existing(`user-${'0'.repeat(28)}`, {})],
    ['neither', existing(sub, {})]
  ])('is a real one with %s', (_, user) => {
    expect(isMadeUp(user, key)).toBe(false)
  })

  test('of another key is a real one', () => {
    const user = existing(made.username, { email })
    expect(isMadeUp(user, keyOf('l'))).toBe(false)
  })

  test('is not the same as a made-up one with another name', () => {
    const other = replace({ ...ada, sub })
    expect(
      isSamePseudonym(other, existing(made.username, { email }), key)
    ).toBe(false)
  })
})
