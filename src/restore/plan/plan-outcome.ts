import type { Pace } from '../../cognito/calls/pacer.ts'
import type {
  PlanFacts,
  PlannedCalls,
  RestoreOutcome
} from '../../shared/outcome.ts'
import type { RestorePolicies } from '../policies.ts'
import type { RestorePlan } from './plan.ts'
import { refusedUsers } from './tally.ts'

/** Fills the outcome with the plan, before anything is written. */
export function fillPlan(
  outcome: RestoreOutcome,
  plan: RestorePlan,
  policies: RestorePolicies,
  paceOf: (operation: string) => Pace
): void {
  const { tally, groups } = plan
  if (policies.onlyUsers !== undefined) {
    outcome.chosenBy = policies.onlyUsers.by
    outcome.usersInSnapshot = outcome.users
    outcome.users = tally.users
    const { groupsLeft, membershipsLeft } = plan.providerGroups
    outcome.groups = groups.groups.length + groupsLeft
    outcome.memberships = tally.memberships.add + membershipsLeft
  }
  outcome.usersExisting = tally.keep
  outcome.conflicts = tally.conflicts
  outcome.skippedUsers = tally.skip
  outcome.skipped = tally.skipped
  outcome.restoredUserStatus = policies.restoredUserStatus
  outcome.waysIn = plan.waysIn
  outcome.plan = toPlanFacts(plan, paceOf)
}

/** What a plan comes to, for the table in the job summary. */
export function toPlanFacts(
  { tally, groups, customAttributes, importing, providerGroups }: RestorePlan,
  paceOf: (operation: string) => Pace
): PlanFacts {
  const calls = new Map(tally.calls)
  const add = (operation: string, count: number) => {
    if (count > 0) calls.set(operation, count)
  }
  add('CreateGroup', groups.toCreate.length)
  add('AddCustomAttributes', Math.ceil(customAttributes.length / 25))
  return {
    resumed: tally.resumed,
    customAttributes: customAttributes.map(({ name }) => name),
    membershipsWithRole: tally.memberships.withRole,
    providerGroups,
    factorsLost: tally.factorsLost,
    work: workOf(calls, paceOf),
    importing
  }
}

/** By quota category. The slowest comes first: it sets the duration. */
function workOf(
  calls: ReadonlyMap<string, number>,
  paceOf: (operation: string) => Pace
): PlannedCalls[] {
  const byCategory = new Map<string, PlannedCalls>()
  for (const [operation, count] of calls) {
    const { category, perSecond } = paceOf(operation)
    const known = byCategory.get(category) ?? { category, calls: 0, seconds: 0 }
    byCategory.set(category, {
      category,
      calls: known.calls + count,
      seconds: known.seconds + count / perSecond
    })
  }
  return [...byCategory.values()].sort((a, b) => b.seconds - a.seconds)
}

/** The counts of a dry run: those of the real run, if nothing fails. */
export function fillPlannedCounts(
  outcome: RestoreOutcome,
  { tally, groups }: RestorePlan
): void {
  outcome.usersCreated = tally.create - tally.resumed
  outcome.usersExisting = tally.keep + tally.resumed
  outcome.usersUpdated = tally.update
  outcome.usersUnfinished = 0
  outcome.usersUnknown = 0
  outcome.usersFailed = refusedUsers(tally)
  outcome.groupsCreated = groups.toCreate.length
  outcome.groupsExisting = groups.groups.length - groups.toCreate.length
  outcome.groupsFailed = 0
  outcome.membershipsAdded = tally.memberships.add
  outcome.membershipsRemoved = tally.memberships.remove
  outcome.membershipsFailed = 0
  outcome.billedUsers = tally.billed
  for (const [code, count] of tally.refused) outcome.failures.set(code, count)
}
