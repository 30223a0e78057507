import type { CognitoState } from '../operation.ts'
import { CognitoError } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/** What a sign-in by password asks for next; undefined once it is done. */
export type Challenge =
  | 'NEW_PASSWORD_REQUIRED'
  | 'MFA_SETUP'
  | 'SOFTWARE_TOKEN_MFA'
  | 'SMS_MFA'
  | 'EMAIL_OTP'

/**
 * "Sign-in with the NEW_PASSWORD_REQUIRED, MFA_SETUP, and SOFTWARE_TOKEN_MFA
 * challenges fails until the recovery ends" (API reference,
 * InitiatePointInTimeRecovery).
 */
const blocked: ReadonlySet<Challenge | undefined> = new Set([
  'NEW_PASSWORD_REQUIRED',
  'MFA_SETUP',
  'SOFTWARE_TOKEN_MFA'
])

/**
 * Signs a user in by password, without an app client. Changes nothing. Throws
 * the CognitoError that InitiateAuth answers with; a challenge that an active
 * recovery blocks fails here already.
 */
export function signIn(
  state: CognitoState,
  pool: Pool,
  username: string,
  password: string
): Challenge | undefined {
  const user = pool.users.find(username)
  if (user?.password !== password || !user.enabled)
    throw new CognitoError(
      'NotAuthorizedException',
      'Incorrect username or password.'
    )
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
  const challenge = challengeOf(pool, user)
  if (blocked.has(challenge)) state.recoveries.refuseWrite(pool)
  state.ledger.billed(user.sub)
  return challenge
}

function challengeOf({ settings }: Pool, user: User): Challenge | undefined {
  const { configuration } = settings.mfa
  const { mfa } = user
  if (user.status === 'FORCE_CHANGE_PASSWORD') return 'NEW_PASSWORD_REQUIRED'
  if (configuration === 'OFF') return undefined
  if (mfa?.preferred) return mfa.preferred
  if (mfa?.softwareTokenRegistered) return 'SOFTWARE_TOKEN_MFA'
  if (mfa?.sms) return 'SMS_MFA'
  if (mfa?.email) return 'EMAIL_OTP'
  return configuration === 'ON' ? 'MFA_SETUP' : undefined
}
