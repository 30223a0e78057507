import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { MfaConfig } from '../../cognito/mfa-config.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import type { SkipReason } from '../../shared/skip-reasons.ts'
import {
  nameToCreateBy,
  signInKey,
  signInValues
} from '../target/attributes.ts'
import { Claims } from './claims.ts'
import {
  identitiesOf,
  isSameIdentity,
  linkedName
} from '../target/identities.ts'
import { planCreation } from './plan-creation.ts'
import { planUpdate } from './plan-update.ts'
import type { UserCreation, UserPlan } from './plan.ts'
import type { RestorePolicies } from '../policies.ts'
import { isOfUnfinishedRestore, proofOf, type ProofFacts } from './proof.ts'
import type { ExistingUser, TargetUsers } from '../target/target-users.ts'

/** What a plan has to know of the target pool. */
export interface TargetFacts extends ProofFacts {
  description: PoolDescription
  /** With the attributes that the restore will add. */
  schema: ReadonlyMap<string, SchemaAttribute>
  mfa: MfaConfig
  users: TargetUsers
}

export interface Planner {
  /**
   * @param groups the names of the user's groups in the snapshot
   */
  plan: (record: UserRecord, groups: readonly string[]) => UserPlan
  /** Takes note of a user who isn't planned, but has addresses all the same. */
  note: (record: UserRecord) => void
}

/**
 * Plans one user after the other. It remembers the addresses that it has given
 * away, so each reading of a snapshot needs a planner of its own, and all of
 * them plan alike.
 *
 * @param claims which users get the addresses that several would take
 */
export function createPlanner(
  target: TargetFacts,
  policies: RestorePolicies,
  claims = new Claims()
): Planner {
  /** Subs of pool users already matched to a snapshot user. */
  const matched = new Set<string>()
  return {
    note,
    plan(record, groups) {
      note(record)
      // Users who are there need no restoring, whatever speaks against it.
      const existing = findExisting(record, target, claims)
      if (existing !== undefined) {
        return planExisting(record, groups, existing)
      }
      return create(record, groups)
    }
  }

  function note(record: UserRecord): void {
    // No other user claims addresses of natives.
    if (policies.federatedUsers !== 'link') return
    claims.note(signInValues(target.description, record.attributes), record)
  }

  function planExisting(
    record: UserRecord,
    groups: readonly string[],
    existing: ExistingUser
  ): UserPlan {
    const { sub } = existing
    const proof = proofOf(record, existing, target)
    // The last thing that a run does for a user may still be to be done.
    const isOurs =
      proof !== undefined && isOfUnfinishedRestore(record, existing, target)
    const kept: UserPlan = {
      action: 'keep',
      sub,
      isConflict: false,
      isOurs,
      attributesLeft: 0
    }
    // A profile whose identity is linked by now isn't the user it is linked to.
    const isRestored = target.created.has(record.sub, sub)
    if (!isOurs && !isRestored && isLinkedElsewhere(record, existing)) {
      return kept
    }
    if (proof === undefined || matched.has(sub)) {
      return { ...kept, isConflict: true, isOurs: false }
    }
    matched.add(sub)
    if (isOurs) {
      const plan = finish(record, groups, existing)
      if (plan !== undefined) return plan
    }
    if (policies.existingUsers !== 'update') return kept
    const { plan, attributesLeft } = planUpdate(
      record,
      groups,
      existing,
      target,
      claims
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
    return hasWork(plan, policies) ? plan : undefined
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
      claims
    )
  }
}

function isLinkedElsewhere(
  record: UserRecord,
  existing: ExistingUser
): boolean {
  const theirs = identitiesOf(existing.attributes)
  return (
    record.skip.includes('federated') &&
    existing.status !== 'EXTERNAL_PROVIDER' &&
    existing.sub !== record.sub &&
    existing.username !== linkedName(record.sub) &&
    identitiesOf(record.attributes).some(ours =>
      theirs.some(one => isSameIdentity(ours, one))
    )
  )
}

/** Whether anything is left to do for a user that a run has created. */
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
  target: TargetFacts,
  claims: Claims
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
    // Created by the address in a restore, and not linked yet.
    const unlinked = findByAddress(record, target)
    const values = signInValues(target.description, record.attributes)
    return unlinked !== undefined &&
      proofOf(record, unlinked, target) === 'journal' &&
      !values.some(value => claims.isTaken(value, record))
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
