import { definitionOperations } from './definition/operations.ts'
import {
  createGroup,
  deleteGroup,
  getGroup,
  listGroups,
  updateGroup
} from './groups/groups.ts'
import {
  adminAddUserToGroup,
  adminListGroupsForUser,
  adminRemoveUserFromGroup
} from './groups/memberships.ts'
import { importOperations } from './import/operations.ts'
import { getProvisionedLimit } from './limits.ts'
import type { Operation } from './operation.ts'
import { listUserPools } from './pools/list-user-pools.ts'
import { getUserPoolMfaConfig, setUserPoolMfaConfig } from './pools/pool-mfa.ts'
import { updateUserPool } from './pools/update-user-pool.ts'
import {
  addCustomAttributesToPool,
  createUserPool,
  deleteUserPool,
  describeUserPool
} from './pools/user-pools.ts'
import { recoveryOperations } from './recovery/operations.ts'
import { adminCreateUser } from './users/admin-create-user.ts'
import { adminDeleteUserAttributes } from './users/admin-delete-user-attributes.ts'
import { adminLinkProviderForUser } from './users/admin-link-provider-for-user.ts'
import { adminResetUserPassword } from './users/admin-reset-user-password.ts'
import { adminSetUserMfaPreference } from './users/admin-set-user-mfa-preference.ts'
import { adminUpdateUserAttributes } from './users/admin-update-user-attributes.ts'
import {
  adminConfirmSignUp,
  adminDeleteUser,
  adminDisableUser,
  adminEnableUser,
  adminGetUser,
  adminGetUserAuthFactors,
  adminSetUserPassword
} from './users/admin-users.ts'
import { listUsers, listUsersInGroup } from './users/list-users.ts'

/** The operations of Amazon Cognito user pools that the simulator answers. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries({
    ...definitionOperations,
    ...importOperations,
    ...recoveryOperations,
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
    DeleteUserPool: deleteUserPool,
    DescribeUserPool: describeUserPool,
    GetGroup: getGroup,
    GetProvisionedLimit: getProvisionedLimit,
    GetUserPoolMfaConfig: getUserPoolMfaConfig,
    ListGroups: listGroups,
    ListUserPools: listUserPools,
    ListUsers: listUsers,
    ListUsersInGroup: listUsersInGroup,
    SetUserPoolMfaConfig: setUserPoolMfaConfig,
    UpdateGroup: updateGroup,
    UpdateUserPool: updateUserPool
  })
)
