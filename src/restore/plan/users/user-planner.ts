import { identitiesOf, isSameIdentity } from '../../../cognito/identities.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { RestorePolicies } from '../../policies.ts'
import { linkedName, signInValues } from '../../target/attributes.ts'
import type { ExistingUser } from '../../target/target-users.ts'
import { Claims } from './claims.ts'
import { findExisting } from './find-existing.ts'
import { nameOrSkip } from './new-username.ts'
import { withSubOfPool } from './old-sub.ts'
import { planCreation } from './plan-creation.ts'
import { planUpdate } from './plan-update.ts'
import { isOfUnfinishedRestore, proofOf } from './proof.ts'
import type { TargetFacts } from './target-facts.ts'
import type { UserCreation, UserPlan } from './user-plan.ts'

/** Makes the plan of one user of the snapshot after the other. */
export interface UserPlanner {
  /** @param groups the names of the user's groups in the snapshot */
  plan: (record: UserRecord, groups: readonly string[]) => UserPlan
  /** Registers the addresses of a user who isn't planned. */
  note: (record: UserRecord) => void
}

/**
 * The planner remembers which addresses it has given to users. Each reading of
 * a snapshot therefore needs a new planner, and all of them make the same
 * plans.
 *
 * @param claims decide who gets an address that several users have
 */
export function createUserPlanner(
  target: TargetFacts,
  policies: RestorePolicies,
  claims = new Claims()
): UserPlanner {
  /** Subs of pool users already matched to a snapshot user. */
  const matched = new Set<string>()
  return {
    note,
    plan(record, groups) {
      note(record)
      // No reason to skip a user matters if the pool has the user already.
      const existing = findExisting(record, target, claims)
      if (existing !== undefined) {
        return planExisting(record, groups, existing)
      }
      return planNew(record, groups)
    }
  }

  function note(record: UserRecord): void {
    // Only users to be linked can take the address of a native user.
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
    // The earlier run may have stopped before its last call for this user.
    const isOurs =
      proof !== undefined && isOfUnfinishedRestore(record, existing, target)
    const unconfirmed = isUnconfirmed(record, existing, policies)
      ? ({ isUnconfirmed: true } as const)
      : {}
    const kept: UserPlan = {
      action: 'keep',
      sub,
      isConflict: false,
      isOurs,
      attributesLeft: 0,
      ...unconfirmed
    }
    // The profile was linked to another user since. It isn't that user.
    const isRestored = target.created.has(record.sub, sub)
    if (!isOurs && !isRestored && isLinkedElsewhere(record, existing)) {
      return kept
    }
    if (proof === undefined || matched.has(sub)) {
      return { ...kept, isConflict: true, isOurs: false }
    }
    matched.add(sub)
    if (isOurs) {
      const plan = planUnfinished(record, groups, existing)
      if (plan !== undefined) return plan
    }
    if (policies.existingUsers !== 'update') return kept
    const { plan, attributesLeft } = planUpdate(
      withSubOfPool(record, existing, policies.subAttribute),
      groups,
      existing,
      target,
      claims
    )
    return plan === undefined
      ? { ...kept, attributesLeft }
      : { ...plan, ...unconfirmed }
  }

  /** The plan of what an unfinished run has left to do, if anything. */
  function planUnfinished(
    record: UserRecord,
    groups: readonly string[],
    existing: ExistingUser
  ): UserPlan | undefined {
    const plan = planNew(record, groups, existing)
    if (plan.action !== 'create') {
      return existing.status === 'FORCE_CHANGE_PASSWORD' ? plan : undefined
    }
    return hasWork(plan, policies) ? plan : undefined
  }

  function planNew(
    record: UserRecord,
    groups: readonly string[],
    existing?: ExistingUser
  ): UserPlan {
    const { username, reasons } = nameOrSkip(record, target, policies)
    if (username === undefined) return { action: 'skip', reasons }
    return planCreation(
      { record, groups, username, existing },
      target,
      policies,
      claims
    )
  }
}

/** A restore of another snapshot leaves such users when it is interrupted. */
function isUnconfirmed(
  record: UserRecord,
  existing: ExistingUser,
  { restoredUserStatus }: RestorePolicies
): boolean {
  return (
    restoredUserStatus === 'confirmed' &&
    record.status === 'CONFIRMED' &&
    existing.status === 'FORCE_CHANGE_PASSWORD'
  )
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

/** Whether the plan makes any call for a user that exists. */
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
