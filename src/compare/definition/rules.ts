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
export interface Rule {
  readonly kind: Kind
  readonly path: string
  /** Where the rule comes from. */
  readonly source: string
}

export const MODEL =
  'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/'

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
