import type { PasswordPolicy } from './password-policy.ts'
import { defaultPasswordPolicy } from './password-policy.ts'
import type { Schema } from './schema.ts'
import { createSchema } from './schema.ts'

export const mfaConfigurations = ['OFF', 'ON', 'OPTIONAL'] as const
export const usernameAttributes = ['phone_number', 'email'] as const
export const aliasAttributes = [
  'phone_number',
  'email',
  'preferred_username'
] as const
export const tiers = ['LITE', 'ESSENTIALS', 'PLUS'] as const
export const sendingAccounts = ['COGNITO_DEFAULT', 'DEVELOPER'] as const
export const protections = ['ACTIVE', 'INACTIVE'] as const

export type MfaConfiguration = (typeof mfaConfigurations)[number]
export type UsernameAttribute = (typeof usernameAttributes)[number]
export type AliasAttribute = (typeof aliasAttributes)[number]

/** The settings of a pool; DescribeUserPool shows most of them. */
export interface PoolSettings {
  name: string
  schema: Schema
  passwordPolicy: PasswordPolicy
  /** First factors on offer, e.g. PASSWORD, EMAIL_OTP. */
  firstFactors: string[]
  /** Attributes that take the place of a username; fixed for ever. */
  usernameAttributes: UsernameAttribute[]
  /** Attributes to sign in with in addition to a username; fixed for ever. */
  aliasAttributes: AliasAttribute[]
  autoVerifiedAttributes: UsernameAttribute[]
  /** Whether `Ana` and `ana` are two users; fixed for ever. */
  caseSensitive: boolean
  /** Whether the request said it: else no description does. */
  saysCase: boolean
  mfa: PoolMfa
  tier: (typeof tiers)[number]
  deletionProtection: (typeof protections)[number]
  adminCreateUserOnly: boolean
  /** The texts of invitations. */
  inviteMessageTemplate: object | undefined
  lambdaConfig: Record<string, unknown>
  /** Absent: the pool can't send text messages. */
  smsConfiguration: object | undefined
  emailSendingAccount: (typeof sendingAccounts)[number]
  tags: Record<string, string>
  /** Other members of `UserPoolType` in the request, unchanged. */
  others: Record<string, unknown>
}

export interface PoolMfa {
  configuration: MfaConfiguration
  /** Undefined: it was never set, or MFA was turned off since. */
  softwareToken: boolean | undefined
  /** The members of `SmsMfaConfigType`, of `EmailMfaConfigType`, and so on. */
  sms: object | undefined
  email: object | undefined
  webAuthn: object | undefined
}

/** Members of `UserPoolType` that the simulator only stores and shows. */
export const otherMembers = [
  'AccountRecoverySetting',
  'AcrConfiguration',
  'DcrConfiguration',
  'DeviceConfiguration',
  'EmailConfiguration',
  'EmailVerificationMessage',
  'EmailVerificationSubject',
  'IssuerConfiguration',
  'KeyConfiguration',
  'SmsAuthenticationMessage',
  'SmsVerificationMessage',
  'UserAttributeUpdateSettings',
  'UserPoolAddOns',
  'VerificationMessageTemplate'
] as const

/**
 * What a pool gets that is created without the setting. Older pools have none,
 * which is another thing (hashicorp/terraform-provider-aws#26223).
 */
export const todaysRecovery = {
  RecoveryMechanisms: [
    { Priority: 1, Name: 'verified_email' },
    { Priority: 2, Name: 'verified_phone_number' }
  ]
}

/** The settings that CreateUserPool makes of a request with a name alone. */
export function defaultSettings(name: string): PoolSettings {
  return {
    name,
    schema: createSchema([]),
    passwordPolicy: { ...defaultPasswordPolicy },
    firstFactors: ['PASSWORD'],
    usernameAttributes: [],
    aliasAttributes: [],
    autoVerifiedAttributes: [],
    caseSensitive: true,
    saysCase: false,
    mfa: {
      configuration: 'OFF',
      softwareToken: undefined,
      sms: undefined,
      email: undefined,
      webAuthn: undefined
    },
    tier: 'ESSENTIALS',
    deletionProtection: 'INACTIVE',
    adminCreateUserOnly: false,
    inviteMessageTemplate: undefined,
    lambdaConfig: {},
    smsConfiguration: undefined,
    emailSendingAccount: 'COGNITO_DEFAULT',
    tags: {},
    others: { AccountRecoverySetting: todaysRecovery }
  }
}
