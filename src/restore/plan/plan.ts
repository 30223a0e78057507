import type { MfaFactor } from '../../cognito/writes.ts'
import type { SkipReason } from '../../shared/skip-reasons.ts'
import type { Attributes } from '../target/attributes.ts'
import type { Identity } from '../target/identities.ts'

/**
 * What a restore will do with a user: a pure function of the record, the facts
 * of the target pool and the policies, so that a plan can be counted, shown and
 * carried out, and is the same each time (DESIGN section 7).
 */
export type UserPlan =
  UserCreation | UserUpdate | UserKept | UserSkipped | UserRefused

export interface UserCreation {
  action: 'create'
  /** The `sub` in the snapshot. */
  oldSub: string
  /** Given to AdminCreateUser; an address where the pool signs in by one. */
  username: string
  /** Given to AdminCreateUser. */
  attributes: Attributes
  /** Set once the user is confirmed, because Cognito takes them only then. */
  attributesAfterwards: Attributes
  /** Whether the user is disabled in the end. */
  isDisabled: boolean
  /** Whether that takes a call. */
  disable: boolean
  groups: readonly string[]
  /** Linked before the user can sign in. */
  identities: readonly Identity[]
  /** Identities that can't be linked, of a user who doesn't need them. */
  identitiesLeft: number
  /** Attributes that Cognito takes of confirmed users only. */
  attributesLeft: number
  mfa: MfaPlan
  /**
   * A user who is there already, created by an earlier run that didn't finish or
   * by an import job. `hasPassword` is also true of who has to reset it.
   */
  resumes: { username: string; sub: string; hasPassword: boolean } | undefined
}

/** Which factors are turned on again, and which are gone. */
export interface MfaPlan {
  enable: readonly MfaFactor[]
  preferred: MfaFactor | null
  lost: readonly string[]
}

export interface UserUpdate {
  action: 'update'
  /** As the pool has it. */
  username: string
  sub: string
  /** What changes; an empty value takes the attribute away. */
  attributes: Attributes
  /** Changes that stay undone, because Cognito would send a message. */
  attributesLeft: number
  enabled: boolean | undefined
  addTo: readonly string[]
  removeFrom: readonly string[]
}

export interface UserKept {
  action: 'keep'
  sub: string
  /** Nothing proves that the user of the pool is the user of the snapshot. */
  isConflict: boolean
  /** An earlier run of this restore, which didn't finish, created the user. */
  isOurs: boolean
  /** Changes that stay undone, because Cognito would send a message. */
  attributesLeft: number
}

export interface UserSkipped {
  action: 'skip'
  reasons: readonly SkipReason[]
  /** A federated user who was to be linked, and whose address another user has. */
  isAddressTaken?: true
}

/** Why Cognito would not take a user. */
export const REFUSALS = [
  'address-taken',
  'attribute-not-accepted',
  'identity-taken',
  'identity-unknown',
  'immutable-attributes',
  'not-importable',
  'username-not-accepted'
] as const
export type Refusal = (typeof REFUSALS)[number]

export interface UserRefused {
  action: 'fail'
  code: Refusal
}
