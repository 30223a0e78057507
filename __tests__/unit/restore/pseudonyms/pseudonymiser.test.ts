import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { PseudonymKey } from '../../../../src/restore/pseudonyms/key.ts'
import {
  pseudonymise,
  type Pseudonyms
} from '../../../../src/restore/pseudonyms/pseudonymiser.ts'
import type { UserRecord } from '../../../../src/snapshot/records.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

const PHONE_NUMBER = '+15552345678'
const POOL = 'eu-west-1_Ab12Cd34E'
const keyOf = (text: string) => new PseudonymKey(text.repeat(32), POOL)

function replace(
  record: UserRecord,
  changes: Partial<Pseudonyms> = {}
): UserRecord {
  const key = changes.key ?? keyOf('k')
  return pseudonymise(record, {
    key,
    phoneNumbers: { of: () => PHONE_NUMBER },
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
  test('has no sub of an earlier pool, even in a kept attribute', () => {
    const old = '0c9a5c0e-1f7b-4a7e-9a43-1d2f3b4c5d6e'
    const before = userRecord({ attributes: { 'custom:old_sub': old } })
    const { attributes } = replace(before, { keep: ['custom:old_sub'] })
    expect(Object.values(attributes)).not.toContain(old)
    expect(attributes['custom:old_sub']).not.toBe('')
  })

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
})

describe('the username', () => {
  const madeWith = (changes: Partial<UserRecord>, names: string[]) =>
    replace({ ...ada, ...changes }, { target: { usernameAttributes: names } })

  test.each([
    ['a name', 'ada'],
    ['the sub', ada.sub],
    ['an address', 'ada@private.example']
  ])('is made up where it was %s', (_, username) => {
    const { username: made } = madeWith({ username }, [])
    expect(made).toBe(replace(ada).username)
  })

  test('is the made-up address in a pool that signs in by e-mail', () => {
    const made = madeWith({ username: ada.sub }, ['email'])
    expect(made.username).toBe(made.attributes['email'])
  })

  test('is the made-up number where the pool signs in by phone', () => {
    const made = madeWith({ username: ada.sub }, ['phone_number'])
    expect(made.username).toBe(made.attributes['phone_number'])
  })

  test('is never the sub, even of a snapshot that fails to say why', () => {
    const made = madeWith({ username: ada.sub, skip: [] }, ['email'])
    expect(made.username).not.toBe(ada.sub)
  })
})

describe('the profile', () => {
  const phoneOnly = { ...ada, attributes: { phone_number: '+4915112345678' } }

  test('proves a user without an e-mail address, where Cognito makes up usernames', () => {
    const target = { usernameAttributes: ['phone_number'] }
    expect(replace(phoneOnly, { target }).attributes['profile']).toMatch(
      /^https:\/\/example\.com\/user-[0-9a-f]{28}$/
    )
  })

  test.each([
    ['the username proves it', phoneOnly, []],
    ['the address proves it', ada, ['email', 'phone_number']]
  ])('is not added where %s', (_, record, usernameAttributes) => {
    const { attributes } = replace(record, { target: { usernameAttributes } })
    expect(attributes).not.toHaveProperty('profile')
  })
})
