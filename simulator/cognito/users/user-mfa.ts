import type { MfaMethod } from '../state/mfa-state.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/** The methods that AdminGetUser lists as `UserMFASettingList`. */
export function mfaMethods(user: User): MfaMethod[] {
  const methods: MfaMethod[] = []
  if (user.mfa?.sms) methods.push('SMS_MFA')
  if (user.mfa?.email) methods.push('EMAIL_OTP')
  if (user.mfa?.softwareToken) methods.push('SOFTWARE_TOKEN_MFA')
  return methods
}

/** The members about MFA in the answers about one user. */
export function mfaSettings(user: User): object {
  const methods = mfaMethods(user)
  return {
    ...(user.mfa?.preferred && { PreferredMfaSetting: user.mfa.preferred }),
    ...(methods.length > 0 && { UserMFASettingList: methods })
  }
}

/** The `ConfiguredUserAuthFactors` of AdminGetUserAuthFactors. */
export function authFactors(pool: Pool, user: User): string[] {
  const { firstFactors } = pool.settings
  const factors: string[] = []
  if (hasPassword(pool, user)) factors.push('PASSWORD')
  if (firstFactors.includes('EMAIL_OTP') && user.attributes.has('email'))
    factors.push('EMAIL_OTP')
  if (firstFactors.includes('SMS_OTP') && user.attributes.has('phone_number'))
    factors.push('SMS_OTP')
  if (user.mfa?.passkey) factors.push('WEB_AUTHN')
  if (user.mfa?.softwareTokenRegistered) factors.push('SOFTWARE_TOKEN')
  return factors
}

/**
 * Every user has a password, even if the simulator doesn't know it. The
 * exceptions are federated users, and users that sign in with a code.
 */
function hasPassword(pool: Pool, user: User): boolean {
  if (user.status === 'EXTERNAL_PROVIDER') return false
  return user.password !== undefined || !lettingInByCode(pool)
}

/** Whether users can sign in to the pool with a code by message. */
export function lettingInByCode({ settings }: Pool): boolean {
  return settings.firstFactors.some(one => /^(EMAIL|SMS)_OTP$/.test(one))
}
