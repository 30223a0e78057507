import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { PoolUser } from '../../../../../src/cognito/users.ts'
import {
  countPlan,
  newPlanTally,
  refusedUsers
} from '../../../../../src/restore/plan/tally.ts'
import type { UserPlan } from '../../../../../src/restore/plan/users/user-plan.ts'
import { Claims } from '../../../../../src/restore/plan/users/claims.ts'
import { planUpdate } from '../../../../../src/restore/plan/users/plan-update.ts'
import { createUserPlanner } from '../../../../../src/restore/plan/users/user-planner.ts'
import type { RestorePolicies } from '../../../../../src/restore/policies.ts'
import type { UserRecord } from '../../../../../src/snapshot/records.ts'
import {
  anyPolicies,
  anyPoolUser,
  anyRecord,
  anyTarget
} from '../../../../fixtures/any-plans.ts'
import {
  targetWith,
  type TargetChanges
} from '../../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../../fixtures/snapshot-records.ts'

const anySnapshot = fc.array(
  fc.tuple(anyRecord, fc.subarray(['a', 'b', 'c'])),
  { maxLength: 12 }
)

type Snapshot = [UserRecord, string[]][]

function planAll(
  snapshot: Snapshot,
  target: TargetChanges,
  policies: RestorePolicies
): UserPlan[] {
  const planner = createUserPlanner(targetWith(target), policies)
  return snapshot.map(([record, groups]) => planner.plan(record, groups))
}

test('whoever plans a snapshot again plans the same', () => {
  fc.assert(
    fc.property(anySnapshot, anyTarget, anyPolicies, (...scene) => {
      const before = structuredClone(scene[0])
      expect(planAll(...scene)).toEqual(planAll(...scene))
      expect(scene[0]).toEqual(before)
    }),
    { numRuns: 300 }
  )
})

test('every user is counted once, under what is done', () => {
  fc.assert(
    fc.property(
      anySnapshot,
      anyTarget,
      anyPolicies,
      (users, target, policies) => {
        const plans = planAll(users, target, policies)
        const tally = newPlanTally()
        for (const [index, plan] of plans.entries()) {
          const record = users[index]?.[0] ?? userRecord()
          countPlan(tally, { record, plan }, policies, {
            hasRole: () => false,
            billed: new Set()
          })
        }
        const count = (action: UserPlan['action']) =>
          plans.filter(plan => plan.action === action).length
        expect(tally).toMatchObject({
          users: users.length,
          create: count('create'),
          update: count('update'),
          keep: count('keep'),
          skip: count('skip')
        })
        expect(refusedUsers(tally)).toBe(count('fail'))
        const { create, update, keep, skip } = tally
        expect(create + update + keep + skip + refusedUsers(tally)).toBe(
          users.length
        )
        expect(tally.billed).toBeLessThanOrEqual(create + update)
      }
    ),
    { numRuns: 300 }
  )
})

test('nobody is given an address that somebody else signs in by', () => {
  fc.assert(
    fc.property(
      anySnapshot,
      anyTarget,
      anyPolicies,
      (users, target, policies) => {
        const emails = (target.description?.aliasAttributes ?? []).includes(
          'email'
        )
          ? planAll(users, target, policies).flatMap(plan => {
              if (plan.action !== 'create') return []
              const { email, email_verified: flag } = plan.attributes
              return email && flag === 'true' ? [email] : []
            })
          : []
        expect(new Set(emails).size).toBe(emails.length)
      }
    ),
    { numRuns: 300 }
  )
})

test('an update leaves nothing to update', () => {
  fc.assert(
    fc.property(
      anyRecord,
      fc.subarray(['a', 'b', 'c']),
      anyPoolUser,
      anyTarget,
      (record, groups, user, changes) => {
        const others = changes.users ?? []
        const plan = updateOf(record, groups, user, changes)
        if (plan?.action !== 'update') return
        const after: PoolUser = {
          ...user,
          enabled: plan.enabled ?? user.enabled,
          attributes: changed(user.attributes, plan.attributes)
        }
        const current = changes.memberships?.[user.username] ?? []
        const memberships = {
          ...changes.memberships,
          [user.username]: [
            ...current.filter(group => !plan.removeFrom.includes(group)),
            ...plan.addTo
          ]
        }
        expect(
          updateOf(record, groups, after, {
            ...changes,
            users: others,
            memberships
          })
        ).toBeUndefined()
      }
    ),
    { numRuns: 1000 }
  )
})

function updateOf(
  record: UserRecord,
  groups: readonly string[],
  user: PoolUser,
  changes: TargetChanges
) {
  const others = (changes.users ?? []).filter(
    ({ username }) => username.toLowerCase() !== user.username.toLowerCase()
  )
  const target = targetWith({ ...changes, users: [...others, user] })
  const existing = target.users.named(user.username)
  if (existing === undefined) throw new Error('The user is there')
  return planUpdate(record, groups, existing, target, new Claims()).plan
}

/** What Cognito makes of it: a new address that comes without a flag has none. */
function changed(
  before: Readonly<Record<string, string>>,
  changes: Readonly<Record<string, string>>
): Record<string, string> {
  const unflagged = ['email', 'phone_number']
    .filter(name => name in changes)
    .map((name): [string, string] => [`${name}_verified`, 'false'])
  const all: Record<string, string> = {
    ...before,
    ...Object.fromEntries(unflagged),
    ...changes
  }
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== '')
  )
}
