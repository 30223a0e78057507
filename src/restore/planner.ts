import type { PoolDescription } from '../cognito/definition.ts'
import type { MfaConfig } from '../cognito/mfa-config.ts'
import type { SchemaAttribute } from '../cognito/schema.ts'
import type { SkipReason, UserRecord } from '../snapshot/records.ts'
import { nameToCreateBy, signInKey } from './attributes.ts'
import { identitiesOf, linkedName } from './identities.ts'
import { planCreation } from './plan-creation.ts'
import { planUpdate } from './plan-update.ts'
import type { UserCreation, UserPlan } from './plan.ts'
import type { RestorePolicies } from './policies.ts'
import { isSamePerson } from './same-person.ts'
import type { ExistingUser, TargetUsers } from './target-users.ts'

/** What a plan has to know of the target pool. */
export interface TargetFacts {
  description: PoolDescription
  /** With the attributes that the restore will add. */
  schema: ReadonlyMap<string, SchemaAttribute>
  mfa: MfaConfig
  users: TargetUsers
  /**
   * Since when users may be there whom an earlier run has left half done, in
   * milliseconds since 1970 by AWS's clock.
   */
  unfinishedSince: number | undefined
}

export interface Planner {
  /**
   * @param groups the names of the user's groups in the snapshot
   */
  plan(record: UserRecord, groups: readonly string[]): UserPlan
}

/**
 * Plans one user after the other. It remembers the addresses that it has given
 * away, so each reading of a snapshot needs a planner of its own, and all of
 * them plan alike.
 */
export function createPlanner(
  target: TargetFacts,
  policies: RestorePolicies
): Planner {
  const claimed = new Set<string>()
  /** Subs of existing users whom a user of the snapshot has been found to be. */
  const found = new Set<string>()
  return {
    plan(record, groups) {
      // Somebody who is there needs no restoring, whatever speaks against it.
      const existing = findExisting(record, target)
      if (existing !== undefined) {
        return planExisting(record, groups, existing)
      }
      return create(record, groups)
    }
  }

  function planExisting(
    record: UserRecord,
    groups: readonly string[],
    existing: ExistingUser
  ): UserPlan {
    const { sub } = existing
    const isElse = found.has(sub) || !isSamePerson(record, existing)
    if (isElse) {
      return {
        action: 'keep',
        sub,
        isConflict: true,
        isOurs: false,
        attributesLeft: 0
      }
    }
    // A profile whose identity is linked by now isn't the user it is linked to.
    if (isLinkedElsewhere(record, existing)) {
      return {
        action: 'keep',
        sub,
        isConflict: false,
        isOurs: false,
        attributesLeft: 0
      }
    }
    found.add(sub)
    let isOurs = isOfUnfinishedRun(record, existing, target)
    if (isOurs) {
      const plan = create(record, groups, existing)
      isOurs = plan.action !== 'create' || hasAttributes(existing, plan)
      const isLeft =
        plan.action === 'create'
          ? isOurs && hasWork(plan)
          : existing.status === 'FORCE_CHANGE_PASSWORD'
      if (isLeft) return plan
    }
    const update =
      policies.existingUsers === 'update'
        ? planUpdate(record, groups, existing, target, claimed)
        : { plan: undefined, attributesLeft: 0 }
    return (
      update.plan ?? {
        action: 'keep',
        sub,
        isConflict: false,
        isOurs,
        attributesLeft: update.attributesLeft
      }
    )
  }

  function create(
    record: UserRecord,
    groups: readonly string[],
    existing?: ExistingUser
  ): UserPlan {
    const { username, reasons } = settle(record, target, policies)
    if (username === undefined) return { action: 'skip', reasons }
    return planCreation(
      { record, groups, username, existing },
      target,
      policies,
      claimed
    )
  }
}

function isLinkedElsewhere(
  record: UserRecord,
  existing: ExistingUser
): boolean {
  return (
    record.status === 'EXTERNAL_PROVIDER' &&
    existing.status !== 'EXTERNAL_PROVIDER' &&
    existing.sub !== record.sub &&
    existing.username !== linkedName(record.sub)
  )
}

/** What a run creates a user with is there from the start. */
function hasAttributes(existing: ExistingUser, plan: UserCreation): boolean {
  return Object.entries(plan.attributes).every(
    ([name, value]) => existing.attributes[name] === value
  )
}

/** Whether anything is left to do for a user whom a run has created. */
function hasWork(plan: UserCreation): boolean {
  return (
    plan.resumes?.isConfirmed !== true ||
    plan.disable ||
    plan.mfa.enable.length > 0 ||
    plan.groups.length > 0 ||
    plan.identities.length > 0 ||
    Object.keys(plan.attributesAfterwards).length > 0
  )
}

function findExisting(
  record: UserRecord,
  { users, description }: TargetFacts
): ExistingUser | undefined {
  const named = users.named(record.username)
  if (named !== undefined) return named
  if (record.status === 'EXTERNAL_PROVIDER') {
    return (
      users.named(linkedName(record.sub)) ??
      identitiesOf(record.attributes)
        .map(identity => users.withIdentity(identity))
        .find(user => user !== undefined)
    )
  }
  if (record.username !== record.sub) return undefined
  return description.usernameAttributes
    .map(name => {
      const value = record.attributes[name]
      return value
        ? users.signingInBy(signInKey(description, name, value))
        : undefined
    })
    .find(user => user !== undefined)
}

/**
 * A run that nobody continued is over after a week: whoever is created later by
 * an administrator is somebody's own.
 */
const LONGEST_RESTORE_MS = 7 * 24 * 60 * 60 * 1000

/**
 * Only an administrator's call makes a user whose password must be changed, so
 * one whom such a call made while a restore was under way is the restore's own;
 * people who sign up themselves are never taken for it.
 */
function isOfUnfinishedRun(
  record: UserRecord,
  existing: ExistingUser,
  { unfinishedSince }: TargetFacts
): boolean {
  return (
    unfinishedSince !== undefined &&
    existing.sub !== record.sub &&
    existing.createdAt >= unfinishedSince &&
    existing.createdAt < unfinishedSince + LONGEST_RESTORE_MS &&
    (existing.status === 'FORCE_CHANGE_PASSWORD' ||
      existing.status === 'CONFIRMED')
  )
}

/** The name to create a user by, or the reasons to pass the user over. */
function settle(
  record: UserRecord,
  { description }: TargetFacts,
  policies: RestorePolicies
): { username: string | undefined; reasons: readonly SkipReason[] } {
  const isFederated = record.skip.includes('federated')
  const byAddress = description.usernameAttributes.length > 0
  const needsAddress =
    record.skip.includes('no-username') || (isFederated && byAddress)
  const own = isFederated ? linkedName(record.sub) : record.username
  const username =
    needsAddress && byAddress
      ? nameToCreateBy(description, record.attributes)
      : own
  const wanted: Record<SkipReason, boolean> = {
    'no-username':
      policies.usersWithoutUsername === 'recreate' && username !== undefined,
    'mfa-protected': policies.mfaUsers === 'restore',
    federated: policies.federatedUsers === 'link' && username !== undefined
  }
  const reasons = record.skip.filter(reason => !wanted[reason])
  return { username: reasons.length === 0 ? username : undefined, reasons }
}
