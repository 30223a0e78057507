import { describe, expect, test } from '@jest/globals'
import type { SchemaAttribute } from '../../../../src/cognito/schema.ts'
import { compareRecords, someone } from '../../../fixtures/compared-sides.ts'
import { attribute } from '../../../fixtures/preflight-facts.ts'

type Attributes = Record<string, string>

/** Whether a user whose attributes have become others has changed. */
function hasChanged(
  before: Attributes,
  now: Attributes,
  schema: SchemaAttribute[] = []
): boolean {
  const { users } = compareRecords(
    { users: [someone(1, { attributes: before })] },
    { users: [someone(1, { attributes: now })] },
    { schema }
  )
  return users.changed === 1
}

test('attributes are the same in any order', () => {
  expect(hasChanged({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(false)
})

test('dates are no content', () => {
  const { users } = compareRecords(
    { users: [someone(1)] },
    { users: [someone(1, { modifiedAt: '2027-01-01T00:00:00.000Z' })] }
  )
  expect(users.changed).toBe(0)
})

describe('a Boolean', () => {
  const schema = [
    attribute('custom:member', { type: 'Boolean' }),
    attribute('custom:note')
  ]
  const email = 'ada@example.com'

  test.each([
    [{ 'custom:member': 'True' }, { 'custom:member': 'true' }],
    [
      { email, email_verified: 'True' },
      { email, email_verified: 'true' }
    ]
  ])('that is spelled otherwise says the same: %j', (before, now) => {
    expect(hasChanged(before, now, schema)).toBe(false)
  })

  test.each([
    [{ 'custom:member': 'true' }, { 'custom:member': 'false' }],
    [{ 'custom:note': 'True' }, { 'custom:note': 'true' }],
    [
      { email, email_verified: 'true' },
      { email, email_verified: 'false' }
    ]
  ])('and a text may say something else: %j', (before, now) => {
    expect(hasChanged(before, now, schema)).toBe(true)
  })
})

test.each([
  [{ name: '' }, {}],
  [
    { email: 'x@example.com', email_verified: 'false' },
    { email: 'x@example.com' }
  ],
  [{ email_verified: 'true' }, {}]
])('what says nothing may be missing: %j', (before, now) => {
  expect(hasChanged(before, now)).toBe(false)
})

describe('identities', () => {
  const google = { providerName: 'Google', userId: '123', dateCreated: 1 }
  const saml = { providerName: 'Corp', userId: 'ada', issuer: 'urn:corp' }
  const identities = (...all: object[]) => ({ identities: JSON.stringify(all) })

  test('are the same whenever they were linked, and in any order', () => {
    const later = { ...google, dateCreated: 2, primary: 'false' }
    expect(hasChanged(identities(google, saml), identities(saml, later))).toBe(
      false
    )
  })

  test.each([
    [{ ...google, userId: '456' }],
    [{ ...google, issuer: 'https://accounts.example.com' }]
  ])('may be of somebody else: %j', other => {
    expect(hasChanged(identities(google), identities(other))).toBe(true)
  })

  test('that cannot be understood are compared letter for letter', () => {
    expect(hasChanged({ identities: 'x' }, { identities: 'x' })).toBe(false)
    expect(hasChanged({ identities: 'x' }, { identities: 'y' })).toBe(true)
  })
})
