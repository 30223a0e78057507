import { describe, expect, test } from '@jest/globals'
import { Claims } from '../../../../../src/restore/plan/users/claims.ts'
import { planCreation } from '../../../../../src/restore/plan/users/plan-creation.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import { attribute } from '../../../../fixtures/preflight-facts.ts'
import {
  identitiesText,
  plannerWith,
  policiesWith,
  poolUser,
  targetWith,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

interface Scene extends TargetChanges {
  record?: Partial<UserRecord>
  policies?: Partial<RestorePolicies>
}

const planFor = ({ record, policies, ...target }: Scene = {}) =>
  plannerWith(target, policies).plan(userRecord(record), [])

const withAttributes = (attributes: UserRecord['attributes']) => ({
  record: { attributes }
})

describe('the username of a new user', () => {
  test.each([
    ['too long', 'x'.repeat(129), 'fail'],
    ['with a space', 'ada lovelace', 'fail'],
    ['with a line break', 'ada\n', 'fail'],
    ['as long as can be', '𝒳'.repeat(128), 'create']
  ])('%s', (_, username, action) => {
    const plan = planFor({ record: { username } })
    expect(plan).toMatchObject({
      action,
      ...(action === 'fail' && { code: 'username-not-accepted' })
    })
  })
})

describe('the attributes of a new user', () => {
  test('are all but what is for Cognito to give or to keep', () => {
    const attributes = {
      sub: 's',
      identities: '[]',
      'cognito:user_status': 'CONFIRMED',
      name: 'Ada',
      'custom:plan': 'gold',
      toString: 'x'
    }
    expect(planFor(withAttributes(attributes))).toMatchObject({
      attributes: { name: 'Ada', 'custom:plan': 'gold', toString: 'x' }
    })
  })

  test('have a flag only with the value that it speaks of', () => {
    const attributes = {
      email_verified: 'true',
      phone_number: '+1234567',
      phone_number_verified: 'true',
      name: ''
    }
    const plan = planFor(withAttributes(attributes))
    expect(plan.action === 'create' && plan.attributes).toEqual({
      phone_number: '+1234567',
      phone_number_verified: 'true',
      name: ''
    })
  })

  test('have the alias preferred_username only afterwards', () => {
    const scene = withAttributes({
      preferred_username: 'countess',
      name: 'Ada'
    })
    const description = { aliasAttributes: ['preferred_username'] }
    expect(planFor({ ...scene, description })).toMatchObject({
      attributes: { name: 'Ada' },
      attributesAfterwards: { preferred_username: 'countess' }
    })
    expect(planFor(scene)).toMatchObject({
      attributes: { preferred_username: 'countess' },
      attributesAfterwards: {}
    })
  })

  test('lack the alias where the user is not to be confirmed', () => {
    const scene = withAttributes({ preferred_username: 'countess' })
    const policies = { restoredUserStatus: 'force-change-password' } as const
    const description = { aliasAttributes: ['preferred_username'] }
    expect(planFor({ ...scene, policies, description })).toMatchObject({
      attributes: {},
      attributesAfterwards: {},
      attributesLeft: 1
    })
    expect(planFor({ ...scene, policies })).toMatchObject({
      attributes: { preferred_username: 'countess' },
      attributesLeft: 0
    })
    expect(planFor({ ...scene, description })).toMatchObject({
      attributesLeft: 0
    })
  })

  test('fit the schema, or Cognito would refuse the user', () => {
    const schema = [attribute('name', { maxLength: 3 })]
    expect(
      planFor({ ...withAttributes({ name: 'Ada' }), schema })
    ).toMatchObject({ action: 'create' })
    expect(planFor({ ...withAttributes({ name: 'Adas' }), schema })).toEqual({
      action: 'fail',
      code: 'attribute-not-accepted'
    })
  })
})

describe('an address of a new user', () => {
  const taken = { action: 'fail', code: 'address-taken' }
  const description = { aliasAttributes: ['email', 'phone_number'] }
  const eva = poolUser('eva', {
    attributes: { email: 'ada@example.com', email_verified: 'true' }
  })

  test('that somebody of the pool signs in by is taken', () => {
    expect(planFor({ description, users: [eva] })).toEqual(taken)
  })

  test('is free while it signs nobody in', () => {
    const unverified = { email: 'ada@example.com', email_verified: 'false' }
    for (const scene of [
      { users: [eva] },
      { description, users: [{ ...eva, attributes: unverified }] },
      { description, users: [eva], ...withAttributes(unverified) }
    ]) {
      expect(planFor(scene)).toMatchObject({ action: 'create' })
    }
  })

  test('can not be given to two users of one snapshot', () => {
    const planner = plannerWith({ description })
    const attributes = { ...userRecord().attributes, email: 'ADA@example.com' }
    const plans = ['ada', 'eva'].map(username =>
      planner.plan(userRecord({ username }), [])
    )
    expect(plans).toMatchObject([{ action: 'create' }, taken])
    // The pool tells capitals apart.
    expect(
      planner.plan(userRecord({ username: 'c', attributes }), [])
    ).toMatchObject({ action: 'create' })
  })

  test('is not claimed by a user who is refused or skipped', () => {
    const planner = plannerWith({
      description,
      schema: [attribute('name', { maxLength: 3 })]
    })
    const refused = { ...userRecord().attributes, name: 'too long' }
    expect(
      planner.plan(userRecord({ username: 'a', attributes: refused }), [])
    ).toMatchObject({ action: 'fail' })
    expect(
      planner.plan(userRecord({ username: 'b', skip: ['federated'] }), [])
    ).toMatchObject({ action: 'skip' })
    expect(planner.plan(userRecord(), [])).toMatchObject({ action: 'create' })
  })
})

describe('the identities of a new user', () => {
  const policies = { federatedUsers: 'link' } as const
  const okta = { providerName: 'Okta', userId: '1' }
  const google = { providerName: 'Google', userId: '2' }
  const identities = identitiesText(['Okta', '1'], ['Google', '2'])
  const native = { attributes: { email: 'ada@example.com', identities } }
  const federated = {
    ...native,
    username: 'Okta_1',
    status: 'EXTERNAL_PROVIDER',
    skip: ['federated' as const]
  }
  const hasOkta = poolUser('eva', {
    attributes: { identities: identitiesText(['Okta', '1']) }
  })

  test('are linked where that is asked for', () => {
    expect(planFor({ policies, record: native })).toMatchObject({
      identities: [okta, google],
      identitiesLeft: 0
    })
    expect(planFor({ record: native })).toMatchObject({
      identities: [],
      identitiesLeft: 2
    })
  })

  test('that somebody has are left to them by a native user', () => {
    expect(
      planFor({ policies, record: native, users: [hasOkta] })
    ).toMatchObject({ identities: [google], identitiesLeft: 1 })
  })

  test('must all be free for a federated user', () => {
    const plan = planCreation(
      {
        record: userRecord(federated),
        groups: [],
        username: 'linked-x',
        existing: undefined
      },
      targetWith({ users: [hasOkta] }),
      policiesWith(policies),
      new Claims()
    )
    expect(plan).toEqual({ action: 'fail', code: 'identity-taken' })
  })

  test.each([
    ['has none', { email: 'ada@example.com' }],
    ['has some that nobody can read', { identities: 'no JSON' }],
    ['has an empty list', { identities: '[]' }]
  ])('must be known of a federated user, and not when it %s', (_who, given) => {
    const record = { ...federated, attributes: given }
    expect(planFor({ policies, record })).toEqual({
      action: 'fail',
      code: 'identity-unknown'
    })
    expect(planFor({ record })).toMatchObject({ action: 'skip' })
    expect(planFor({ policies, record: { attributes: given } })).toMatchObject({
      action: 'create',
      identities: []
    })
  })

  test('can not be linked to a user with an immutable custom attribute', () => {
    const schema = [attribute('custom:tenant', { mutable: false })]
    const tenant = { ...native.attributes, 'custom:tenant': 'x' }
    expect(
      planFor({ policies, schema, record: { ...native, attributes: tenant } })
    ).toMatchObject({ action: 'create', identities: [], identitiesLeft: 2 })
    expect(
      planFor({
        policies,
        schema,
        record: { ...federated, attributes: tenant }
      })
    ).toEqual({ action: 'fail', code: 'immutable-attributes' })
    expect(planFor({ policies, schema, record: native })).toMatchObject({
      identities: [okta, google]
    })
  })
})

describe('the factors of a new user', () => {
  const ALL = { methods: ['SMS_MFA', 'EMAIL_OTP', 'SOFTWARE_TOKEN_MFA'] }
  const attributes = { email: 'ada@example.com', phone_number: '+1234567' }
  const scene = (
    mfa: 'OFF' | 'OPTIONAL' | 'ON',
    changes: Partial<UserRecord> = {}
  ) => ({
    policies: { mfaUsers: 'restore' } as const,
    description: { mfa },
    mfa: { sms: true, email: true, totp: true },
    record: {
      attributes,
      mfa: { ...ALL, preferred: 'EMAIL_OTP' },
      skip: ['mfa-protected' as const],
      ...changes
    }
  })

  test('are turned on where MFA is optional, as preferred', () => {
    expect(planFor(scene('OPTIONAL'))).toMatchObject({
      mfa: {
        enable: ['SMS_MFA', 'EMAIL_OTP'],
        preferred: 'EMAIL_OTP',
        lost: ['SOFTWARE_TOKEN_MFA']
      }
    })
  })

  test('have no preference where it is gone', () => {
    const mfa = { ...ALL, preferred: 'SOFTWARE_TOKEN_MFA' }
    expect(planFor(scene('OPTIONAL', { mfa }))).toMatchObject({
      mfa: { enable: ['SMS_MFA', 'EMAIL_OTP'], preferred: null }
    })
  })

  test('are one factor, a preferred one, where MFA is required', () => {
    expect(planFor(scene('ON'))).toMatchObject({
      mfa: {
        enable: ['EMAIL_OTP'],
        preferred: 'EMAIL_OTP',
        lost: ['SOFTWARE_TOKEN_MFA']
      }
    })
    const mfa = { ...ALL, preferred: null }
    expect(planFor(scene('ON', { mfa }))).toMatchObject({
      mfa: { enable: ['SMS_MFA'], preferred: 'SMS_MFA' }
    })
  })

  test('are all lost where the pool has no MFA', () => {
    expect(planFor(scene('OFF'))).toMatchObject({
      mfa: { enable: [], preferred: null, lost: ALL.methods }
    })
  })

  test('need the address and the configuration of the pool', () => {
    const { email } = attributes
    expect(planFor(scene('OPTIONAL', { attributes: { email } }))).toMatchObject(
      { mfa: { enable: ['EMAIL_OTP'] } }
    )
    expect(planFor({ ...scene('OPTIONAL'), mfa: { sms: true } })).toMatchObject(
      {
        mfa: {
          enable: ['SMS_MFA'],
          preferred: null,
          lost: ['EMAIL_OTP', 'SOFTWARE_TOKEN_MFA']
        }
      }
    )
  })

  test('are all lost where the user has to change the password', () => {
    const policies = {
      mfaUsers: 'restore',
      restoredUserStatus: 'force-change-password'
    } as const
    for (const mfa of ['OFF', 'OPTIONAL', 'ON'] as const) {
      expect(planFor({ ...scene(mfa), policies })).toMatchObject({
        mfa: { enable: [], preferred: null, lost: ALL.methods }
      })
    }
  })

  test('are left alone when they are not known or not asked for', () => {
    const none = { enable: [], preferred: null, lost: [] }
    expect(
      planFor(scene('OPTIONAL', { mfa: 'unknown', skip: [] }))
    ).toMatchObject({ mfa: none })
    expect(
      planFor({ ...scene('OPTIONAL', { skip: [] }), policies: {} })
    ).toMatchObject({ mfa: none })
  })
})
