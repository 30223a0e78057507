import { readTags } from '../definition/tags.ts'
import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import {
  checkHistoryTier,
  readPasswordPolicy
} from '../state/password-policy.ts'
import type { PoolSettings } from '../state/pool-settings.ts'
import {
  aliasAttributes,
  defaultSettings,
  mfaConfigurations,
  otherMembers,
  protections,
  sendingAccounts,
  todaysRecovery,
  tiers,
  usernameAttributes
} from '../state/pool-settings.ts'
import { createSchema } from '../state/schema.ts'

/**
 * The settings in a CreateUserPool request, with defaults for missing members.
 */
export function readSettings(request: Members): PoolSettings {
  const settings: PoolSettings = {
    ...defaultSettings(request.string('PoolName', { min: 1, max: 128 })),
    schema: createSchema(request.structures('Schema')),
    ...readPolicies(
      request.structure('Policies'),
      request.structure('AdminCreateUserConfig')
    ),
    ...readSignIn(request),
    lambdaConfig: request.record('LambdaConfig'),
    tags: readTags(request.optionalMap('UserPoolTags') ?? {}),
    others: {
      AccountRecoverySetting: todaysRecovery,
      ...request.kept(otherMembers)
    },
    inviteMessageTemplate: readInvitation(
      request.structure('AdminCreateUserConfig')
    ),
    adminCreateUserOnly:
      request
        .structure('AdminCreateUserConfig')
        ?.boolean('AllowAdminCreateUserOnly') ?? false,
    deletionProtection:
      request.choice('DeletionProtection', protections) ?? 'INACTIVE',
    tier: request.choice('UserPoolTier', tiers) ?? 'ESSENTIALS'
  }
  checkHistoryTier(settings.passwordPolicy, settings.tier)
  settings.emailSendingAccount =
    request
      .structure('EmailConfiguration')
      ?.choice('EmailSendingAccount', sendingAccounts) ?? 'COGNITO_DEFAULT'
  if (request.has('SmsConfiguration'))
    settings.smsConfiguration = request.record('SmsConfiguration')
  settings.mfa.configuration =
    request.choice('MfaConfiguration', mfaConfigurations) ?? 'OFF'
  // Cognito requires a factor first, with an unknown error. A pool that is
  // created with MFA therefore gets authenticator apps as its factor.
  if (settings.mfa.configuration !== 'OFF') settings.mfa.softwareToken = true
  // The text messages of MFA and of invitations come from the same sender.
  if (settings.mfa.softwareToken && settings.smsConfiguration)
    settings.mfa.sms = { SmsConfiguration: settings.smsConfiguration }
  return settings
}

/** The texts of invitations in an `AdminCreateUserConfig`. */
export const readInvitation = (
  config: Members | undefined
): object | undefined =>
  config?.has('InviteMessageTemplate')
    ? config.record('InviteMessageTemplate')
    : undefined

/** `UnusedAccountValidityDays` is the old name of a member of the policy. */
export function readUnusedDays(config: Members | undefined) {
  const days = config?.optionalInteger('UnusedAccountValidityDays', 0, 365) ?? 0
  return days > 0 ? { TemporaryPasswordValidityDays: days } : {}
}

function readPolicies(
  policies: Members | undefined,
  invitations: Members | undefined
): Pick<PoolSettings, 'passwordPolicy' | 'firstFactors'> {
  const firstFactors =
    policies?.structure('SignInPolicy')?.strings('AllowedFirstAuthFactors') ??
    []
  return {
    passwordPolicy: {
      ...readPasswordPolicy(policies?.structure('PasswordPolicy')),
      ...readUnusedDays(invitations)
    },
    firstFactors: firstFactors.length > 0 ? firstFactors : ['PASSWORD']
  }
}

/** The sign-in options, which no later call can change. */
function readSignIn(request: Members) {
  const signIn = {
    usernameAttributes: request.choices(
      'UsernameAttributes',
      usernameAttributes
    ),
    aliasAttributes: request.choices('AliasAttributes', aliasAttributes),
    autoVerifiedAttributes: request.choices(
      'AutoVerifiedAttributes',
      usernameAttributes
    ),
    caseSensitive:
      request
        .structure('UsernameConfiguration')
        ?.boolean('CaseSensitive', true) ?? true,
    saysCase: request.has('UsernameConfiguration')
  }
  if (signIn.usernameAttributes.length && signIn.aliasAttributes.length)
    throw invalidParameter(
      'Only one of the aliasAttributes or usernameAttributes can be set in a user pool.'
    )
  return signIn
}
