/** The categories into which Cognito pools its request quotas. */
export type QuotaCategory =
  | 'UserAccountRecovery'
  | 'UserAuthentication'
  | 'UserCreation'
  | 'UserFederation'
  | 'UserRead'
  | 'UserUpdate'
  | 'UserToken'
  | 'UserResourceRead'
  | 'UserResourceUpdate'
  | 'UserList'
  | 'UserPoolRead'
  | 'UserPoolUpdate'
  | 'UserPoolResourceRead'
  | 'UserPoolResourceUpdate'
  | 'UserPoolClientRead'
  | 'UserPoolClientUpdate'
  | 'ClientAuthentication'
  | 'LimitManagement'

/**
 * The default quota of each category, in requests a second, for all the pools
 * of one account in one region together.
 *
 * Source: Amazon Cognito developer guide, "Quotas in Amazon Cognito".
 */
export const defaultQuotas: Readonly<Record<QuotaCategory, number>> = {
  UserAccountRecovery: 30,
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserRead: 120,
  UserUpdate: 25,
  UserToken: 120,
  UserResourceRead: 50,
  UserResourceUpdate: 25,
  UserList: 30,
  UserPoolRead: 15,
  UserPoolUpdate: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserPoolClientRead: 15,
  UserPoolClientUpdate: 15,
  ClientAuthentication: 150,
  LimitManagement: 1
}

/**
 * In these categories no single operation may be called more than this many
 * times a second on one pool, whatever the category as a whole allows
 * (footnote 3 of the same page).
 */
export const perPoolLimit = 5
export const perPoolCategories: ReadonlySet<QuotaCategory> = new Set([
  'UserPoolResourceRead',
  'UserPoolResourceUpdate',
  'UserPoolClientRead',
  'UserPoolClientUpdate'
])

/** The category of each operation that the simulator answers. */
export const categoryOf: Readonly<Record<string, QuotaCategory>> = {
  AdminCreateUser: 'UserCreation',
  AdminSetUserPassword: 'UserAccountRecovery',
  AdminGetUser: 'UserRead',
  AdminGetUserAuthFactors: 'UserRead',
  AdminAddUserToGroup: 'UserUpdate',
  AdminRemoveUserFromGroup: 'UserUpdate',
  AdminUpdateUserAttributes: 'UserUpdate',
  AdminDisableUser: 'UserUpdate',
  AdminEnableUser: 'UserUpdate',
  AdminListGroupsForUser: 'UserResourceRead',
  AdminSetUserMFAPreference: 'UserResourceUpdate',
  ListUsers: 'UserList',
  ListUsersInGroup: 'UserList',
  DescribeUserPool: 'UserPoolRead',
  CreateUserPool: 'UserPoolUpdate',
  ListGroups: 'UserPoolResourceRead',
  GetGroup: 'UserPoolResourceRead',
  GetUserPoolMfaConfig: 'UserPoolResourceRead',
  CreateGroup: 'UserPoolResourceUpdate',
  AddCustomAttributes: 'UserPoolResourceUpdate',
  SetUserPoolMfaConfig: 'UserPoolResourceUpdate',
  GetProvisionedLimit: 'LimitManagement'
}

export function isQuotaCategory(name: string): name is QuotaCategory {
  return Object.hasOwn(defaultQuotas, name)
}
