import type { ChosenBy } from '../shared/outcome.ts'

/** What a restore does with whom, as its inputs say (DESIGN section 4). */
export interface RestorePolicies {
  /** Plan and print, but write nothing. */
  dryRun: boolean
  existingUsers: 'skip' | 'update' | 'fail'
  usersWithoutUsername: 'skip' | 'recreate'
  mfaUsers: 'skip' | 'restore'
  federatedUsers: 'skip' | 'link'
  restoredUserStatus: RestoredUserStatus
  /** Whether users are created by API, by import jobs, or as it pays. */
  restoreMethod: 'api' | 'import-job' | 'auto'
  /** The role that import jobs write their logs with. */
  importRoleArn: string | undefined
  /** `undefined`: everybody. */
  onlyUsers: ChosenUsers | undefined
  /** Applied to the role ARNs of groups, in this order. */
  replacements: readonly Replacement[]
  addCustomAttributes: boolean
  /** Accounts whose pools may be written to; none: any. */
  allowedAccountIds: readonly string[]
}

/** The users to restore, and no others. */
export interface ChosenUsers {
  by: ChosenBy
  /** User names, subs, e-mail addresses or phone numbers; of a report, subs. */
  names: readonly string[]
}

export type RestoredUserStatus =
  'confirmed' | 'reset-required' | 'force-change-password'

/** One line of the input `replace`. */
export interface Replacement {
  from: string
  to: string
}
