import { describe, expect, test } from '@jest/globals'
import { newRestoreOutcome } from '../../../../src/shared/new-outcomes.ts'
import {
  fillPlannedCounts,
  toPlanFacts
} from '../../../../src/restore/plan/plan-outcome.ts'
import type { RestorePlan } from '../../../../src/restore/plan/plan.ts'
import {
  newPlanTally,
  type PlanTally
} from '../../../../src/restore/plan/tally.ts'
import { fakePool } from '../../../fixtures/fake-pool.ts'
import { attribute } from '../../../fixtures/preflight-facts.ts'
import { groupRecord } from '../../../fixtures/snapshot-records.ts'
import { restorePlanWith } from '../../../fixtures/idle-plan.ts'

/** A plan with two groups, one of which is to be created. */
function planWith(
  tally: Partial<PlanTally>,
  customAttributes: RestorePlan['customAttributes'] = []
): RestorePlan {
  const groups = [groupRecord(), groupRecord({ name: 'staff' })]
  return restorePlanWith({
    tally: { ...newPlanTally(), ...tally },
    groups: {
      groups,
      toCreate: groups.slice(0, 1),
      foreignRoles: 0,
      notAccepted: 0,
      otherRoles: 0,
      hasRole: () => false
    },
    customAttributes
  })
}

// At 80 percent of the documented quotas.
const pool = fakePool()
const paceOf = (operation: string) => pool.paceOf(operation)

describe('the work of a plan', () => {
  test('is summed up by category, the slowest first', () => {
    const calls = new Map([
      ['AdminCreateUser', 80],
      ['AdminAddUserToGroup', 60],
      ['AdminDisableUser', 20]
    ])
    expect(toPlanFacts(planWith({ calls }), paceOf).work).toEqual([
      { category: 'UserUpdate', calls: 80, seconds: 4 },
      { category: 'UserCreation', calls: 80, seconds: 2 },
      { category: 'UserPoolResourceUpdate', calls: 1, seconds: 0.25 }
    ])
    expect(calls.size).toBe(3)
  })

  test('has a call for each 25 custom attributes', () => {
    const attributes = (count: number) =>
      Array.from({ length: count }, (_, n) => attribute(`custom:a${n}`))
    const callsFor = (count: number) =>
      toPlanFacts(planWith({}, attributes(count)), paceOf).work[0]?.calls
    expect([0, 1, 25, 26].map(callsFor)).toEqual([1, 2, 2, 3])
  })

  test('is nothing where nothing is to be done', () => {
    const plan = planWith({})
    const idle = { ...plan, groups: { ...plan.groups, toCreate: [] } }
    expect(toPlanFacts(idle, paceOf).work).toEqual([])
  })
})

test('what a plan means is told in counts', () => {
  const plan = planWith(
    {
      resumed: 2,
      memberships: { add: 9, remove: 8, withRole: 3 },
      factorsLost: new Map([['SMS_MFA', 4]])
    },
    [attribute('custom:plan')]
  )
  expect(toPlanFacts(plan, paceOf)).toMatchObject({
    resumed: 2,
    customAttributes: ['custom:plan'],
    membershipsWithRole: 3,
    factorsLost: new Map([['SMS_MFA', 4]])
  })
})

test('a dry run counts what the restore would', () => {
  const outcome = newRestoreOutcome()
  fillPlannedCounts(
    outcome,
    planWith({
      create: 5,
      resumed: 2,
      update: 4,
      keep: 6,
      billed: 7,
      memberships: { add: 3, remove: 2, withRole: 1 },
      refused: new Map([
        ['address-taken', 1],
        ['identity-taken', 2]
      ])
    })
  )
  expect(outcome).toMatchObject({
    usersCreated: 3,
    usersExisting: 8,
    usersUpdated: 4,
    usersFailed: 3,
    groupsCreated: 1,
    groupsExisting: 1,
    groupsFailed: 0,
    membershipsAdded: 3,
    membershipsRemoved: 2,
    membershipsFailed: 0,
    billedUsers: 7
  })
  expect(Object.fromEntries(outcome.failures)).toEqual({
    'address-taken': 1,
    'identity-taken': 2
  })
})
