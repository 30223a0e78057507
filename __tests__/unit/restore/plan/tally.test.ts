import { describe, expect, test } from '@jest/globals'
import type {
  UserCreation,
  UserPlan
} from '../../../../src/restore/plan/users/user-plan.ts'
import {
  countPlan,
  newPlanTally,
  refusedUsers,
  type PlanTally
} from '../../../../src/restore/plan/tally.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../src/snapshot/records.ts'
import {
  creation,
  kept,
  policiesWith,
  update
} from '../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

interface Scene {
  record?: Partial<UserRecord>
  policies?: Partial<RestorePolicies>
  billed?: readonly string[]
}

/** What the plans come to; of the groups, `admins` has a role. */
function tallyOf(
  plans: readonly UserPlan[],
  { record, policies, billed }: Scene = {}
): PlanTally {
  const tally = newPlanTally()
  for (const plan of plans) {
    countPlan(
      tally,
      { record: userRecord(record), plan },
      policiesWith(policies),
      { hasRole: group => group === 'admins', billed: new Set(billed) }
    )
  }
  return tally
}

const callsOf = (plan: UserPlan, scene?: Scene) =>
  Object.fromEntries(tallyOf([plan], scene).calls)

const OKTA = { providerName: 'Okta', userId: '1' }
const SMS = { enable: ['SMS_MFA'], preferred: 'SMS_MFA', lost: [] } as const
const RESUMED = { username: 'ada', sub: 's', hasPassword: false }

describe('each plan is counted under what it does', () => {
  test('kept users by why they are kept', () => {
    expect(
      tallyOf([
        kept({ attributesLeft: 2 }),
        kept({ isConflict: true }),
        kept({ isOurs: true })
      ])
    ).toMatchObject({
      users: 3,
      keep: 3,
      conflicts: 1,
      ours: 1,
      billed: 0,
      attributesLeft: 2
    })
  })

  test('skipped users once, and under each of their reasons', () => {
    const reasons = ['mfa-protected', 'no-username'] as const
    expect(tallyOf([{ action: 'skip', reasons }])).toMatchObject({
      users: 1,
      skip: 1,
      skipped: { 'no-username': 1, 'mfa-protected': 1, federated: 0 }
    })
  })

  test('refused users by their code', () => {
    const tally = tallyOf([
      { action: 'fail', code: 'address-taken' },
      { action: 'fail', code: 'address-taken' },
      { action: 'fail', code: 'identity-taken' }
    ])
    expect([...tally.refused]).toEqual([
      ['address-taken', 2],
      ['identity-taken', 1]
    ])
    expect(refusedUsers(tally)).toBe(3)
    expect(tally.calls.size).toBe(0)
  })

  test('nobody, before the first', () => {
    expect(newPlanTally()).toMatchObject({ users: 0, create: 0, billed: 0 })
    expect(newPlanTally()).not.toBe(newPlanTally())
  })
})

describe('a creation', () => {
  test('is two calls, and a monthly active user', () => {
    expect(callsOf(creation())).toEqual({
      AdminCreateUser: 1,
      AdminSetUserPassword: 1
    })
    expect(tallyOf([creation()])).toMatchObject({ create: 1, billed: 1 })
  })

  test('is one call for each thing more', () => {
    const plan = creation({
      attributesAfterwards: { preferred_username: 'x' },
      disable: true,
      groups: ['admins', 'staff'],
      identities: [{ providerName: 'Okta', userId: '1' }],
      mfa: { enable: ['SMS_MFA', 'EMAIL_OTP'], preferred: null, lost: [] }
    })
    expect(callsOf(plan)).toEqual({
      AdminCreateUser: 1,
      AdminLinkProviderForUser: 1,
      AdminDisableUser: 1,
      AdminAddUserToGroup: 2,
      AdminSetUserMFAPreference: 1,
      AdminSetUserPassword: 1,
      AdminUpdateUserAttributes: 1
    })
    expect(tallyOf([plan])).toMatchObject({
      memberships: { add: 2, remove: 0, withRole: 1 },
      groups: new Set(['admins', 'staff']),
      providers: new Set(['Okta']),
      attributes: new Set(['email', 'email_verified', 'preferred_username'])
    })
  })

  test('sets no password where users are to change theirs', () => {
    const policies = { restoredUserStatus: 'force-change-password' } as const
    expect(callsOf(creation(), { policies })).toEqual({ AdminCreateUser: 1 })
  })

  test('creates nobody who is there, half done', () => {
    const plan = creation({ resumes: RESUMED, groups: ['a'] })
    expect(callsOf(plan)).toEqual({
      AdminSetUserPassword: 1,
      AdminAddUserToGroup: 1
    })
    expect(tallyOf([plan])).toMatchObject({ resumed: 1, billed: 1 })
  })

  test('of a user who only lacks the last steps is those', () => {
    const plan = creation({
      resumes: { ...RESUMED, hasPassword: true },
      disable: true,
      groups: ['a'],
      mfa: { enable: ['SMS_MFA'], preferred: null, lost: [] }
    })
    expect(callsOf(plan)).toEqual({
      AdminDisableUser: 1,
      AdminAddUserToGroup: 1,
      AdminSetUserMFAPreference: 1
    })
    expect(tallyOf([plan])).toMatchObject({
      billed: 1,
      memberships: { add: 1 }
    })
  })

  test.each<[string, Partial<UserCreation>, number]>([
    ['a factor', { mfa: SMS }, 0],
    ['to be disabled', { disable: true }, 0],
    ['a group', { groups: ['a'] }, 1],
    ['an identity', { identities: [OKTA] }, 1],
    ['an alias', { attributesAfterwards: { preferred_username: 'x' } }, 1]
  ])('of a confirmed user who lacks %s bills %d', (_what, plan, billed) => {
    const resumes = { ...RESUMED, hasPassword: true }
    const tally = tallyOf([creation({ ...plan, resumes })])
    expect(tally).toMatchObject({ create: 1, resumed: 1, billed })
    expect([...tally.calls.values()]).toEqual([1])
  })

  test('counts aliases that only a confirmed user could get', () => {
    const tally = tallyOf([creation({ attributesLeft: 1 })])
    expect(tally).toMatchObject({ aliasesLeft: 1, attributesLeft: 0 })
  })

  test('counts what is lost, left or not known', () => {
    const lost = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA']
    const plan = creation({
      mfa: { enable: [], preferred: null, lost },
      identitiesLeft: 2
    })
    const tally = tallyOf([plan, plan], { record: { mfa: 'unknown' } })
    expect([...tally.factorsLost]).toEqual([
      ['SOFTWARE_TOKEN_MFA', 2],
      ['SMS_MFA', 2]
    ])
    expect(tally).toMatchObject({ identitiesLeft: 4, mfaUnknown: 2 })
  })

  test('of a user in too many groups is counted', () => {
    const groups = (count: number) =>
      creation({ groups: Array.from({ length: count }, (_, n) => `g${n}`) })
    expect(tallyOf([groups(100)]).usersOverGroupLimit).toBe(0)
    expect(tallyOf([groups(101)]).usersOverGroupLimit).toBe(1)
  })
})

describe('an update', () => {
  test('is a call for each thing that changes', () => {
    const plan = update({
      attributes: { name: 'Ada', 'custom:old': '' },
      attributesLeft: 1,
      enabled: false,
      addTo: ['admins'],
      removeFrom: ['a', 'b']
    })
    expect(callsOf(plan)).toEqual({
      AdminUpdateUserAttributes: 1,
      AdminDisableUser: 1,
      AdminAddUserToGroup: 1,
      AdminRemoveUserFromGroup: 2
    })
    expect(tallyOf([plan])).toMatchObject({
      update: 1,
      billed: 1,
      attributesLeft: 1,
      memberships: { add: 1, remove: 2, withRole: 1 }
    })
  })

  test('writes no attribute that it takes away', () => {
    const plan = update({ attributes: { name: 'Ada', 'custom:old': '' } })
    expect(tallyOf([plan]).attributes).toEqual(new Set(['name']))
  })

  test('that only enables or disables is not billed', () => {
    expect(callsOf(update({ enabled: true }))).toEqual({ AdminEnableUser: 1 })
    expect(tallyOf([update({ enabled: false })])).toMatchObject({ billed: 0 })
  })
})

test('a user whose groups were read is billed once, by the reading', () => {
  const changed = update({ sub: 's', attributes: { name: 'Ada' } })
  expect(tallyOf([changed]).billed).toBe(1)
  expect(tallyOf([changed], { billed: ['s'] }).billed).toBe(0)
  const resumed = creation({ resumes: RESUMED })
  expect(tallyOf([resumed]).billed).toBe(1)
  expect(tallyOf([resumed], { billed: ['s'] }).billed).toBe(0)
})

test('users count as unconfirmed who are proven, and not of this restore', () => {
  const isUnconfirmed = true
  const tally = tallyOf([
    kept({ isUnconfirmed }),
    kept({ isUnconfirmed, isConflict: true }),
    kept({ isUnconfirmed, isOurs: true })
  ])
  expect(tally).toMatchObject({ keep: 3, unconfirmed: 1 })
})

test('users count by an older sub whom the restore writes', () => {
  const scene = {
    record: { attributes: { 'custom:old_sub': 'older' } },
    policies: { subAttribute: 'custom:old_sub' }
  }
  const plans = [creation(), update(), kept()]
  expect(tallyOf(plans, scene).olderSubs).toBe(2)
  expect(tallyOf(plans).olderSubs).toBe(0)
})
