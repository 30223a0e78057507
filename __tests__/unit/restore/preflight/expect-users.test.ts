import { expect, test } from '@jest/globals'
import {
  newPlanTally,
  type PlanTally
} from '../../../../src/restore/plan/tally.ts'
import type { RestorePolicies } from '../../../../src/restore/policies.ts'
import { expectUsersToRestore } from '../../../../src/restore/preflight/expect-users.ts'
import { policiesWith } from '../../../fixtures/restore-plans.ts'

const check = (
  tally: Partial<PlanTally>,
  policies: Partial<RestorePolicies> = {}
) => {
  expectUsersToRestore({ ...newPlanTally(), ...tally }, policiesWith(policies))
}

test('a restore goes on if one user is restored or exists', () => {
  expect(() => check({ users: 3, skip: 1, conflicts: 1 })).not.toThrow()
})

test('a restore of no user goes on', () => {
  expect(() => check({})).not.toThrow()
})

test('a restore that would skip all users says which inputs change that', () => {
  const skipped = { 'no-username': 1, 'mfa-protected': 2, federated: 3 }
  expect(() => check({ users: 6, skip: 6, skipped })).toThrow(
    expect.objectContaining({
      code: 'nothing-restored',
      message:
        'Nothing was restored, because all of 6 users would be skipped: 1 without a username of their own, 2 protected by MFA, 3 federated. What changes that: users-without-username: recreate, mfa-users: restore, federated-users: link.'
    })
  )
})

test('no input is named that is set already', () => {
  const skipped = { 'no-username': 1, 'mfa-protected': 0, federated: 1 }
  const policies = {
    usersWithoutUsername: 'recreate',
    federatedUsers: 'link'
  } as const
  expect(() => check({ users: 2, skip: 2, skipped }, policies)).toThrow(
    /What changes that: an e-mail address or a phone number that the pool signs in with\.$/
  )
})

test('conflicts alone restore nothing either', () => {
  expect(() => check({ users: 2, conflicts: 2 })).toThrow(
    /skipped or left alone: 2 not proven/
  )
})
