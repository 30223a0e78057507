/**
 * The operations that an active recovery blocks: those that write users, groups
 * and memberships or run an import. "Cognito blocks operations that write to the
 * user pool, for example user sign-up, user creation, and attribute updates"
 * (API reference, InitiatePointInTimeRecovery). Inferred: configuration can be
 * changed.
 */
export const blockedWrites: ReadonlySet<string> = new Set([
  'AdminAddUserToGroup',
  'AdminConfirmSignUp',
  'AdminCreateUser',
  'AdminDeleteUser',
  'AdminDeleteUserAttributes',
  'AdminDisableUser',
  'AdminEnableUser',
  'AdminLinkProviderForUser',
  'AdminRemoveUserFromGroup',
  'AdminResetUserPassword',
  'AdminSetUserMFAPreference',
  'AdminSetUserPassword',
  'AdminUpdateUserAttributes',
  'CreateGroup',
  'CreateUserImportJob',
  'DeleteGroup',
  'StartUserImportJob',
  'UpdateGroup'
])
