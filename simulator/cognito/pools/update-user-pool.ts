import { readTags } from '../definition/tags.ts'
import { refuseDuringImport } from '../import/refuse-during-import.ts'
import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter } from '../protocol/errors.ts'
import { readInvitation, readUnusedDays } from './read-settings.ts'
import { checkSettings } from './setting-rules.ts'
import {
  checkHistoryTier,
  readPasswordPolicy
} from '../state/password-policy.ts'
import type { PoolSettings } from '../state/pool-settings.ts'
import {
  mfaConfigurations,
  otherMembers,
  protections,
  sendingAccounts,
  tiers,
  usernameAttributes
} from '../state/pool-settings.ts'

/** Of the members that are only stored, those that go when they are left out. */
const RESET: readonly string[] = ['EmailConfiguration', 'UserPoolAddOns']

/**
 * "If you don't provide a value for an attribute, Amazon Cognito sets it to its
 * default value." Tools that update pools have seen it reset only
 * AutoVerifiedAttributes, EmailConfiguration, LambdaConfig and UserPoolAddOns:
 * what else is left out stays.
 *
 * Source: API reference, UpdateUserPool; terraform-provider-aws, cdkd, alchemy.
 */
export const updateUserPool: Operation = (request, state) => {
  const pool = poolOf(request, state)
  refuseDuringImport(pool, state)
  const { settings } = pool
  const { mfa, others } = settings
  const policies = request.structure('Policies')
  const passwords = policies?.structure('PasswordPolicy')
  const signIn = policies?.structure('SignInPolicy')
  const invitations = request.structure('AdminCreateUserConfig')
  const tags = request.optionalMap('UserPoolTags')
  const configuration =
    request.choice('MfaConfiguration', mfaConfigurations) ?? mfa.configuration
  if (configuration !== 'OFF' && !mfa.softwareToken && !mfa.sms && !mfa.email)
    throw invalidParameter(
      'Cannot turn MFA functionality ON, once the user pool has been created.'
    )
  const changed: PoolSettings = {
    ...settings,
    name: request.optionalString('PoolName') ?? settings.name,
    passwordPolicy: {
      ...(passwords ? readPasswordPolicy(passwords) : settings.passwordPolicy),
      ...readUnusedDays(invitations)
    },
    firstFactors:
      signIn?.strings('AllowedFirstAuthFactors') ?? settings.firstFactors,
    autoVerifiedAttributes: request.choices(
      'AutoVerifiedAttributes',
      usernameAttributes
    ),
    mfa: { ...mfa, configuration },
    tier: request.choice('UserPoolTier', tiers) ?? settings.tier,
    deletionProtection:
      request.choice('DeletionProtection', protections) ??
      settings.deletionProtection,
    adminCreateUserOnly:
      invitations?.boolean('AllowAdminCreateUserOnly') ??
      settings.adminCreateUserOnly,
    inviteMessageTemplate:
      readInvitation(invitations) ?? settings.inviteMessageTemplate,
    lambdaConfig: request.record('LambdaConfig'),
    smsConfiguration: request.has('SmsConfiguration')
      ? request.record('SmsConfiguration')
      : settings.smsConfiguration,
    emailSendingAccount:
      request
        .structure('EmailConfiguration')
        ?.choice('EmailSendingAccount', sendingAccounts) ?? 'COGNITO_DEFAULT',
    tags: tags ? readTags(tags) : settings.tags,
    others: {
      ...Object.fromEntries(
        Object.entries(others).filter(([member]) => !RESET.includes(member))
      ),
      ...request.kept(otherMembers)
    }
  }
  // `{}` brings back the recovery of older pools, which no description shows
  // (hashicorp/terraform-provider-aws#26223).
  const recovery = request.structure('AccountRecoverySetting')
  if (recovery && !recovery.has('RecoveryMechanisms'))
    delete changed.others['AccountRecoverySetting']
  checkSettings(request, changed, pool.definition, state)
  checkHistoryTier(changed.passwordPolicy, changed.tier)
  if (changed.tier !== settings.tier)
    pool.history?.tiers.record('tier', settings.tier)
  Object.assign(settings, changed)
  pool.modifiedAt = state.account.clock.now()
  return {}
}
