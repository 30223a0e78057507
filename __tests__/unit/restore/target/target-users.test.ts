import { describe, expect, test } from '@jest/globals'
import type { PoolDescription } from '../../../../src/cognito/describe-pool.ts'
import type { PoolUser } from '../../../../src/cognito/users.ts'
import { TargetUsers } from '../../../../src/restore/target/target-users.ts'
import {
  descriptionWith,
  identitiesText,
  poolUser
} from '../../../fixtures/restore-plans.ts'

function usersOf(
  users: readonly PoolUser[],
  pool: Partial<PoolDescription> = {},
  keepsAttributes = false
): TargetUsers {
  const target = new TargetUsers(descriptionWith(pool), keepsAttributes)
  for (const user of users) target.add(user)
  return target
}

const ADA = poolUser('Ada', {
  attributes: {
    email: 'Ada@example.com',
    email_verified: 'true',
    phone_number: '+123',
    preferred_username: 'Countess',
    identities: identitiesText(['Okta', 'a-1']),
    'custom:plan': 'gold'
  }
})

describe('a user is found by name', () => {
  test('as the pool compares names', () => {
    const exact = usersOf([ADA], { caseSensitive: true })
    expect(exact.named('Ada')?.sub).toBe('sub-of-Ada')
    expect(exact.named('ada')).toBeUndefined()
    const folded = usersOf([ADA], { caseSensitive: false })
    expect(folded.named('aDA')?.username).toBe('Ada')
    expect(folded.size).toBe(1)
  })

  test('whatever the name is', () => {
    const users = usersOf([poolUser('constructor'), poolUser('__proto__')])
    expect(users.named('__proto__')?.username).toBe('__proto__')
    expect(users.named('toString')).toBeUndefined()
  })
})

describe('a user is found by an address', () => {
  const pool = { aliasAttributes: ['email', 'phone_number'] }

  test('that is an alias, once it is verified', () => {
    const users = usersOf([ADA], pool)
    expect(users.signingInBy('email:Ada@example.com')?.username).toBe('Ada')
    expect(users.signingInBy('phone_number:+123')).toBeUndefined()
    expect(usersOf([ADA]).signingInBy('email:Ada@example.com')).toBeUndefined()
  })

  test('that is the username, verified or not', () => {
    const users = usersOf([ADA], { usernameAttributes: ['phone_number'] })
    expect(users.signingInBy('phone_number:+123')?.username).toBe('Ada')
  })

  test('but not one that an identity provider told', () => {
    const profile = { ...ADA, status: 'EXTERNAL_PROVIDER' }
    const users = usersOf([profile], pool)
    expect(users.signingInBy('email:Ada@example.com')).toBeUndefined()
    expect(users.named('Ada')?.status).toBe('EXTERNAL_PROVIDER')
  })
})

describe('a user is found by an identity', () => {
  test('that is linked, or whose own profile it is', () => {
    const users = usersOf([ADA, poolUser('Google_g-1')])
    const okta = { providerName: 'Okta', userId: 'a-1' }
    const google = { providerName: 'Google', userId: 'g-1' }
    expect(users.withIdentity(okta)?.username).toBe('Ada')
    expect(users.withIdentity(google)?.username).toBe('Google_g-1')
    expect(users.withIdentity({ ...google, userId: 'g-2' })).toBeUndefined()
  })
})

describe('of a user is kept', () => {
  test('what tells people apart', () => {
    const user = usersOf([ADA]).named('Ada')
    expect(user).toMatchObject({
      status: 'CONFIRMED',
      enabled: true,
      createdAt: Date.parse('2026-01-02T03:04:05.678Z')
    })
    const { 'custom:plan': _, ...telling } = ADA.attributes
    expect(user?.attributes).toEqual(telling)
  })

  test('everything where attributes are compared', () => {
    const user = usersOf([ADA], {}, true).named('Ada')
    expect(user?.attributes).toEqual(ADA.attributes)
  })
})
