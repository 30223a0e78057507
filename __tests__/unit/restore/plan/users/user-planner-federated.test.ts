import { describe, expect, test } from '@jest/globals'
import {
  identitiesText,
  kept,
  plannerWith,
  policiesWith,
  poolUser,
  targetWith
} from '../../../../fixtures/restore-plans.ts'
import type { TargetChanges } from '../../../../fixtures/restore-plans.ts'
import { Claims } from '../../../../../src/restore/plan/users/claims.ts'
import { createUserPlanner } from '../../../../../src/restore/plan/users/user-planner.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

interface Scene extends TargetChanges {
  record?: Partial<UserRecord>
  policies?: Partial<RestorePolicies>
  groups?: readonly string[]
}

const planFor = ({ record, policies, groups = [], ...target }: Scene = {}) =>
  plannerWith(target, policies).plan(userRecord(record), groups)

const BY_EMAIL = { usernameAttributes: ['email'] }
const NO_NAME = {
  username: '7438d4b8-0000-7000-8000-00000000ada0',
  skip: ['no-username']
} as const satisfies Partial<UserRecord>

describe('a federated user', () => {
  const policies = { federatedUsers: 'link' } as const
  const record = {
    username: 'Okta_1',
    status: 'EXTERNAL_PROVIDER',
    skip: ['federated'],
    attributes: {
      email: 'ada@example.com',
      identities: '[{"providerName":"Okta","userId":"1"}]'
    }
  } satisfies Partial<UserRecord>
  const linked = `linked-${userRecord().sub}`

  test('is created under a name that is no profile of a provider', () => {
    expect(planFor({ policies, record })).toMatchObject({
      action: 'create',
      username: linked,
      identities: [{ providerName: 'Okta', userId: '1' }]
    })
  })

  test('of a status to come is found again by that name', () => {
    const later = { ...record, status: 'A_STATUS_TO_COME' }
    const users = [poolUser(linked, { attributes: record.attributes })]
    expect(planFor({ policies, record: later, users })).toEqual(
      kept({ sub: `sub-of-${linked}` })
    )
  })

  describe('whose identity is linked to somebody’s own user by now', () => {
    const users = [
      poolUser('ada', {
        attributes: { ...record.attributes, email_verified: 'true' },
        enabled: false
      })
    ]

    test.each(['skip', 'link'] as const)(
      'is that user, and never updates it, with federated-users: %s',
      federatedUsers => {
        const plan = planFor({
          users,
          record,
          policies: { federatedUsers, existingUsers: 'update' }
        })
        expect(plan).toEqual(kept())
      }
    )

    // A linked identity gives the address, so the journal has to say it.
    const created = [[userRecord().sub, 'sub-of-ada']] as const

    test('is no conflict when the native one was planned first', () => {
      const planner = plannerWith({ users, created })
      expect(planner.plan(userRecord(), [])).toEqual(kept())
      const profile = userRecord({ ...record, sub: 'other' })
      expect(planner.plan(profile, [])).toEqual(kept())
    })

    test('leaves that user to the native one of the snapshot', () => {
      const planner = plannerWith(
        { users, created },
        { existingUsers: 'update' }
      )
      const profile = planner.plan(userRecord({ ...record, sub: 'other' }), [])
      expect(profile).toEqual(kept())
      expect(planner.plan(userRecord(), [])).toMatchObject({ action: 'update' })
    })
  })

  test.each([
    [
      'it is the profile itself',
      poolUser('Okta_1', { status: 'EXTERNAL_PROVIDER' })
    ],
    ['a restore made it', poolUser(linked)],
    [
      'the user was linked in the snapshot’s pool',
      poolUser('eva', { sub: userRecord().sub })
    ]
  ])('is updated where %s', (_where, user) => {
    const { attributes } = record
    const existing = { ...user, attributes, enabled: false }
    expect(
      planFor({
        users: [existing],
        record,
        policies: { ...policies, existingUsers: 'update' }
      })
    ).toMatchObject({ action: 'update', enabled: true })
  })

  test('is created by the address where the pool has no names', () => {
    expect(planFor({ policies, record, description: BY_EMAIL })).toMatchObject({
      action: 'create',
      username: 'ada@example.com'
    })
    const nameless = { ...record, attributes: {} }
    expect(
      planFor({ policies, record: nameless, description: BY_EMAIL })
    ).toEqual({ action: 'skip', reasons: ['federated'] })
  })

  test.each([
    ['its own profile', poolUser('Okta_1', { attributes: record.attributes })],
    [
      'the user that an earlier restore has linked',
      poolUser(linked, { attributes: record.attributes })
    ],
    [
      'whoever has the identity',
      poolUser('eva', {
        attributes: {
          email: 'ada@example.com',
          identities: record.attributes.identities
        }
      })
    ]
  ])('is there as %s', (_what, user) => {
    const existing = {
      ...user,
      attributes: { email: 'ada@example.com', ...user.attributes }
    }
    const same = { ...record.attributes, email: existing.attributes.email }
    expect(
      planFor({
        policies,
        record: { ...record, attributes: same },
        users: [existing]
      })
    ).toMatchObject({ action: 'keep', sub: user.sub, isConflict: false })
  })

  test('is not there as a user who has but the name', () => {
    for (const name of ['Okta_1', linked]) {
      expect(planFor({ policies, record, users: [poolUser(name)] })).toEqual(
        kept({ sub: `sub-of-${name}`, isConflict: true })
      )
    }
    const created = [[userRecord().sub, `sub-of-${linked}`]] as const
    expect(
      planFor({ policies, record, users: [poolUser(linked)], created })
    ).toMatchObject({ isConflict: false })
  })

  test('is skipped where another user has the address', () => {
    const description = { ...BY_EMAIL, caseSensitive: false }
    const native = poolUser('eva', { attributes: record.attributes })
    expect(
      planFor({
        policies,
        record: {
          ...record,
          attributes: {
            ...record.attributes,
            identities: identitiesText(['Okta', '2'])
          }
        },
        description,
        users: [native]
      })
    ).toEqual({ action: 'skip', reasons: ['federated'], isAddressTaken: true })
  })
})

describe('an address that two users of a snapshot would sign in by', () => {
  const email = 'ada@example.com'
  const profile = userRecord({
    username: 'Okta_1',
    sub: 's1',
    skip: ['federated'],
    attributes: { email, identities: identitiesText(['Okta', '1']) }
  })
  const native = userRecord({ ...NO_NAME, sub: 's2', username: 's2' })

  /** Plans them as a restore does: anew, once a better right is known. */
  function planBoth(
    records: readonly UserRecord[],
    changes: Partial<RestorePolicies> = {},
    facts: TargetChanges = {}
  ) {
    const target = targetWith({ description: BY_EMAIL, ...facts })
    const policies = policiesWith({
      federatedUsers: 'link',
      usersWithoutUsername: 'recreate',
      ...changes
    })
    const planAll = (claims: Claims) => {
      const planner = createUserPlanner(target, policies, claims)
      return new Map(records.map(one => [one.sub, planner.plan(one, [])]))
    }
    const claims = new Claims()
    const first = planAll(claims)
    return claims.contested.size === 0
      ? first
      : planAll(new Claims(claims.contested))
  }

  test.each([
    ['first', [native, profile]],
    ['last', [profile, native]]
  ])('is the native one’s, who comes %s', (_when, records) => {
    const plans = planBoth(records)
    expect(plans.get('s2')).toMatchObject({ action: 'create', username: email })
    expect(plans.get('s1')).toEqual({
      action: 'skip',
      reasons: ['federated'],
      isAddressTaken: true
    })
  })

  test.each([
    ['is not recreated', { usersWithoutUsername: 'skip' }, {}],
    ['is protected by MFA', {}, { skip: ['no-username', 'mfa-protected'] }]
  ] as const)(
    'is kept for the native one who %s',
    (_why, policies, changes) => {
      for (const records of [
        [profile, { ...native, ...changes }],
        [{ ...native, ...changes }, profile]
      ]) {
        const plans = planBoth(records as UserRecord[], policies)
        expect(plans.get('s1')).toMatchObject({ isAddressTaken: true })
        expect(plans.get('s2')).toMatchObject({ action: 'skip' })
      }
    }
  )

  test('is kept for the native one who is not chosen', () => {
    const planner = plannerWith(
      { description: BY_EMAIL },
      { federatedUsers: 'link', usersWithoutUsername: 'recreate' }
    )
    planner.note(native)
    expect(planner.plan(profile, [])).toMatchObject({ isAddressTaken: true })
  })

  test('leaves a half-done native one to itself', () => {
    const halfDone = poolUser('t2', {
      status: 'FORCE_CHANGE_PASSWORD',
      attributes: userRecord().attributes
    })
    const plans = planBoth(
      [profile, native],
      {},
      {
        users: [halfDone],
        created: [['s2', 'sub-of-t2']],
        unfinishedSince: Date.parse('2026-01-02T00:00:00Z')
      }
    )
    expect(plans.get('s1')).toMatchObject({ isAddressTaken: true })
    expect(plans.get('s2')).toMatchObject({
      action: 'create',
      resumes: { username: 't2' }
    })
  })

  test('is that of who verified it, of two native ones', () => {
    const unverified = userRecord({
      ...NO_NAME,
      sub: 's0',
      username: 's0',
      attributes: { email }
    })
    const plans = planBoth([unverified, native])
    expect(plans.get('s2')).toMatchObject({ action: 'create' })
    expect(plans.get('s0')).toEqual({ action: 'fail', code: 'address-taken' })
  })
})
