import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { Pool } from '../state/pool.ts'
import type { PoolMfa, PoolSettings } from '../state/pool-settings.ts'
import { mfaConfigurations } from '../state/pool-settings.ts'
import { checkFirstFactors } from './setting-rules.ts'
import { checkSms } from './sender-rules.ts'

/** Source: API reference, GetUserPoolMfaConfig. */
export const getUserPoolMfaConfig: Operation = (request, state) =>
  mfaConfig(poolOf(request, state))

/** Passkeys are no second factor: they come with OFF too (go-to-k/cdkd#1923). */
const factors = [
  'SmsMfaConfiguration',
  'EmailMfaConfiguration',
  'SoftwareTokenMfaConfiguration'
]

/**
 * A request without `MfaConfiguration` turns MFA off (go-to-k/cdkd#1968,
 * measured). Factors that it leaves out stay (inferred).
 *
 * Source: API reference, SetUserPoolMfaConfig.
 */
export const setUserPoolMfaConfig: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { settings } = pool
  const configuration =
    request.choice('MfaConfiguration', mfaConfigurations) ?? 'OFF'
  // Even one that is `{ "Enabled": false }` (go-to-k/cdkd#1977, measured).
  if (configuration === 'OFF' && factors.some(name => request.has(name)))
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
    )
  const mfa = changedMfa(request, settings.mfa, configuration)
  if (configuration !== 'OFF') checkFactors(request, mfa)
  const sms = request
    .structure('SmsMfaConfiguration')
    ?.structure('SmsConfiguration')
  if (sms) checkSms(sms, state)
  const changed: PoolSettings = {
    ...settings,
    mfa,
    // The text messages of MFA and of invitations come from the same sender.
    smsConfiguration: smsOf(mfa) ?? settings.smsConfiguration
  }
  if (configuration !== 'OFF') checkSenders(request, changed)
  checkFirstFactors(changed)
  Object.assign(settings, changed)
  pool.modifiedAt = state.account.clock.now()
  return mfaConfig(pool)
}

/**
 * Turned off, MFA forgets authenticator apps, and shows the sender of text
 * messages still (go-to-k/cdk-real-drift, measured).
 */
function changedMfa(
  request: Members,
  old: PoolMfa,
  configuration: PoolMfa['configuration']
): PoolMfa {
  const given = (name: string, before: object | undefined) =>
    request.has(name) ? request.record(name) : before
  const isOff = configuration === 'OFF'
  return {
    configuration,
    sms: given('SmsMfaConfiguration', old.sms),
    email: isOff ? undefined : given('EmailMfaConfiguration', old.email),
    webAuthn: given('WebAuthnConfiguration', old.webAuthn),
    softwareToken: isOff
      ? undefined
      : (request
          .structure('SoftwareTokenMfaConfiguration')
          ?.boolean('Enabled') ?? old.softwareToken)
  }
}

/** Wording: go-to-k/cdkd#1920 (measured), aws/aws-sdk-js#4186. */
function checkFactors(request: Members, mfa: PoolMfa): void {
  if (mfa.softwareToken || smsOf(mfa) || mfa.email) return
  throw invalidParameter(
    request.has('WebAuthnConfiguration')
      ? 'Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled.'
      : "Invalid MFA configuration given, can't disable all MFAs with a required or optional configuration."
  )
}

/**
 * Wording: go-to-k/cdkd (measured), aws/aws-cdk#11478. That a second way to
 * recover an account makes up for the first is inferred: pools with the
 * default recovery have text messages for MFA.
 */
function checkSenders(request: Members, settings: PoolSettings): void {
  const { mfa, tier, emailSendingAccount } = settings
  if (request.has('EmailMfaConfiguration') && tier === 'LITE')
    throw unavailableInTier('Email MFA')
  if (mfa.email && emailSendingAccount !== 'DEVELOPER')
    throw invalidParameter(
      'Cannot set EmailMfaConfiguration when user pool EmailConfiguration contains an EmailSendingAccount of COGNITO_DEFAULT'
    )
  if (smsOf(mfa) && isOnlyRecovery(settings, 'verified_phone_number'))
    throw invalidParameter(
      'Account Recovery Setting cannot use verified_phone_number as a recovery mechanism when SMS MFA is configured'
    )
  if (mfa.email && isOnlyRecovery(settings, 'verified_email'))
    throw invalidParameter(
      'Account Recovery Setting cannot use verified_email alone when email MFA is configured'
    )
}

function isOnlyRecovery({ others }: PoolSettings, name: string): boolean {
  const { RecoveryMechanisms = [] } = (others['AccountRecoverySetting'] ??
    {}) as { RecoveryMechanisms?: { Name: string }[] }
  return (
    RecoveryMechanisms.length > 0 &&
    RecoveryMechanisms.every(one => one.Name === name)
  )
}

const smsOf = ({ sms }: PoolMfa) =>
  (sms as { SmsConfiguration?: object } | undefined)?.SmsConfiguration

function mfaConfig({ settings: { mfa } }: Pool): object {
  return {
    ...(mfa.sms && { SmsMfaConfiguration: mfa.sms }),
    ...(mfa.email && { EmailMfaConfiguration: mfa.email }),
    ...(mfa.webAuthn && { WebAuthnConfiguration: mfa.webAuthn }),
    ...(mfa.softwareToken !== undefined && {
      SoftwareTokenMfaConfiguration: { Enabled: mfa.softwareToken }
    }),
    MfaConfiguration: mfa.configuration
  }
}
