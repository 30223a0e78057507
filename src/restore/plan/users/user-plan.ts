import type { Identity } from '../../../cognito/identities.ts'
import type { MfaFactor } from '../../../cognito/writes.ts'
import type { SkipReason } from '../../../shared/skip-reasons.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { Attributes } from '../../target/attributes.ts'

/**
 * What a restore will do with one user. It depends on the record, the facts of
 * the target pool and the policies only. So a plan can be counted, shown and
 * carried out, and each pass makes the same plan.
 */
export type UserPlan =
  UserCreation | UserUpdate | UserKept | UserSkipped | UserRefused

/** A user of the snapshot, and what the restore will do with it. */
export interface PlannedUser {
  record: UserRecord
  plan: UserPlan
}

export interface UserCreation {
  action: 'create'
  /** The `sub` in the snapshot. */
  oldSub: string
  /** For AdminCreateUser; an address if the pool signs in by one. */
  username: string
  /** The attributes for AdminCreateUser. */
  attributes: Attributes
  /** Attributes that Cognito takes for confirmed users only. */
  attributesAfterwards: Attributes
  /** Whether the user is disabled after the restore. */
  isDisabled: boolean
  /** Whether AdminDisableUser must be called for that. */
  disable: boolean
  groups: readonly string[]
  /** The identities to link, before the user can sign in. */
  identities: readonly Identity[]
  /** Identities that can't be linked, and that the user can do without. */
  identitiesLeft: number
  /** Attributes left out because the user won't be confirmed. */
  attributesLeft: number
  mfa: MfaPlan
  /**
   * The user in the pool, if an unfinished earlier run or an import job has
   * created it. `hasPassword` is also true of a user who must reset the
   * password.
   */
  resumes: { username: string; sub: string; hasPassword: boolean } | undefined
}

/** The MFA factors that are turned on again, and those that can't be. */
export interface MfaPlan {
  enable: readonly MfaFactor[]
  preferred: MfaFactor | null
  lost: readonly string[]
}

export interface UserUpdate {
  action: 'update'
  /** The username in the pool. */
  username: string
  sub: string
  /** The attributes that change; a blank value deletes one. */
  attributes: Attributes
  /** How many changes are left out, because Cognito would send a message. */
  attributesLeft: number
  enabled: boolean | undefined
  addTo: readonly string[]
  removeFrom: readonly string[]
  /** See UserKept. An update sets no password. */
  isUnconfirmed?: true
}

export interface UserKept {
  action: 'keep'
  sub: string
  /** Whether nothing proves that the pool's user is the snapshot's user. */
  isConflict: boolean
  /** Whether an unfinished earlier run of this restore has created the user. */
  isOurs: boolean
  /** Whether the pool's user lacks the password that this restore would set. */
  isUnconfirmed?: true
  /** How many changes are left out, because Cognito would send a message. */
  attributesLeft: number
}

export interface UserSkipped {
  action: 'skip'
  reasons: readonly SkipReason[]
  /** Whether a federated user to link has the address of another user. */
  isAddressTaken?: true
}

/** Why Cognito would refuse a user. */
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

export function refuse(code: Refusal): UserRefused {
  return { action: 'fail', code }
}
