import type { Json } from './json.ts'

/** What a definition consists of. A part is named `KIND` or `KIND/NAME`. */
export type Kind =
  | 'pool'
  | 'triggers'
  | 'schema'
  | 'mfa'
  | 'tags'
  | 'client'
  | 'identity-provider'
  | 'resource-server'
  | 'domain'
  | 'branding'
  | 'managed-login'
  | 'risk'
  | 'log-delivery'
  | 'terms'
  | 'replica'
  | 'sessions'
  | 'client-sessions'
  | 'cimd-policy'

/**
 * A rule about a setting of a kind of part.
 *
 * `path` has the members of the API from the part down, `*` for the key of a list
 * or map.
 */
interface Rule {
  readonly kind: Kind
  readonly path: string
  /** Where the rule comes from. */
  readonly source: string
}

/** A setting that isn't compared. */
export interface LeftOut extends Rule {
  readonly reason:
    | 'an id, which every pool has of its own'
    | 'a date'
    | 'a count or a state, and no setting'
    | 'says what another setting says'
    | 'names the part: with another name it is another part'
  /** Compared after all, if both sides are the same pool. */
  readonly unlessSamePool?: true
  /** Left out only where both sides have this setting of the same part. */
  readonly ifBothHave?: string
}

const MODEL =
  'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/'

const id = (kind: Kind, ...paths: readonly string[]): LeftOut[] =>
  paths.map(path => ({
    kind,
    path,
    reason: 'an id, which every pool has of its own',
    source: MODEL
  }))

const date = (kind: Kind, ...paths: readonly string[]): LeftOut[] =>
  paths.map(path => ({ kind, path, reason: 'a date', source: MODEL }))

const state = (kind: Kind, ...paths: readonly string[]): LeftOut[] =>
  paths.map(path => ({
    kind,
    path,
    reason: 'a count or a state, and no setting',
    source: MODEL
  }))

const names = (kind: Kind, path: string): LeftOut => ({
  kind,
  path,
  reason: 'names the part: with another name it is another part',
  source: MODEL
})

const mirror = (
  kind: Kind,
  path: string,
  ifBothHave: string,
  source: string
): LeftOut => ({
  kind,
  path,
  reason: 'says what another setting says',
  ifBothHave,
  source
})

const ofOnePool = (kind: Kind, ...paths: readonly string[]): LeftOut[] =>
  id(kind, ...paths).map(rule => ({ ...rule, unlessSamePool: true }))

export const LEFT_OUT: readonly LeftOut[] = [
  ...id('pool', 'Id', 'Arn'),
  ...date('pool', 'CreationDate', 'LastModifiedDate'),
  ...state(
    'pool',
    // "This parameter is no longer used" (UserPoolType).
    'Status',
    'EstimatedNumberOfUsers',
    'SmsConfigurationFailure',
    'EmailConfigurationFailure'
  ),
  ...(
    [
      ['EmailVerificationMessage', 'EmailMessage'],
      ['EmailVerificationSubject', 'EmailSubject'],
      ['SmsVerificationMessage', 'SmsMessage']
    ] as const
  ).map(([path, member]) =>
    mirror(
      'pool',
      path,
      `VerificationMessageTemplate.${member}`,
      'https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cognitoidp/user_pool.go'
    )
  ),
  mirror(
    'pool',
    'AdminCreateUserConfig.UnusedAccountValidityDays',
    'Policies.PasswordPolicy.TemporaryPasswordValidityDays',
    'https://github.com/aws/aws-sdk-js/issues/3817'
  ),
  mirror(
    'triggers',
    'PreTokenGeneration',
    'PreTokenGenerationConfig.LambdaArn',
    'https://github.com/hashicorp/terraform-provider-aws/issues/38164'
  ),
  // Sections of their own say these, where both sides captured the section.
  mirror('pool', 'MfaConfiguration', 'mfa', `${MODEL}API_GetUserPoolMfaConfig`),
  mirror('pool', 'UserPoolTags', 'tags', `${MODEL}API_ListTagsForResource`),
  mirror('pool', 'Domain', 'domain', `${MODEL}API_DescribeUserPoolDomain`),
  mirror(
    'pool',
    'CustomDomain',
    'domain',
    `${MODEL}API_DescribeUserPoolDomain`
  ),
  mirror(
    'mfa',
    'SmsMfaConfiguration.SmsConfiguration',
    'pool.SmsConfiguration',
    `${MODEL}API_SmsMfaConfigType`
  ),
  mirror(
    'mfa',
    'SmsMfaConfiguration.SmsAuthenticationMessage',
    'pool.SmsAuthenticationMessage',
    `${MODEL}API_SmsMfaConfigType`
  ),

  names('client', 'ClientId'),
  ...id('client', 'UserPoolId'),
  ...date('client', 'CreationDate', 'LastModifiedDate'),
  ...ofOnePool('client', 'ClientSecretArn'),
  mirror(
    'client',
    'hasClientSecret',
    'secrets',
    `${MODEL}API_ListUserPoolClientSecrets`
  ),
  names('schema', 'Name'),
  names('identity-provider', 'ProviderName'),
  ...id('identity-provider', 'UserPoolId'),
  ...date('identity-provider', 'CreationDate', 'LastModifiedDate'),
  // A certificate and addresses that Cognito makes for the pool.
  ...ofOnePool(
    'identity-provider',
    'ProviderDetails.ActiveEncryptionCertificate',
    'ProviderDetails.SLORedirectBindingURI',
    'ProviderDetails.SSORedirectBindingURI'
  ),
  names('resource-server', 'Identifier'),
  ...id('resource-server', 'UserPoolId'),
  names('domain', 'Domain'),
  ...id('domain', 'UserPoolId', 'AWSAccountId', 'S3Bucket'),
  ...ofOnePool('domain', 'CloudFrontDistribution'),
  ...state('domain', 'Version', 'Status'),
  ...id('branding', 'UserPoolId', 'ClientId'),
  ...date('branding', 'CreationDate', 'LastModifiedDate'),
  ...state('branding', 'CSSVersion'),
  mirror('branding', 'ImageUrl', 'logo', `${MODEL}API_UICustomizationType`),
  ...ofOnePool('branding', 'ImageUrl'),
  ...id('managed-login', 'ManagedLoginBrandingId', 'UserPoolId', 'ClientId'),
  ...date('managed-login', 'CreationDate', 'LastModifiedDate'),
  ...id('risk', 'UserPoolId', 'ClientId'),
  ...date('risk', 'LastModifiedDate'),
  ...id('log-delivery', 'UserPoolId'),
  names('terms', 'TermsName'),
  names('terms', 'ClientId'),
  ...id('terms', 'TermsId', 'UserPoolId'),
  ...date('terms', 'CreationDate', 'LastModifiedDate'),
  names('replica', 'RegionName'),
  ...id('replica', 'UserPoolArn'),
  ...id('sessions', 'UserPoolId'),
  names('client-sessions', 'ClientId'),
  ...id('client-sessions', 'UserPoolId'),
  names('cimd-policy', 'PolicyName'),
  names('cimd-policy', 'ClientId'),
  ...id('cimd-policy', 'UserPoolId', 'CIMDPolicyId'),
  ...date('cimd-policy', 'CreationDate', 'LastModifiedDate')
]

/**
 * What AWS takes an absent setting for. What is empty (`[]`, `{}`, `""`) is absent
 * as well: Cognito answers either way. AccountRecoverySetting has no default: a
 * pool without it recovers by the legacy rule, which no other value means.
 */
export interface Default extends Rule {
  readonly value: Json
}

const defaults = (
  kind: Kind,
  source: string,
  values: Readonly<Record<string, Json>>
): Default[] =>
  Object.entries(values).map(([path, value]) => ({ kind, path, value, source }))

/** Answers of AWS, recorded from June to August 2026. */
const RECORDED =
  'https://github.com/go-to-k/cdk-real-drift/blob/main/src/normalize/noise.ts'

/** Tests of Terraform that run on AWS. */
const TERRAFORM =
  'https://github.com/hashicorp/terraform-provider-aws/tree/main/internal/service/cognitoidp'

/** This tool itself, not AWS. */
const OWN = 'docs/snapshot-format.md'

/** Stands for the Region of the pool. */
export const OWN_REGION = 'the Region of the pool'

export const DEFAULTS: readonly Default[] = [
  ...defaults('pool', RECORDED, {
    MfaConfiguration: 'OFF',
    DeletionProtection: 'INACTIVE',
    'EmailConfiguration.EmailSendingAccount': 'COGNITO_DEFAULT',
    'Policies.PasswordPolicy.TemporaryPasswordValidityDays': 7,
    'Policies.SignInPolicy.AllowedFirstAuthFactors': ['PASSWORD'],
    'VerificationMessageTemplate.DefaultEmailOption': 'CONFIRM_WITH_CODE',
    'AdminCreateUserConfig.AllowAdminCreateUserOnly': false,
    'UserPoolAddOns.AdvancedSecurityMode': 'OFF',
    'KeyConfiguration.KeyType': 'AWS_OWNED_KEY',
    'IssuerConfiguration.Type': 'ORIGINAL',
    'UsernameConfiguration.CaseSensitive': true,
    'SmsConfiguration.SnsRegion': OWN_REGION,
    'SmsConfiguration.EumsSms.Region': OWN_REGION
  }),
  ...defaults('mfa', TERRAFORM, {
    MfaConfiguration: 'OFF',
    'SoftwareTokenMfaConfiguration.Enabled': false,
    'WebAuthnConfiguration.FactorConfiguration': 'SINGLE_FACTOR'
  }),
  ...defaults('schema', RECORDED, {
    DeveloperOnlyAttribute: false,
    Required: false
  }),
  ...defaults('client', RECORDED, {
    RefreshTokenValidity: 30,
    'TokenValidityUnits.AccessToken': 'hours',
    'TokenValidityUnits.IdToken': 'hours',
    'TokenValidityUnits.RefreshToken': 'days',
    AllowedOAuthFlowsUserPoolClient: false,
    EnablePropagateAdditionalUserContextData: false,
    AuthSessionValidity: 3,
    PreventUserExistenceErrors: 'LEGACY',
    'RefreshTokenRotation.Feature': 'DISABLED',
    ClientType: 'REGULAR'
  }),
  ...defaults(
    'client',
    'https://github.com/hashicorp/terraform-provider-aws/issues/45646',
    { 'RefreshTokenRotation.RetryGracePeriodSeconds': 0 }
  ),
  ...defaults('identity-provider', RECORDED, {
    'AttributeMapping.username': 'sub'
  }),
  ...defaults('domain', `${MODEL}API_CreateUserPoolDomain`, {
    ManagedLoginVersion: 1
  }),
  ...defaults('managed-login', `${MODEL}API_CreateManagedLoginBranding`, {
    UseCognitoProvidedValues: false
  }),
  ...defaults('sessions', `${MODEL}API_GetUserPoolSessionConfiguration`, {
    UserSessionTracking: 'DISABLED',
    'TokenSession.MaxPerUser': 20
  })
]

/**
 * Settings that AWS shows for each pool or client of today, whether they were set
 * or not. Where one side lacks one, AWS didn't show it yet.
 */
export const ALWAYS_SHOWN: readonly Rule[] = [
  { kind: 'pool', path: 'UserPoolTier', source: RECORDED },
  {
    kind: 'pool',
    path: 'AcrConfiguration',
    source: `${MODEL}API_UserPoolType`
  },
  { kind: 'client', path: 'EnableTokenRevocation', source: RECORDED },
  // Not known where the secrets couldn't be listed.
  { kind: 'client', path: 'hasClientSecret', source: OWN },
  // Earlier versions didn't capture these two.
  { kind: 'client', path: 'secrets', source: OWN },
  { kind: 'branding', path: 'logo', source: OWN }
]

/** Lists whose items have a key. All other lists are sets. */
export const KEYED: readonly (Rule & { readonly by: readonly string[] })[] = [
  {
    kind: 'pool',
    path: 'AccountRecoverySetting.RecoveryMechanisms',
    source: TERRAFORM,
    by: ['Name']
  },
  {
    kind: 'resource-server',
    path: 'Scopes',
    source: RECORDED,
    by: ['ScopeName']
  },
  {
    kind: 'managed-login',
    path: 'Assets',
    source: TERRAFORM,
    by: ['Category', 'ColorMode', 'ResourceId']
  },
  {
    kind: 'log-delivery',
    path: 'LogConfigurations',
    source: `${MODEL}API_LogConfigurationType`,
    by: ['EventSource', 'LogLevel']
  }
]

/** Documents: one setting each, in which the order of lists counts. */
export const DOCUMENTS: readonly Rule[] = [
  { kind: 'managed-login', path: 'Settings', source: TERRAFORM }
]

/** Members that say something by being there, even empty. */
export const PRESENCE_COUNTS: readonly Rule[] = [
  // `{}` turns MFA by e-mail on without texts of its own.
  { kind: 'mfa', path: 'EmailMfaConfiguration', source: TERRAFORM }
]

export function hasRule(
  rules: readonly Pick<Rule, 'kind' | 'path'>[],
  kind: Kind,
  path: string
): boolean {
  return rules.some(rule => rule.kind === kind && rule.path === path)
}
