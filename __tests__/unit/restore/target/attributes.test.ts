import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  isVerified,
  isWritable,
  linkedName,
  nameToCreateBy,
  signInKey,
  signInValues,
  writableAttributes
} from '../../../../src/restore/target/attributes.ts'
import { descriptionWith } from '../../../fixtures/restore-plans.ts'
import { anyAttributeName, anyText } from '../../../fixtures/any-records.ts'

const ADA = {
  email: 'Ada@example.com',
  email_verified: 'true',
  phone_number: '+1234567',
  phone_number_verified: 'false',
  preferred_username: 'Countess'
}

describe('what a restore writes', () => {
  test('is what is not for Cognito to give or to keep', () => {
    for (const name of ['sub', 'identities', 'cognito:user_status']) {
      expect(isWritable(name)).toBe(false)
    }
    for (const name of ['email', 'custom:sub', 'dev:rank', 'constructor']) {
      expect(isWritable(name)).toBe(true)
    }
  })

  test('has no flag without its value, and blank values as they are', () => {
    const attributes = {
      name: '',
      email: '',
      email_verified: 'true',
      phone_number: '+1',
      phone_number_verified: 'false'
    }
    expect(writableAttributes(attributes)).toEqual([
      ['name', ''],
      ['email', ''],
      ['phone_number', '+1'],
      ['phone_number_verified', 'false']
    ])
  })

  test('is everything else, once and unchanged', () => {
    const anyAttributes = fc.dictionary(anyAttributeName, anyText, {
      noNullPrototype: true
    })
    fc.assert(
      fc.property(anyAttributes, attributes => {
        const expected = Object.entries(attributes).filter(
          ([name]) =>
            isWritable(name) &&
            (name !== 'email_verified' || attributes['email']) &&
            (name !== 'phone_number_verified' || attributes['phone_number'])
        )
        expect(writableAttributes(attributes)).toEqual(expected)
      }),
      { numRuns: 300 }
    )
  })
})

test('an address is verified by its own flag alone', () => {
  expect(isVerified(ADA, 'email')).toBe(true)
  expect(isVerified(ADA, 'phone_number')).toBe(false)
  expect(isVerified({}, 'email')).toBe(false)
})

test.each(['True', 'TRUE', 'true'])(
  'an address whose flag is %s is verified, as Cognito has it',
  flag => {
    const attributes = { email: 'ada@example.com', email_verified: flag }
    expect(isVerified(attributes, 'email')).toBe(true)
    const pool = descriptionWith({ aliasAttributes: ['email'] })
    expect(signInValues(pool, attributes)).toEqual(['email:ada@example.com'])
  }
)

describe('people sign in', () => {
  test.each([
    ['by no address of a pool of names', {}, []],
    [
      'by the address that is their name, verified or not',
      { usernameAttributes: ['phone_number'] },
      ['phone_number:+1234567']
    ],
    [
      'by an alias once it is verified',
      { aliasAttributes: ['email', 'phone_number'] },
      ['email:Ada@example.com']
    ],
    [
      'by the alias preferred_username always',
      { aliasAttributes: ['preferred_username'] },
      ['preferred_username:Countess']
    ],
    [
      'in capitals or not where the pool does not tell',
      {
        aliasAttributes: ['email', 'preferred_username'],
        caseSensitive: false
      },
      ['email:ada@example.com', 'preferred_username:countess']
    ]
  ])('%s', (_how, pool, values) => {
    expect(signInValues(descriptionWith(pool), ADA)).toEqual(values)
  })

  test('by nothing that they do not have', () => {
    const pool = descriptionWith({ usernameAttributes: ['email'] })
    expect(signInValues(pool, { email: '' })).toEqual([])
    expect(signInValues(pool, {})).toEqual([])
  })
})

test('two attributes of one value are two ways to sign in', () => {
  const pool = descriptionWith()
  expect(signInKey(pool, 'email', 'x')).not.toBe(
    signInKey(pool, 'preferred_username', 'x')
  )
})

describe('the name to create a user by', () => {
  const both = descriptionWith({
    usernameAttributes: ['phone_number', 'email']
  })

  test('is the verified address, else the e-mail address', () => {
    expect(nameToCreateBy(both, ADA)).toBe('Ada@example.com')
    const flags = { email_verified: 'false', phone_number_verified: 'true' }
    expect(nameToCreateBy(both, { ...ADA, ...flags })).toBe('+1234567')
    expect(nameToCreateBy(both, { ...ADA, email_verified: 'false' })).toBe(
      'Ada@example.com'
    )
  })

  test('is one that the pool signs in by', () => {
    const pool = descriptionWith({ usernameAttributes: ['phone_number'] })
    expect(nameToCreateBy(pool, ADA)).toBe('+1234567')
    expect(nameToCreateBy(pool, { email: 'a@example.com' })).toBeUndefined()
    expect(nameToCreateBy(descriptionWith(), ADA)).toBeUndefined()
  })
})

test('the name of a linked user is made of the sub, whoever makes it', () => {
  expect(linkedName('some-sub')).toBe('linked-some-sub')
})
