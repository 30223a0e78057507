import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import { mfaConfigurations } from '../state/pool-settings.ts'

/** Source: API reference, GetUserPoolMfaConfig. */
export const getUserPoolMfaConfig: Operation = (request, state) =>
  mfaConfig(poolOf(request, state))

/** Source: API reference, SetUserPoolMfaConfig. */
export const setUserPoolMfaConfig: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const { mfa, tier } = pool.settings
  const configuration =
    request.choice('MfaConfiguration', mfaConfigurations) ?? mfa.configuration
  const changed = {
    configuration,
    sms: request.has('SmsMfaConfiguration')
      ? request.record('SmsMfaConfiguration')
      : mfa.sms,
    email: request.has('EmailMfaConfiguration')
      ? request.record('EmailMfaConfiguration')
      : mfa.email,
    webAuthn: request.has('WebAuthnConfiguration')
      ? request.record('WebAuthnConfiguration')
      : mfa.webAuthn,
    softwareToken:
      request.structure('SoftwareTokenMfaConfiguration')?.boolean('Enabled') ??
      mfa.softwareToken
  }
  if (request.has('EmailMfaConfiguration') && tier === 'LITE')
    throw unavailableInTier('Email MFA')
  if (
    configuration !== 'OFF' &&
    !changed.softwareToken &&
    changed.sms === undefined &&
    changed.email === undefined
  )
    throw invalidParameter(
      "Invalid MFA configuration given, can't turn on MFA without a factor."
    )
  pool.settings.mfa = changed
  // The text messages of MFA and of invitations come from the same sender.
  if (changed.sms && 'SmsConfiguration' in changed.sms)
    pool.settings.smsConfiguration = changed.sms.SmsConfiguration as object
  pool.modifiedAt = state.account.clock.now()
  return mfaConfig(pool)
}

function mfaConfig({ settings: { mfa } }: Pool): object {
  return {
    ...(mfa.sms && { SmsMfaConfiguration: mfa.sms }),
    ...(mfa.email && { EmailMfaConfiguration: mfa.email }),
    ...(mfa.webAuthn && { WebAuthnConfiguration: mfa.webAuthn }),
    SoftwareTokenMfaConfiguration: { Enabled: mfa.softwareToken },
    MfaConfiguration: mfa.configuration
  }
}
