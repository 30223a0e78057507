/**
 * Cognito's request quotas: "Each category has its own pooled quota for all
 * member API operations, across all user pools in one AWS Region in your
 * account" (developer guide, Quotas in Amazon Cognito).
 */

/** All categories and their default requests a second. */
export const DEFAULT_QUOTAS = {
  UserAuthentication: 120,
  UserCreation: 50,
  UserFederation: 25,
  UserAccountRecovery: 30,
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
} as const

export type QuotaCategory = keyof typeof DEFAULT_QUOTAS

/** Requests a second, by category. */
export type Quotas = Readonly<Record<QuotaCategory, number>>

/**
 * "Any individual operation in this category has a constraint that prevents the
 * operation from being called at a rate higher than 5 RPS for a single user
 * pool" (footnote of the same page), whatever the category allows.
 */
export const PER_POOL_CATEGORIES: ReadonlySet<QuotaCategory> = new Set([
  'UserPoolResourceRead',
  'UserPoolResourceUpdate',
  'UserPoolClientRead',
  'UserPoolClientUpdate'
])

/** Requests a second of one operation on one pool in those categories. */
export const PER_POOL_RATE = 5

/**
 * The category of each operation that this room calls. An operation that isn't
 * listed here is limited to 5 calls a second.
 */
const CATEGORY_OF: Readonly<Record<string, QuotaCategory>> = {
  AddCustomAttributes: 'UserPoolResourceUpdate',
  AdminAddUserToGroup: 'UserUpdate',
  AdminCreateUser: 'UserCreation',
  AdminDisableUser: 'UserUpdate',
  AdminEnableUser: 'UserUpdate',
  AdminGetUser: 'UserRead',
  AdminGetUserAuthFactors: 'UserRead',
  AdminLinkProviderForUser: 'UserUpdate',
  AdminListGroupsForUser: 'UserResourceRead',
  AdminRemoveUserFromGroup: 'UserUpdate',
  AdminSetUserMFAPreference: 'UserResourceUpdate',
  AdminSetUserPassword: 'UserAccountRecovery',
  AdminUpdateUserAttributes: 'UserUpdate',
  CreateGroup: 'UserPoolResourceUpdate',
  CreateIdentityProvider: 'UserPoolResourceUpdate',
  CreateManagedLoginBranding: 'UserPoolResourceUpdate',
  CreateResourceServer: 'UserPoolResourceUpdate',
  CreateUserImportJob: 'UserPoolResourceUpdate',
  CreateUserPool: 'UserPoolUpdate',
  CreateUserPoolClient: 'UserPoolClientUpdate',
  CreateUserPoolDomain: 'UserPoolResourceUpdate',
  DescribeUserPool: 'UserPoolRead',
  DescribeUserPoolClient: 'UserPoolClientRead',
  GetProvisionedLimit: 'LimitManagement',
  ListUserPoolClients: 'UserPoolClientRead',
  ListUserPools: 'UserPoolRead',
  ListUsers: 'UserList',
  ListUsersInGroup: 'UserList',
  SetRiskConfiguration: 'UserPoolResourceUpdate',
  SetUICustomization: 'UserPoolResourceUpdate',
  SetUserPoolMfaConfig: 'UserPoolResourceUpdate',
  StartUserImportJob: 'UserPoolResourceUpdate',
  StopUserImportJob: 'UserPoolResourceUpdate',
  UpdateUserPool: 'UserPoolUpdate'
}

export function categoryOf(operation: string): QuotaCategory {
  return CATEGORY_OF[operation] ?? 'UserPoolResourceRead'
}

export function isQuotaCategory(name: string): name is QuotaCategory {
  return Object.hasOwn(DEFAULT_QUOTAS, name)
}
