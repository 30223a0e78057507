import { MODEL, type Kind, type Rule } from './rules.ts'

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
