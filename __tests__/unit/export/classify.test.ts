import { describe, expect, test } from '@jest/globals'
import type { PoolUser } from '../../../src/cognito/users.ts'
import { toUserRecord, type PoolMfa } from '../../../src/export/classify.ts'
import type { MfaRecord } from '../../../src/snapshot/records.ts'
import { isMfaUnknown } from '../../../src/snapshot/user-counts.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'

function poolUser(changes: Partial<PoolUser> = {}): PoolUser {
  return {
    username: 'ada',
    sub: '7438d4b8-0000-7000-8000-00000000ada0',
    status: 'CONFIRMED',
    enabled: true,
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    modifiedAt: new Date('2026-02-03T04:05:06.789Z'),
    attributes: { email: 'ada@example.com', email_verified: 'true' },
    ...changes
  }
}

const asUuid = { username: '7438d4b8-0000-7000-8000-00000000ada0' }

describe('the record of a user', () => {
  test('holds all that Cognito told, times in UTC', () => {
    expect(toUserRecord(poolUser(), 'OFF')).toEqual(userRecord())
  })

  test('is complete whatever the reasons to skip it', () => {
    const user = poolUser({
      ...asUuid,
      status: 'EXTERNAL_PROVIDER',
      enabled: false
    })
    expect(toUserRecord(user, 'ON')).toEqual(
      userRecord({
        ...asUuid,
        status: 'EXTERNAL_PROVIDER',
        enabled: false,
        mfa: 'unknown',
        skip: ['no-username', 'mfa-protected', 'federated']
      })
    )
  })
})

/** An identity, be it the user's own or a linked one. */
const GOOGLE = {
  attributes: {
    identities: JSON.stringify([{ providerName: 'Google', userId: '107' }])
  }
}

describe('a default restore', () => {
  test.each<[string, Partial<PoolUser>, PoolMfa, string[]]>([
    ['an ordinary user', {}, 'OFF', []],
    ['a user whose name Cognito made up', asUuid, 'OFF', ['no-username']],
    ['a federated user', { status: 'EXTERNAL_PROVIDER' }, 'OFF', ['federated']],
    [
      'a federated user of a status to come',
      { ...GOOGLE, username: 'google_107', status: 'NEW' },
      'OFF',
      ['federated']
    ],
    ['a user with a linked identity', GOOGLE, 'OFF', []],
    ['anybody in a pool that requires MFA', {}, 'ON', ['mfa-protected']],
    ['anybody in a pool where MFA is optional', {}, 'OPTIONAL', []],
    ['a disabled user', { enabled: false }, 'OFF', []],
    ['an unconfirmed user', { status: 'UNCONFIRMED' }, 'OFF', []],
    ['a user of a status to come', { status: 'NEW' }, 'OFF', []]
  ])('skips %s: %j in a pool with MFA %s for %j', (_who, user, mfa, skip) => {
    expect(toUserRecord(poolUser(user), mfa).skip).toEqual(skip)
  })
})

describe('MFA of a user', () => {
  test('is known to be off only where the pool has none', () => {
    expect(toUserRecord(poolUser(), 'OFF').mfa).toEqual({
      methods: [],
      preferred: null
    })
    expect(toUserRecord(poolUser(), 'OPTIONAL').mfa).toBe('unknown')
    expect(toUserRecord(poolUser(), 'ON').mfa).toBe('unknown')
  })

  test.each<[PoolMfa, boolean]>([
    ['OFF', false],
    ['OPTIONAL', true],
    // Everybody is protected; only the factors are not known.
    ['ON', false]
  ])('in a pool with MFA %s is a question: %s', (mfa, isUnknown) => {
    expect(isMfaUnknown(toUserRecord(poolUser(), mfa))).toBe(isUnknown)
  })
})

describe('the factors of a user who was looked up', () => {
  const totp = {
    methods: ['SOFTWARE_TOKEN_MFA'],
    preferred: 'SOFTWARE_TOKEN_MFA'
  }
  const none = { methods: [], preferred: null }

  test.each<[PoolMfa, MfaRecord, string[], boolean]>([
    ['OPTIONAL', totp, ['mfa-protected'], false],
    ['OPTIONAL', none, [], false],
    ['OPTIONAL', 'unknown', [], true],
    ['ON', totp, ['mfa-protected'], false],
    ['ON', none, ['mfa-protected'], false],
    ['ON', 'unknown', ['mfa-protected'], false]
  ])(
    'in a pool with MFA %s: %j skips for %j, and are a question: %s',
    (poolMfa, factors, skip, isUnknown) => {
      const record = toUserRecord(poolUser(), poolMfa, factors)
      expect(record.mfa).toEqual(factors)
      expect(record.skip).toEqual(skip)
      expect(isMfaUnknown(record)).toBe(isUnknown)
    }
  )
})
