import type { ChosenBy } from '../shared/outcome.ts'
import type { Replacement } from '../shared/replacements.ts'

/** What a restore does with which users, as its inputs say. */
export interface RestorePolicies {
  /** Whether to plan and report, but write nothing. */
  dryRun: boolean
  existingUsers: 'skip' | 'update' | 'fail'
  usersWithoutUsername: 'skip' | 'recreate'
  mfaUsers: 'skip' | 'restore'
  federatedUsers: 'skip' | 'link'
  restoredUserStatus: RestoredUserStatus
  /** What creates users; `auto`: import jobs for many users. */
  restoreMethod: 'api' | 'import-job' | 'auto'
  /** The role that import jobs write their logs with. */
  importRoleArn: string | undefined
  /** `undefined`: all users. */
  onlyUsers: ChosenUsers | undefined
  /** Replacements in the role ARNs of groups, in this order. */
  replacements: readonly Replacement[]
  addCustomAttributes: boolean
  /** The attribute that keeps the `sub` of the snapshot, with its prefix. */
  subAttribute: string | undefined
  /** `undefined`: users are restored as they were. */
  pseudonyms: PseudonymChoice | undefined
  /** Accounts whose pools may be written to; if empty, any account. */
  allowedAccountIds: readonly string[]
}

/** How users are replaced by made-up ones. */
export interface PseudonymChoice {
  /** A secret. */
  key: string
  /** Names of attributes that are copied as they are. */
  keep: readonly string[]
}

/** The users to restore, and no others. */
export interface ChosenUsers {
  by: ChosenBy
  /** Usernames, subs, e-mail addresses, phone numbers; by a report, subs. */
  names: readonly string[]
}

export type RestoredUserStatus =
  'confirmed' | 'reset-required' | 'force-change-password'
