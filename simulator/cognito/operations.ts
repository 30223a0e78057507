import { adminCreateUser } from './admin-create-user.ts'
import { adminDeleteUserAttributes } from './admin-delete-user-attributes.ts'
import { adminLinkProviderForUser } from './admin-link-provider-for-user.ts'
import { adminResetUserPassword } from './admin-reset-user-password.ts'
import { adminSetUserMfaPreference } from './admin-set-user-mfa-preference.ts'
import { adminUpdateUserAttributes } from './admin-update-user-attributes.ts'
import {
  adminConfirmSignUp,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminGetUserAuthFactors,
  adminSetUserPassword
} from './admin-users.ts'
import {
  adminDeleteUser,
  deleteGroup,
  deleteIdentityProvider,
  deleteUserPool
} from './deletions.ts'
import { definitionOperations } from './definition/operations.ts'
import {
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup,
  createGroup,
  getGroup,
  listGroups,
  updateGroup
} from './groups.ts'
import { importOperations } from './import/operations.ts'
import { getProvisionedLimit } from './limits.ts'
import { listUsers, listUsersInGroup } from './list-users.ts'
import type { Operation } from './operation.ts'
import { getUserPoolMfaConfig, setUserPoolMfaConfig } from './pool-mfa.ts'
import {
  addCustomAttributesToPool,
  createUserPool,
  describeUserPool
} from './user-pools.ts'

/** The operations of Amazon Cognito user pools that the simulator answers. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...definitionOperations,
    ...importOperations,
    AddCustomAttributes: addCustomAttributesToPool,
    AdminAddUserToGroup: adminAddUserToGroup,
    AdminConfirmSignUp: adminConfirmSignUp,
    AdminCreateUser: adminCreateUser,
    AdminDeleteUser: adminDeleteUser,
    AdminDeleteUserAttributes: adminDeleteUserAttributes,
    AdminDisableUser: adminDisableUser,
    AdminEnableUser: adminEnableUser,
    AdminGetUser: adminGetUser,
    AdminGetUserAuthFactors: adminGetUserAuthFactors,
    AdminLinkProviderForUser: adminLinkProviderForUser,
    AdminListGroupsForUser: adminListGroupsForUser,
    AdminRemoveUserFromGroup: adminRemoveUserFromGroup,
    AdminResetUserPassword: adminResetUserPassword,
    AdminSetUserMFAPreference: adminSetUserMfaPreference,
    AdminSetUserPassword: adminSetUserPassword,
    AdminUpdateUserAttributes: adminUpdateUserAttributes,
    CreateGroup: createGroup,
    CreateUserPool: createUserPool,
    DeleteGroup: deleteGroup,
    DeleteIdentityProvider: deleteIdentityProvider,
    DeleteUserPool: deleteUserPool,
    DescribeUserPool: describeUserPool,
    GetGroup: getGroup,
    GetProvisionedLimit: getProvisionedLimit,
    GetUserPoolMfaConfig: getUserPoolMfaConfig,
    ListGroups: listGroups,
    ListUsers: listUsers,
    ListUsersInGroup: listUsersInGroup,
    SetUserPoolMfaConfig: setUserPoolMfaConfig,
    UpdateGroup: updateGroup
  })
)
