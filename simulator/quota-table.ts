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

/** The adjustable categories, from the same page. */
export const adjustableCategories: ReadonlySet<QuotaCategory> = new Set([
  'UserAuthentication',
  'UserCreation',
  'UserFederation',
  'UserRead',
  'UserToken',
  'UserResourceRead'
])

/**
 * In these categories each operation has this limit of calls a second on one
 * pool, in addition to the limit of the category (footnote 3 of the same page).
 */
export const perPoolLimit = 5
export const perPoolCategories: ReadonlySet<QuotaCategory> = new Set([
  'UserPoolResourceRead',
  'UserPoolResourceUpdate',
  'UserPoolClientRead',
  'UserPoolClientUpdate'
])

/**
 * The category of each operation that the simulator answers. The table of the
 * developer guide lacks those about terms, logs, sessions, replicas and the
 * secrets of an app client: they are {@link unlisted}.
 */
export const categoryOf: Readonly<Record<string, QuotaCategory>> = {
  AdminCreateUser: 'UserCreation',
  AdminConfirmSignUp: 'UserCreation',
  AdminSetUserPassword: 'UserAccountRecovery',
  AdminResetUserPassword: 'UserAccountRecovery',
  AdminGetUser: 'UserRead',
  AdminGetUserAuthFactors: 'UserRead',
  AdminAddUserToGroup: 'UserUpdate',
  AdminRemoveUserFromGroup: 'UserUpdate',
  AdminUpdateUserAttributes: 'UserUpdate',
  AdminDeleteUser: 'UserUpdate',
  AdminDeleteUserAttributes: 'UserUpdate',
  AdminLinkProviderForUser: 'UserUpdate',
  AdminDisableUser: 'UserUpdate',
  AdminEnableUser: 'UserUpdate',
  AdminListGroupsForUser: 'UserResourceRead',
  AdminSetUserMFAPreference: 'UserResourceUpdate',
  ListUsers: 'UserList',
  ListUsersInGroup: 'UserList',
  ListUserPoolClients: 'UserPoolClientRead',
  DescribeUserPoolClient: 'UserPoolClientRead',
  CreateUserPoolClient: 'UserPoolClientUpdate',
  UpdateUserPoolClient: 'UserPoolClientUpdate',
  DescribeUserPool: 'UserPoolRead',
  ListUserPools: 'UserPoolRead',
  CreateUserPool: 'UserPoolUpdate',
  DeleteUserPool: 'UserPoolUpdate',
  UpdateUserPool: 'UserPoolUpdate',
  ListGroups: 'UserPoolResourceRead',
  GetGroup: 'UserPoolResourceRead',
  GetUserPoolMfaConfig: 'UserPoolResourceRead',
  ListIdentityProviders: 'UserPoolResourceRead',
  DescribeIdentityProvider: 'UserPoolResourceRead',
  ListResourceServers: 'UserPoolResourceRead',
  DescribeResourceServer: 'UserPoolResourceRead',
  DescribeUserPoolDomain: 'UserPoolResourceRead',
  DescribeRiskConfiguration: 'UserPoolResourceRead',
  GetUICustomization: 'UserPoolResourceRead',
  DescribeManagedLoginBranding: 'UserPoolResourceRead',
  DescribeManagedLoginBrandingByClient: 'UserPoolResourceRead',
  ListTagsForResource: 'UserPoolResourceRead',
  GetCSVHeader: 'UserPoolResourceRead',
  DescribeUserImportJob: 'UserPoolResourceRead',
  ListUserImportJobs: 'UserPoolResourceRead',
  CreateGroup: 'UserPoolResourceUpdate',
  DeleteGroup: 'UserPoolResourceUpdate',
  DeleteIdentityProvider: 'UserPoolResourceUpdate',
  UpdateGroup: 'UserPoolResourceUpdate',
  AddCustomAttributes: 'UserPoolResourceUpdate',
  CreateIdentityProvider: 'UserPoolResourceUpdate',
  CreateResourceServer: 'UserPoolResourceUpdate',
  CreateUserPoolDomain: 'UserPoolResourceUpdate',
  SetRiskConfiguration: 'UserPoolResourceUpdate',
  SetUICustomization: 'UserPoolResourceUpdate',
  CreateManagedLoginBranding: 'UserPoolResourceUpdate',
  UpdateManagedLoginBranding: 'UserPoolResourceUpdate',
  TagResource: 'UserPoolResourceUpdate',
  SetUserPoolMfaConfig: 'UserPoolResourceUpdate',
  CreateUserImportJob: 'UserPoolResourceUpdate',
  StartUserImportJob: 'UserPoolResourceUpdate',
  StopUserImportJob: 'UserPoolResourceUpdate',
  GetProvisionedLimit: 'LimitManagement'
}

/**
 * The category of operations without a category: {@link perPoolLimit} calls a
 * second on one pool, inferred from similar operations.
 */
export const unlisted = 'Unlisted'

export function isQuotaCategory(name: string): name is QuotaCategory {
  return Object.hasOwn(defaultQuotas, name)
}
