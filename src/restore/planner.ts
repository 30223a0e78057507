import type { PoolDescription } from '../cognito/definition.ts'
import type { MfaConfig } from '../cognito/mfa-config.ts'
import type { SchemaAttribute } from '../cognito/schema.ts'
import type { SkipReason, UserRecord } from '../snapshot/records.ts'
import {
  isVerified,
  nameToCreateBy,
  signInKey,
  writableAttributes
} from './attributes.ts'
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
  plan: (record: UserRecord, groups: readonly string[]) => UserPlan
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
    const kept: UserPlan = {
      action: 'keep',
      sub,
      isConflict: false,
      isOurs: isOfUnfinishedRun(record, existing, target),
      attributesLeft: 0
    }
    // A profile whose identity is linked by now isn't the user it is linked to.
    if (!kept.isOurs && isLinkedElsewhere(record, existing)) return kept
    if (found.has(sub) || !isSamePerson(record, existing)) {
      return { ...kept, isConflict: true, isOurs: false }
    }
    found.add(sub)
    if (kept.isOurs) {
      const plan = finish(record, groups, existing)
      if (plan !== undefined) return plan
    }
    if (policies.existingUsers !== 'update') return kept
    const { plan, attributesLeft } = planUpdate(
      record,
      groups,
      existing,
      target,
      claimed
    )
    return plan ?? { ...kept, attributesLeft }
  }

  /** What is left to do for a user of an unfinished run. */
  function finish(
    record: UserRecord,
    groups: readonly string[],
    existing: ExistingUser
  ): UserPlan | undefined {
    const plan = create(record, groups, existing)
    if (plan.action !== 'create') {
      return existing.status === 'FORCE_CHANGE_PASSWORD' ? plan : undefined
    }
    const proven = isProven(record, existing)
      ? plan
      : { ...plan, groups: [], identities: [] }
    return hasWork(proven, policies) ? proven : undefined
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
    record.skip.includes('federated') &&
    existing.status !== 'EXTERNAL_PROVIDER' &&
    existing.sub !== record.sub &&
    existing.username !== linkedName(record.sub)
  )
}

/**
 * Nobody but an administrator makes a user whose password must be changed. One
 * who is confirmed may have signed up under the name, which gives nobody groups
 * unless an address was verified, as it is in the snapshot.
 */
function isProven(record: UserRecord, existing: ExistingUser): boolean {
  return (
    existing.status === 'FORCE_CHANGE_PASSWORD' ||
    ['email', 'phone_number'].some(name => isVerified(record.attributes, name))
  )
}

/** Whether anything is left to do for a user whom a run has created. */
function hasWork(plan: UserCreation, policies: RestorePolicies): boolean {
  const needsPassword =
    policies.restoredUserStatus === 'confirmed' &&
    plan.resumes?.hasPassword !== true
  return (
    needsPassword ||
    plan.disable ||
    plan.mfa.enable.length > 0 ||
    plan.groups.length > 0 ||
    plan.identities.length > 0 ||
    Object.keys(plan.attributesAfterwards).length > 0
  )
}

function findExisting(
  record: UserRecord,
  target: TargetFacts
): ExistingUser | undefined {
  const { users } = target
  const named = users.named(record.username)
  if (named !== undefined) return named
  if (record.skip.includes('federated')) {
    const known =
      users.named(linkedName(record.sub)) ??
      identitiesOf(record.attributes)
        .map(identity => users.withIdentity(identity))
        .find(user => user !== undefined)
    if (known !== undefined) return known
    // Created by the address in an unfinished run, and not linked yet.
    const unlinked = findByAddress(record, target)
    return unlinked !== undefined && isOfUnfinishedRun(record, unlinked, target)
      ? unlinked
      : undefined
  }
  return record.username === record.sub
    ? findByAddress(record, target)
    : undefined
}

function findByAddress(
  record: UserRecord,
  { users, description }: TargetFacts
): ExistingUser | undefined {
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

/** Import jobs leave users without a password in RESET_REQUIRED. */
const LEFT_IN = ['FORCE_CHANGE_PASSWORD', 'CONFIRMED', 'RESET_REQUIRED']

/** What a run creates a user with is there from the start. */
function hasAttributes(record: UserRecord, existing: ExistingUser): boolean {
  return writableAttributes(record.attributes).every(
    // This one comes late, and people may change it.
    ([name, value]) =>
      name === 'preferred_username' ||
      (existing.attributes[name] ?? '') === value
  )
}

/**
 * Whether an earlier run of this restore, which didn't finish, has most likely
 * created the user: while it was under way, with the very attributes of the
 * snapshot, and in a state that it leaves users in.
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
    LEFT_IN.includes(existing.status) &&
    hasAttributes(record, existing)
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
