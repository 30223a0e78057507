import { describe, expect, test } from '@jest/globals'
import {
  categoryOf,
  DEFAULT_QUOTAS,
  isQuotaCategory,
  PER_POOL_CATEGORIES,
  PER_POOL_RATE
} from '../../../../src/cognito/calls/quota-categories.ts'
import { NEEDS_OF_POOLS } from '../../../fixtures/needed-permissions.ts'

/**
 * The table of the developer guide (Quotas in Amazon Cognito): requests a
 * second of the account, whether an operation on one pool is held to 5, and
 * the operations that a backup may have to do with.
 */
const TABLE: Record<string, [number, 'per pool' | '', string]> = {
  UserAuthentication: [120, '', ''],
  UserCreation: [50, '', 'AdminCreateUser AdminConfirmSignUp'],
  UserFederation: [25, '', ''],
  UserAccountRecovery: [30, '', 'AdminSetUserPassword AdminResetUserPassword'],
  UserRead: [120, '', 'AdminGetUser AdminGetUserAuthFactors GetUser'],
  UserUpdate: [
    25,
    '',
    'AdminAddUserToGroup AdminRemoveUserFromGroup AdminUpdateUserAttributes AdminDeleteUserAttributes AdminDisableUser AdminEnableUser AdminDeleteUser AdminLinkProviderForUser AdminDisableProviderForUser'
  ],
  UserToken: [120, '', 'RevokeToken'],
  UserResourceRead: [50, '', 'AdminListGroupsForUser AdminListDevices'],
  UserResourceUpdate: [25, '', 'AdminSetUserMFAPreference AdminForgetDevice'],
  UserList: [30, '', 'ListUsers ListUsersInGroup'],
  UserPoolRead: [15, '', 'DescribeUserPool ListUserPools'],
  UserPoolUpdate: [15, '', 'CreateUserPool UpdateUserPool'],
  UserPoolResourceRead: [
    20,
    'per pool',
    'ListGroups GetGroup DescribeIdentityProvider ListIdentityProviders ListResourceServers GetUserPoolMfaConfig DescribeUserPoolDomain DescribeRiskConfiguration GetUICustomization DescribeManagedLoginBranding DescribeManagedLoginBrandingByClient ListTagsForResource GetCSVHeader DescribeUserImportJob ListUserImportJobs'
  ],
  UserPoolResourceUpdate: [
    15,
    'per pool',
    'CreateGroup UpdateGroup AddCustomAttributes CreateIdentityProvider CreateResourceServer CreateUserPoolDomain CreateManagedLoginBranding CreateUserImportJob StartUserImportJob StopUserImportJob SetUserPoolMfaConfig SetRiskConfiguration SetUICustomization'
  ],
  UserPoolClientRead: [
    15,
    'per pool',
    'DescribeUserPoolClient ListUserPoolClients'
  ],
  UserPoolClientUpdate: [15, 'per pool', 'CreateUserPoolClient'],
  ClientAuthentication: [150, '', 'GetClientToken'],
  LimitManagement: [1, '', 'GetProvisionedLimit UpdateProvisionedLimit']
}

/**
 * Operations that the table doesn't list. They are taken to be like most of
 * what belongs to a pool: at most 5 a second.
 */
const UNLISTED = [
  'CreateCIMDPolicy',
  'CreateTerms',
  'CreateUserPoolReplica',
  'CancelPointInTimeRecovery',
  'DescribeCIMDPolicy',
  'DescribePointInTimeRecovery',
  'DescribeTerms',
  'GetLogDeliveryConfiguration',
  'GetUserPoolClientSessionConfiguration',
  'GetUserPoolSessionConfiguration',
  'InitiatePointInTimeRecovery',
  'ListCIMDPolicies',
  'ListPointInTimeRecoveries',
  'ListTerms',
  'ListUserPoolClientSecrets',
  'ListUserPoolReplicas',
  'SetLogDeliveryConfiguration',
  'SetUserPoolClientSessionConfiguration',
  'SetUserPoolSessionConfiguration',
  'StartPointInTimeRecovery',
  'UpdateManagedLoginBranding'
]

function tableCategory(operation: string): string | undefined {
  return Object.keys(TABLE).find(category =>
    TABLE[category]?.[2].split(' ').includes(operation)
  )
}

/**
 * The operations that runs of all modes call: ../../../integration/infra-permissions
 * has them do all that their roles may, of which only tags have no call of their own.
 */
const called = [
  ...new Set(
    Object.values(NEEDS_OF_POOLS)
      .flatMap(needs => Object.values(needs).flat())
      .filter(action => action.startsWith('cognito-idp:'))
      .map(action => action.replace('cognito-idp:', ''))
  )
].filter(operation => operation !== 'TagResource')

describe('every operation that is called', () => {
  test.each(called)('%s has the category of the developer guide', operation => {
    const isUnlisted = UNLISTED.includes(operation)
    expect(tableCategory(operation) === undefined).toBe(isUnlisted)
    expect(categoryOf(operation)).toBe(
      tableCategory(operation) ?? 'UserPoolResourceRead'
    )
  })

  test('is unlisted only when the list here says so', () => {
    expect(UNLISTED.filter(operation => !called.includes(operation))).toEqual(
      []
    )
  })
})

test('an operation to come is paced as one that must not pass 5 a second', () => {
  expect(categoryOf('ListNews')).toBe('UserPoolResourceRead')
  expect(PER_POOL_CATEGORIES).toContain('UserPoolResourceRead')
})

describe('a quota', () => {
  test.each(Object.entries(DEFAULT_QUOTAS))(
    'of %s is %d requests a second by default',
    (category, perSecond) => {
      expect(TABLE[category]?.[0]).toBe(perSecond)
    }
  )

  test('is held to 5 a second for one pool where the developer guide says so', () => {
    const perPool = Object.keys(DEFAULT_QUOTAS).filter(
      category => TABLE[category]?.[1] === 'per pool'
    )
    expect([...PER_POOL_CATEGORIES].sort()).toEqual([...perPool].sort())
    expect(PER_POOL_RATE).toBe(5)
  })

  test('has a name that is known', () => {
    expect(Object.keys(DEFAULT_QUOTAS).every(isQuotaCategory)).toBe(true)
    for (const name of ['userread', 'UserReads', '', 'toString', '__proto__']) {
      expect([name, isQuotaCategory(name)]).toEqual([name, false])
    }
  })
})
