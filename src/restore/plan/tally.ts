import { noSkips, type SkipCounts } from '../../shared/skip-reasons.ts'
import { hasOlderSub } from '../../snapshot/old-sub.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import type {
  PlannedUser,
  Refusal,
  UserCreation,
  UserUpdate
} from './users/user-plan.ts'

/** The counts of a plan. */
export interface PlanTally {
  /** All planned users. */
  users: number
  create: number
  update: number
  keep: number
  /** Of them, those that nothing proves to be users of the snapshot. */
  conflicts: number
  /** Of the kept, users that an earlier run of this restore has created. */
  ours: number
  /** Of the kept, users of the snapshot who have yet to be confirmed. */
  unconfirmed: number
  skip: number
  skipped: SkipCounts
  /** Of the skipped, federated users whose address belongs to another user. */
  skippedByAddress: number
  refused: Map<Refusal, number>
  resumed: number
  mfaUnknown: number
  memberships: { add: number; remove: number; withRole: number }
  /** How often the restore will call each operation of Cognito. */
  calls: Map<string, number>
  /** Users that AWS will bill as monthly active. */
  billed: number
  /** Names of all attributes that will be written. */
  attributes: Set<string>
  /** Names of the groups that users will be added to. */
  groups: Set<string>
  providers: Set<string>
  usersOverGroupLimit: number
  /** MFA factors that can't be turned on again, with the users who had them. */
  factorsLost: Map<string, number>
  identitiesLeft: number
  /** Attributes of existing users that can't be changed: see UserUpdate. */
  attributesLeft: number
  /** Values of preferred_username that only confirmed users can have. */
  aliasesLeft: number
  /** Users to write whose `sub` of an earlier pool is kept. */
  olderSubs: number
}

export function newPlanTally(): PlanTally {
  return {
    users: 0,
    create: 0,
    update: 0,
    keep: 0,
    conflicts: 0,
    ours: 0,
    unconfirmed: 0,
    skip: 0,
    skipped: noSkips(),
    skippedByAddress: 0,
    refused: new Map(),
    resumed: 0,
    mfaUnknown: 0,
    memberships: { add: 0, remove: 0, withRole: 0 },
    calls: new Map(),
    billed: 0,
    attributes: new Set(),
    groups: new Set(),
    providers: new Set(),
    usersOverGroupLimit: 0,
    factorsLost: new Map(),
    identitiesLeft: 0,
    attributesLeft: 0,
    aliasesLeft: 0,
    olderSubs: 0
  }
}

/** Developer guide, quotas: groups that each user can belong to. */
export const MOST_GROUPS_PER_USER = 100

/** What the counts of a plan depend on. */
export interface CountFacts {
  /** Whether a group has an IAM role after the restore. */
  hasRole: (group: string) => boolean
  /** Subs of users of the pool that are counted as billed already. */
  billed: ReadonlySet<string>
}

/** Adds the plan of one user to the counts. */
export function countPlan(
  tally: PlanTally,
  { record, plan }: PlannedUser,
  policies: RestorePolicies,
  facts: CountFacts
): void {
  tally.users += 1
  const isWritten = plan.action === 'create' || plan.action === 'update'
  if (isWritten && hasOlderSub(record, policies.subAttribute)) {
    tally.olderSubs += 1
  }
  switch (plan.action) {
    case 'create':
      countCreation(tally, record, plan, policies, facts)
      break
    case 'update':
      countUpdate(tally, plan, facts)
      if (plan.isUnconfirmed) tally.unconfirmed += 1
      break
    case 'keep':
      tally.keep += 1
      if (plan.isConflict) tally.conflicts += 1
      if (plan.isOurs) tally.ours += 1
      else if (plan.isUnconfirmed && !plan.isConflict) tally.unconfirmed += 1
      tally.attributesLeft += plan.attributesLeft
      break
    case 'skip':
      tally.skip += 1
      if (plan.isAddressTaken) tally.skippedByAddress += 1
      for (const reason of plan.reasons) tally.skipped[reason] += 1
      break
    case 'fail':
      add(tally.refused, plan.code)
      break
  }
}

function countCreation(
  tally: PlanTally,
  record: UserRecord,
  plan: UserCreation,
  policies: RestorePolicies,
  { hasRole, billed }: CountFacts
): void {
  tally.create += 1
  if (record.mfa === 'unknown') tally.mfaUnknown += 1
  if (plan.resumes !== undefined) tally.resumed += 1
  for (const name of Object.keys(plan.attributes)) tally.attributes.add(name)
  for (const name of Object.keys(plan.attributesAfterwards)) {
    tally.attributes.add(name)
  }
  for (const factor of plan.mfa.lost) add(tally.factorsLost, factor)
  tally.identitiesLeft += plan.identitiesLeft
  tally.aliasesLeft += plan.attributesLeft
  for (const { providerName } of plan.identities) {
    tally.providers.add(providerName)
  }
  const { calls } = tally
  const late = Object.keys(plan.attributesAfterwards).length > 0
  if (late) add(calls, 'AdminUpdateUserAttributes')
  if (plan.mfa.enable.length > 0) add(calls, 'AdminSetUserMFAPreference')
  const hasPassword = plan.resumes?.hasPassword === true
  const isBilled = !hasPassword || isBilledAgain(plan)
  const isCounted = plan.resumes !== undefined && billed.has(plan.resumes.sub)
  if (isBilled && !isCounted) tally.billed += 1
  if (plan.resumes === undefined) add(calls, 'AdminCreateUser')
  add(calls, 'AdminLinkProviderForUser', plan.identities.length)
  if (plan.disable) add(calls, 'AdminDisableUser')
  if (policies.restoredUserStatus === 'confirmed' && !hasPassword) {
    add(calls, 'AdminSetUserPassword')
  }
  countAdditions(tally, plan.groups, hasRole)
  if (plan.groups.length > MOST_GROUPS_PER_USER) tally.usersOverGroupLimit += 1
}

/** Whether the calls left for a confirmed user make it active again. */
export function isBilledAgain(plan: UserCreation): boolean {
  return (
    plan.groups.length + plan.identities.length > 0 ||
    Object.keys(plan.attributesAfterwards).length > 0
  )
}

function countUpdate(
  tally: PlanTally,
  plan: UserUpdate,
  { hasRole, billed }: CountFacts
): void {
  tally.update += 1
  tally.attributesLeft += plan.attributesLeft
  const { calls } = tally
  const names = Object.keys(plan.attributes)
  for (const name of names) {
    if (plan.attributes[name] !== '') tally.attributes.add(name)
  }
  if (names.length > 0) add(calls, 'AdminUpdateUserAttributes')
  if (plan.enabled === true) add(calls, 'AdminEnableUser')
  if (plan.enabled === false) add(calls, 'AdminDisableUser')
  countAdditions(tally, plan.addTo, hasRole)
  tally.memberships.remove += plan.removeFrom.length
  add(calls, 'AdminRemoveUserFromGroup', plan.removeFrom.length)
  // "Change user attributes or group membership" makes a user active; to enable
  // or disable a user doesn't (developer guide, quotas).
  const isBilled = names.length + plan.addTo.length + plan.removeFrom.length > 0
  if (isBilled && !billed.has(plan.sub)) tally.billed += 1
}

function countAdditions(
  tally: PlanTally,
  groups: readonly string[],
  hasRole: (group: string) => boolean
): void {
  for (const group of groups) tally.groups.add(group)
  tally.memberships.add += groups.length
  tally.memberships.withRole += groups.filter(hasRole).length
  add(tally.calls, 'AdminAddUserToGroup', groups.length)
}

function add<Key>(counts: Map<Key, number>, key: Key, by = 1): void {
  if (by > 0) counts.set(key, (counts.get(key) ?? 0) + by)
}

/** How many users Cognito would refuse. */
export function refusedUsers({ refused }: PlanTally): number {
  return [...refused.values()].reduce((sum, count) => sum + count, 0)
}
