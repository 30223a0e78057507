import type { MfaMethod, MfaState } from '../state/mfa-state.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/** One of the second factors that a request can turn on, off or prefer. */
export interface Factor {
  /** The member of the request about this factor. */
  member: string
  method: MfaMethod
  isOn: (mfa: MfaState) => boolean
  turn: (mfa: MfaState, on: boolean) => void
  /** Why the user can't turn it on; undefined if the user can. */
  obstacle: (user: User, mfa: MfaState, pool: Pool) => string | undefined
}

const notInPool = (method: MfaMethod) =>
  `User pool does not have ${method} enabled`

/**
 * The requirements of each factor on the pool and on the user.
 * Source: API reference, AdminSetUserMFAPreference; developer guide, "Adding
 * MFA to a user pool". Real pools answer these sentences about users for SMS
 * and TOTP; the others are inferred.
 */
export const factors: readonly Factor[] = [
  {
    member: 'SMSMfaSettings',
    method: 'SMS_MFA',
    isOn: mfa => mfa.sms,
    turn: (mfa, on) => (mfa.sms = on),
    obstacle: (user, _mfa, pool) => {
      if (!pool.settings.mfa.sms) return notInPool('SMS_MFA')
      return user.attributes.has('phone_number')
        ? undefined
        : 'User does not have a phone_number set to turn on SMS MFA'
    }
  },
  {
    member: 'EmailMfaSettings',
    method: 'EMAIL_OTP',
    isOn: mfa => mfa.email,
    turn: (mfa, on) => (mfa.email = on),
    obstacle: (user, _mfa, pool) => {
      if (pool.settings.tier === 'LITE' || !pool.settings.mfa.email)
        return notInPool('EMAIL_OTP')
      return user.attributes.has('email')
        ? undefined
        : 'User does not have an email set to turn on EMAIL_OTP MFA'
    }
  },
  {
    member: 'SoftwareTokenMfaSettings',
    method: 'SOFTWARE_TOKEN_MFA',
    isOn: mfa => mfa.softwareToken,
    turn: (mfa, on) => (mfa.softwareToken = on),
    obstacle: (_user, mfa, pool) => {
      if (!mfa.softwareTokenRegistered)
        return 'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA'
      return pool.settings.mfa.softwareToken
        ? undefined
        : notInPool('SOFTWARE_TOKEN_MFA')
    }
  }
]

/**
 * Why the user can't have a passkey as a second factor; undefined if it can.
 */
export function passkeyObstacle(
  mfa: MfaState,
  { settings }: Pool
): string | undefined {
  const { FactorConfiguration } = (settings.mfa.webAuthn ?? {}) as {
    FactorConfiguration?: string
  }
  if (settings.tier === 'LITE') return 'Passkey MFA needs a higher feature plan'
  if (FactorConfiguration !== 'MULTI_FACTOR_WITH_USER_VERIFICATION')
    return 'User pool does not have passkeys as an MFA method'
  if (!mfa.passkey) return 'User has not registered a passkey'
  return factors.some(factor => factor.isOn(mfa))
    ? undefined
    : 'User does not have another MFA method'
}
