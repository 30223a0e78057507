import type { Remark } from './remarks.ts'

/**
 * The titles of warnings, except those of a verification's remarks. Each has an
 * entry in docs/troubleshooting.md.
 */
export const WARNING_TITLES = [
  // Of any run.
  'Job summary not written',
  'Not known whether the manifest was overwritten',
  'Outputs not written',
  'The bucket belongs to another account',
  'The snapshot is not encrypted with age',
  'Tracking issue',
  // Of an export.
  'A recovery of the pool is active',
  'App clients left out',
  'Deletion protection is off',
  'Federated users',
  'Fewer users than Cognito estimates',
  'Groups deleted meanwhile',
  'MFA of users unknown',
  'New settings left out',
  'One key opens the snapshot',
  'Parts of the definition not captured',
  'Users listed twice',
  'Users protected by MFA',
  'Users without a username',
  // Of a comparison.
  'Nothing to compare with',
  'Parts of the definition not compared',
  // Of a recovery.
  'The report of the recovery was not stored',
  'Users are missing after the recovery',
  'Users were reverted by the recovery',
  'Writes to the pool are blocked',
  // Of a new pool.
  'Lines match nothing',
  'Not all of the new pool was read back',
  // Of a restore, about the target pool.
  'A Lambda function runs for each new user',
  'A recovery may bring back more',
  'Aliases are missing in the target pool',
  'Attributes are immutable in the target pool',
  'Attributes are more limited in the target pool',
  'People can sign in by less',
  'The target pool requires MFA',
  'The target pool tells upper from lower case',
  "Users can't reset their passwords",
  'Users lack required attributes',
  // Of a restore, about users and groups.
  'Aliases are not restored',
  'Attributes are left as they are',
  'Federated users have the address of another user',
  'Federated users were skipped',
  'Groups have other roles',
  'Groups of identity providers are left out',
  'Identities are not linked',
  'MFA factors are gone',
  'Older subs are kept',
  'Users of the pool are not proven to be those of the snapshot',
  'Users of the pool are unconfirmed',
  'Users protected by MFA were skipped',
  'Users that Cognito would refuse',
  'Users without a username were skipped',
  // Of a restore, about import jobs.
  'An import job is still active',
  'Disabled users may be enabled',
  'Import jobs left users out',
  'Imported users have to reset their passwords',
  // Of a restore, about what it leaves in the bucket.
  'Earlier restores are not known',
  'The journal of restores is not usable',
  'The list of created users was not stored',
  'The map of subs was not stored',
  'The report of the restore was not stored'
] as const
export type WarningTitle = (typeof WARNING_TITLES)[number] | `Verify: ${Remark}`

/** The titles of findings that block a restore before its first write. */
export type BlockTitle =
  | 'A recovery blocks the target pool'
  | 'Attributes are missing in the target pool'
  | 'Attributes are of another type'
  | "Attributes can't be added to the target pool"
  | "Groups can't be created"
  | 'Identity providers are missing in the target pool'
  | 'Names differ only in their case'
  | 'No import job is possible'
  | "Old subs don't fit"
  | 'People sign in another way'
  | 'Real users are in the target pool'
  | 'Roles of groups belong to another account'
  | 'The account is not an allowed one'
  | 'The import role belongs to another account'
  | 'The pool is a secondary replica'
  | 'Too many custom attributes'
  | 'Too many groups'
  | 'Too many groups of one user'
  | 'Usernames read like an alias'
  | 'Users exist already'
