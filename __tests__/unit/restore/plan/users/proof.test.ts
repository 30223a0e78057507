import { describe, expect, test } from '@jest/globals'
import type { PoolUser } from '../../../../../src/cognito/users.ts'
import { proofOf } from '../../../../../src/restore/plan/users/proof.ts'
import { PseudonymKey } from '../../../../../src/restore/pseudonyms/key.ts'
import { MadeUpUsers } from '../../../../../src/restore/pseudonyms/made-up-users.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import {
  identitiesText,
  poolUser,
  targetWith,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

type Attributes = Readonly<Record<string, string>>

const OLD = userRecord().sub
const email = (value: string, verified = 'true') => ({
  email: value,
  email_verified: verified
})
const phone = (value: string, verified = 'true') => ({
  phone_number: value,
  phone_number_verified: verified
})

/** What proves that the pool's ada is the snapshot's. */
function proof(
  was: Partial<UserRecord>,
  is: Partial<PoolUser>,
  target: TargetChanges = {}
) {
  const facts = targetWith({
    ...target,
    users: [poolUser('ada', { sub: 'new-sub', attributes: {}, ...is })]
  })
  const existing = facts.users.named('ada')
  if (existing === undefined) throw new Error('ada is there')
  return proofOf(userRecord({ attributes: {}, ...was }), existing, facts)
}

test('the same sub proves it, whatever else differs', () => {
  const was = { attributes: email('ada@example.com') }
  expect(proof(was, { sub: OLD, attributes: {} })).toBe('sub')
})

test('a name in common proves nothing', () => {
  expect(proof({}, {})).toBeUndefined()
  expect(
    proof({ attributes: { name: 'Ada' } }, { attributes: { name: 'Ada' } })
  ).toBeUndefined()
})

describe('an address in common', () => {
  const both = (was: Attributes, is: Attributes, target: TargetChanges = {}) =>
    proof({ attributes: was }, { attributes: is }, target)

  test.each([
    ['e-mail', email('ada@example.com')],
    ['phone', phone('+15550100')],
    [
      'e-mail beside another phone',
      { ...email('ada@example.com'), ...phone('+1') }
    ]
  ])('proves it where both sides have verified it: %s', (_kind, was) => {
    expect(both(was, { ...was, ...('email' in was ? phone('+2') : {}) })).toBe(
      'address'
    )
  })

  test.each<[string, string, string]>([
    ['neither side', 'false', 'false'],
    ['the snapshot alone', 'true', 'false'],
    ['the pool alone', 'false', 'true'],
    ['nothing but a blank flag', '', '']
  ])('proves nothing where it is verified by %s', (_who, was, is) => {
    const address = 'ada@example.com'
    expect(both(email(address, was), email(address, is))).toBeUndefined()
  })

  test('proves nothing where the verified one is another', () => {
    const was = { ...email('ada@example.com'), ...phone('+1', 'false') }
    const is = { ...email('eva@example.com'), ...phone('+1') }
    expect(both(was, is)).toBeUndefined()
  })

  test('is compared as the pool compares names', () => {
    const was = email('ada@example.com')
    const is = email('Ada@example.com')
    const of = (caseSensitive: boolean) =>
      both(was, is, { description: { caseSensitive } })
    expect([of(true), of(false)]).toEqual([undefined, 'address'])
  })

  test('proves nothing where an identity provider says it', () => {
    const address = email('ada@example.com')
    const profile = { status: 'EXTERNAL_PROVIDER', attributes: address }
    expect(proof({ attributes: address }, profile)).toBeUndefined()
    expect(
      proof(
        { attributes: address, skip: ['federated'] },
        { attributes: address }
      )
    ).toBeUndefined()
  })

  test('proves nothing of a user whom a provider gives attributes', () => {
    const linked = { identities: identitiesText(['Okta', '9']) }
    const was = email('ada@example.com')
    expect(both(was, { ...was, ...linked })).toBeUndefined()
  })

  test('is none where it is blank', () => {
    expect(both(email(''), email(''))).toBeUndefined()
  })
})

describe('an identity that both have', () => {
  const identity = (...ids: string[]) => ({
    identities: identitiesText(
      ...ids.map((id): [string, string] => ['Okta', id])
    )
  })

  test('proves it, whatever the address', () => {
    expect(
      proof(
        { attributes: { ...email('ada@example.com'), ...identity('1', '2') } },
        { attributes: { ...email('eva@example.com'), ...identity('2', '3') } }
      )
    ).toBe('identity')
  })

  test('is none at another provider, or under another id', () => {
    const was = { attributes: identity('1') }
    const google = { identities: identitiesText(['Google', '1']) }
    expect(proof(was, { attributes: identity('2') })).toBeUndefined()
    expect(proof(was, { attributes: google })).toBeUndefined()
  })

  test('is none at a provider of the same name with another issuer', () => {
    const at = (issuer: string | null) => ({
      attributes: {
        identities: JSON.stringify([
          { providerName: 'Okta', userId: '1', issuer }
        ])
      }
    })
    expect(proof(at('one'), at('other'))).toBeUndefined()
    expect(proof(at('one'), at('one'))).toBe('identity')
    expect(proof(at('one'), at(null))).toBe('identity')
  })
})

describe('the journal of restores', () => {
  const since = Date.parse('2026-11-20T00:00:00Z')
  const during = new Date(since + 1000)
  const WEEK = 7 * 24 * 3_600_000

  test('proves it where a restore has created the user', () => {
    const created = [[OLD, 'new-sub']] as const
    expect(proof({}, {}, { created })).toBe('journal')
    expect(proof({}, { sub: 'another' }, { created })).toBeUndefined()
    expect(proof({ sub: 'another' }, {}, { created })).toBeUndefined()
  })

  test.each(['FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED'])(
    'proves it of a user who is %s since a restore was cut off',
    status => {
      const of = (createdAt: Date, unfinishedSince: number | undefined) =>
        proof({}, { status, createdAt }, { unfinishedSince })
      expect(of(during, since)).toBe('journal')
      expect(of(during, undefined)).toBeUndefined()
      expect(of(new Date(since - 1), since)).toBeUndefined()
      expect(of(new Date(since + WEEK), since)).toBeUndefined()
    }
  )

  test('proves nothing of a user who may have signed up since', () => {
    for (const status of ['CONFIRMED', 'UNCONFIRMED']) {
      const is = { status, createdAt: during }
      expect(proof({}, is, { unfinishedSince: since })).toBeUndefined()
    }
  })

  test('proves nothing of a user with other attributes', () => {
    const is = { status: 'FORCE_CHANGE_PASSWORD', createdAt: during }
    const target = { unfinishedSince: since }
    const was = { attributes: { name: 'Ada', preferred_username: 'countess' } }
    expect(proof(was, is, target)).toBeUndefined()
    // An administrator may have reset somebody who signed up.
    const more = { ...email('eva@example.com') }
    expect(proof({}, { ...is, attributes: more }, target)).toBeUndefined()
    // This one is set last.
    const attributes = { name: 'Ada' }
    expect(proof(was, { ...is, attributes }, target)).toBe('journal')
  })
})

describe('a made-up name in common', () => {
  const key = new PseudonymKey('k'.repeat(32), 'eu-west-1_Ab12Cd34E')
  const name = key.name(OLD)
  const proofWhere = (AllowAdminCreateUserOnly: boolean | undefined) => {
    const facts = targetWith({
      users: [poolUser(name, { sub: 'new-sub', attributes: {} })]
    })
    const existing = facts.users.named(name)
    if (existing === undefined) throw new Error('the user is there')
    const { description } = facts
    const AdminCreateUserConfig = { AllowAdminCreateUserOnly }
    const userPool = { ...description.userPool, AdminCreateUserConfig }
    return proofOf(userRecord({ username: name, attributes: {} }), existing, {
      ...facts,
      description: { ...description, userPool },
      madeUp: new MadeUpUsers(key, [existing], { usernameAttributes: [] })
    })
  }

  test('proves it where only administrators create users', () => {
    expect(proofWhere(true)).toBe('pseudonym')
  })

  test('proves nothing where a person can sign up by it', () => {
    expect(proofWhere(false)).toBeUndefined()
    expect(proofWhere(undefined)).toBeUndefined()
  })
})
