import { expect, test } from '@jest/globals'
import { isSamePerson } from '../../../src/restore/same-person.ts'
import {
  identitiesText,
  poolUser,
  targetWith
} from '../../fixtures/restore-plans.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

type Attributes = Readonly<Record<string, string>>

function isSame(
  was: Attributes,
  is: Attributes,
  sub = 'another',
  name = 'ada'
): boolean {
  const users = [poolUser(name, { attributes: is, sub })]
  const existing = targetWith({ users }).users.named(name)
  if (existing === undefined) throw new Error('ada is there')
  return isSamePerson(userRecord({ attributes: was }), existing)
}

const EMAIL = { email: 'ada@example.com' }
const PHONE = { phone_number: '+1234567' }

test('the same sub settles it, whatever the addresses', () => {
  expect(isSame(EMAIL, { email: 'new@example.com' }, userRecord().sub)).toBe(
    true
  )
})

test.each<[string, Attributes, Attributes, boolean]>([
  ['have an address in common', EMAIL, EMAIL, true],
  ['differ in capitals', EMAIL, { email: 'ADA@example.com' }, true],
  [
    'have one of two in common',
    { ...EMAIL, ...PHONE },
    { ...PHONE, email: 'new@example.com' },
    true
  ],
  ['have none on either side', { name: 'Ada' }, { name: 'Eva' }, true],
  ['have blank ones', { email: '' }, {}, true],
  ['have other addresses', EMAIL, { email: 'eva@example.com' }, false],
  ['have addresses of another kind', EMAIL, PHONE, false],
  ['have one on one side', EMAIL, {}, false],
  ['have one on the other side', {}, EMAIL, false],
  [
    'have blank ones in common only',
    { ...EMAIL, phone_number: '' },
    { phone_number: '' },
    false
  ]
])('users of one name who %s: %j, %j: %s', (_what, was, is, same) => {
  expect(isSame(was, is)).toBe(same)
})

const identity = (...ids: string[]) => ({
  identities: identitiesText(...ids.map((id): [string, string] => ['Okta', id]))
})

test('the name that a restore gives a federated user settles it', () => {
  const name = `linked-${userRecord().sub}`
  const other = { email: 'eva@example.com' }
  expect(isSame(EMAIL, other, 'another', name)).toBe(true)
  expect(isSame(EMAIL, other, 'another', 'linked-another')).toBe(false)
})

test.each<[string, Attributes, Attributes, boolean]>([
  [
    'an identity in common, and another address',
    { ...EMAIL, ...identity('1', '2') },
    { email: 'eva@example.com', ...identity('2', '3') },
    true
  ],
  [
    'identities that differ, and an address in common',
    { ...EMAIL, ...identity('1') },
    { ...EMAIL, ...identity('2') },
    true
  ],
  [
    'no identity in common, and another address',
    { ...EMAIL, ...identity('1') },
    { email: 'eva@example.com', ...identity('2') },
    false
  ]
])('users of one name who have %s: %j, %j: %s', (_what, was, is, same) => {
  expect(isSame(was, is)).toBe(same)
})

test('a user found by an address alone is not the profile of an identity', () => {
  const theirs = { ...EMAIL, ...identity('1') }
  const found = (was: Attributes, is: Attributes) =>
    isSame(was, is, 'another', 'Okta_1')
  expect(found(EMAIL, theirs)).toBe(false)
  expect(found({ ...EMAIL, ...identity('2') }, theirs)).toBe(false)
  expect(found({ ...EMAIL, ...identity('1') }, theirs)).toBe(true)
  expect(found(EMAIL, EMAIL)).toBe(true)
})
