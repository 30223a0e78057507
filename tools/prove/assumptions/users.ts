import type { Assumption } from './assumption.ts'

const ONE_RESTORED =
  'Restore one user (only-users) with your own address, and look into the mailbox.'

/** What becomes of users, groups and attributes that are written. */
export const userAssumptions: readonly Assumption[] = [
  {
    id: 'temporary-password',
    where: 'src/restore/apply/users/find-created.ts',
    assumption:
      'A user that `AdminCreateUser` creates with a temporary password is in `FORCE_CHANGE_PASSWORD`.',
    ifNot: 'A run that continues counts half-done users as existing.'
  },
  {
    id: 'permanent-password',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption:
      '`AdminSetUserPassword` with `Permanent` confirms a user that `AdminCreateUser` created.',
    ifNot: 'The user stays in `FORCE_CHANGE_PASSWORD`.'
  },
  {
    id: 'password-no-message',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption: '`AdminSetUserPassword` with `Permanent` sends no message.',
    ifNot: 'Each restored user with a verified address gets one.',
    byHand: ONE_RESTORED
  },
  {
    id: 'password-of-disabled',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption: 'A disabled user can be given a password.',
    ifNot: 'The user is enabled for a moment.'
  },
  {
    id: 'blank-takes-away',
    where: 'src/restore/plan/users/plan-update.ts',
    assumption:
      'A blank value in `AdminUpdateUserAttributes` takes an attribute away.',
    ifNot: 'The user keeps old attributes and is counted as failed.'
  },
  {
    id: 'blank-at-creation',
    where: 'src/restore/plan/users/plan-creation.ts',
    assumption: 'A blank value in `AdminCreateUser` is not stored.',
    ifNot: 'Nothing: a restore leaves blank values out.'
  },
  {
    id: 'verified-no-code',
    where: 'src/restore/plan/users/plan-update.ts',
    assumption:
      '`AdminUpdateUserAttributes` sends no code for an address with its verified flag.',
    ifNot: 'Each user whose address changes gets a code.',
    byHand:
      'Change a user by existing-users: update to your own address, and look into the mailbox.'
  },
  {
    id: 'presignup-suppressed',
    where: 'src/restore/preflight/target-findings.ts',
    assumption:
      '`AdminCreateUser` with `SUPPRESS` still runs a PreSignUp trigger.',
    ifNot: 'Drop the warning.',
    byHand: 'Assign a function that logs, and restore one user.'
  },
  {
    id: 'force-change-by-admin',
    where: 'src/restore/apply/users/find-created.ts',
    assumption:
      "Only an administrator's call brings a user to `FORCE_CHANGE_PASSWORD`.",
    ifNot:
      'A run that continues may take such a user for its own, if name, address and time fit.',
    byHand: 'It can not be shown. The documentation names no other way.'
  },
  {
    id: 'no-writer-of-unconfirmed',
    where: 'src/restore/plan/users/plan-creation.ts',
    assumption:
      "No administrator's call brings a user to `UNCONFIRMED` or `EXTERNAL_PROVIDER`.",
    ifNot: 'Restore these statuses too.',
    byHand: 'It can not be shown.'
  },
  {
    id: 'username-taken',
    where: 'src/restore/apply/users/apply-creation.ts',
    assumption: 'A username in use answers `UsernameExistsException`.',
    ifNot: 'The user fails under another name.'
  },
  {
    id: 'username-kept',
    where: 'src/restore/plan/users/new-username.ts',
    assumption:
      'A pool that takes capitals for small letters keeps a username as it was written.',
    ifNot: 'The restore goes on with the name in the answer.'
  },
  {
    id: 'sub-as-username',
    where: 'simulator/cognito/users',
    assumption: 'Every pool understands a `sub` as `Username`.',
    ifNot: 'Change the simulator.'
  },
  {
    id: 'group-at-once',
    where: 'src/restore/apply/apply-groups.ts',
    assumption:
      'A group can be used as soon as the call that made it has answered.',
    ifNot: 'Memberships of the first moments fail.'
  },
  {
    id: 'member-twice',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption: 'To add a member once more changes nothing and is no error.',
    ifNot: 'A run that continues counts such a membership as failed.'
  },
  {
    id: 'attribute-at-once',
    where: 'src/restore/apply/apply-restore.ts',
    assumption:
      'A custom attribute can be used as soon as the call that made it has answered.',
    ifNot: 'Users of the first moments fail.'
  },
  {
    id: 'mutable-by-default',
    where: 'simulator/cognito/pools',
    assumption:
      "An attribute that `AddCustomAttributes` adds is immutable if the request doesn't say.",
    ifNot: 'Change the simulator: the tool always says it.'
  },
  {
    id: 'group-role-passed',
    where: 'infra/restore-role.yml',
    assumption:
      'A group with a role needs `iam:PassRole` to a service of Cognito, or to none.',
    ifNot: 'Take the condition on `iam:PassedToService` out.',
    byHand: 'Restore such a group with a copy of the role without GroupRoles.'
  },
  {
    id: 'alias-taken',
    where: 'src/restore/plan/users/claims.ts',
    assumption:
      'A taken e-mail or phone alias answers `UsernameExistsException`, not `AliasExistsException`.',
    ifNot: 'Nothing: either makes the user fail.'
  },
  {
    id: 'alias-taken-away',
    where: 'src/restore/plan/users/claims.ts',
    assumption:
      '`AdminUpdateUserAttributes` takes a verified address away from another user without an error.',
    ifNot: 'Nothing: the plan refuses it as `address-taken`.'
  },
  {
    id: 'preferred-username-later',
    where: 'src/restore/apply/users/user-steps.ts',
    assumption:
      'An alias pool takes `preferred_username` only from a confirmed user.',
    ifNot: 'Nothing: it is set after the confirmation.'
  }
]
