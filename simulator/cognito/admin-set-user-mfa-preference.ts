import { CognitoError, invalidParameter } from './errors.ts'
import type { Members } from './members.ts'
import type { Operation } from './operation.ts'
import { changeUser, poolOf, userOf } from './operation.ts'
import type { Pool } from './pool.ts'
import type { User } from './user.ts'
import type { MfaMethod, MfaState } from './user-mfa.ts'
import { noMfa } from './user-mfa.ts'

/** One of the second factors that a request can turn on, off or prefer. */
interface Factor {
  /** The member of the request that is about it. */
  member: string
  method: MfaMethod
  isOn: (mfa: MfaState) => boolean
  turn: (mfa: MfaState, on: boolean) => void
  /** Why the user can't have it turned on; undefined if nothing stands against. */
  obstacle: (user: User, mfa: MfaState, pool: Pool) => string | undefined
}

/** The sentences about SMS and TOTP are those that real pools answer. */
const factors: readonly Factor[] = [
  {
    member: 'SMSMfaSettings',
    method: 'SMS_MFA',
    isOn: mfa => mfa.sms,
    turn: (mfa, on) => (mfa.sms = on),
    obstacle: user =>
      user.attributes.has('phone_number')
        ? undefined
        : 'User does not have a phone_number set to turn on SMS MFA'
  },
  {
    member: 'EmailMfaSettings',
    method: 'EMAIL_OTP',
    isOn: mfa => mfa.email,
    turn: (mfa, on) => (mfa.email = on),
    obstacle: (user, _mfa, pool) => {
      if (pool.settings.tier === 'LITE' || !pool.settings.mfa.email)
        return 'User pool does not have EMAIL_OTP MFA enabled'
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
    obstacle: (_user, mfa) =>
      mfa.softwareTokenRegistered
        ? undefined
        : 'User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA'
  }
]

/**
 * Source: API reference, AdminSetUserMFAPreference; developer guide, "Adding
 * MFA to a user pool". That the call works on a user who still has a temporary
 * password is inferred: no source shows it either way.
 */
export const adminSetUserMfaPreference: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  checkState(pool, user)
  const mfa = user.mfa ? { ...user.mfa } : noMfa()
  const preferred: MfaMethod[] = []
  for (const factor of factors) {
    const settings = request.structure(factor.member)
    if (settings === undefined) continue
    if (apply(factor, settings, pool, user, mfa)) preferred.push(factor.method)
    else if (mfa.preferred === factor.method) mfa.preferred = undefined
  }
  if (request.structure('WebAuthnMfaSettings')?.boolean('Enabled'))
    if (!mfa.passkey)
      throw invalidParameter('User has not registered a passkey')
  if (preferred.length > 1)
    throw invalidParameter('Only one MFA method can be set as preferred.')
  mfa.preferred = preferred[0] ?? mfa.preferred
  changeUser(state, pool, user, changed => {
    changed.mfa = mfa
  })
  return {}
}

function checkState(pool: Pool, user: User): void {
  if (pool.settings.mfa.configuration === 'OFF')
    throw invalidParameter('User pool does not have MFA enabled')
  if (user.status === 'UNCONFIRMED')
    throw new CognitoError(
      'UserNotConfirmedException',
      'User is not confirmed.'
    )
  if (user.status === 'RESET_REQUIRED')
    throw new CognitoError(
      'PasswordResetRequiredException',
      'Password reset required for the user'
    )
}

/** Turns a factor on or off; true if the request prefers it. */
function apply(
  { turn, obstacle, method }: Factor,
  settings: Members,
  pool: Pool,
  user: User,
  mfa: MfaState
): boolean {
  const on = settings.boolean('Enabled')
  const preferred = settings.boolean('PreferredMfa')
  if (on || preferred) {
    const problem = obstacle(user, mfa, pool)
    if (problem !== undefined) throw invalidParameter(problem)
  } else if (method === 'SOFTWARE_TOKEN_MFA' && !mfa.softwareTokenRegistered)
    // Even turning it off needs something to turn off.
    throw invalidParameter('User has not set up software token mfa')
  // "When you set MFA to required in a user pool, users can't enable or
  // disable any MFA methods. You can only set a preferred method."
  if (pool.settings.mfa.configuration === 'ON') {
    if (!on && settings.has('Enabled'))
      throw invalidParameter(
        'User pool has MFA required; a method can not be disabled'
      )
    if (preferred) turn(mfa, true)
    return preferred
  }
  if (preferred && !on)
    throw invalidParameter('An MFA method that is preferred must be enabled.')
  turn(mfa, on)
  return preferred
}
