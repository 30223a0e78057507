import type { Pace } from '../../cognito/calls/pacer.ts'
import type {
  PlanFacts,
  PlannedCalls,
  RestoreOutcome
} from '../../shared/outcome.ts'
import { refusedUsers } from './plan-tally.ts'
import type { RestorePlan } from './plan-restore.ts'

/** What a plan comes to, for the table that people read. */
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

/** The slowest category first: the restore takes as long as that one. */
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

/** The counts that a plan predicts: what the real run counts, if nothing fails. */
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
