import type { CognitoState, Operation } from '../operation.ts'
import { poolOf, userOf } from '../operation.ts'
import { CognitoError, invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { MfaMethod, MfaState } from '../state/mfa-state.ts'
import { noMfa } from '../state/mfa-state.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import { changeUser } from './change-user.ts'
import type { Factor } from './mfa-factors.ts'
import { factors, passkeyObstacle } from './mfa-factors.ts'

/**
 * Source: API reference, AdminSetUserMFAPreference; developer guide, "Adding
 * MFA to a user pool".
 */
export const adminSetUserMfaPreference: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  checkState(state, pool, user)
  const mfa = user.mfa ? { ...user.mfa } : noMfa()
  const preferred: MfaMethod[] = []
  for (const factor of factors) {
    const settings = request.structure(factor.member)
    if (settings === undefined) continue
    if (apply(factor, settings, pool, user, mfa)) preferred.push(factor.method)
    else if (mfa.preferred === factor.method) mfa.preferred = undefined
  }
  if (preferred.length > 1)
    throw invalidParameter('Only one MFA method can be set as preferred.')
  mfa.preferred = preferred[0] ?? mfa.preferred
  applyPasskey(request.structure('WebAuthnMfaSettings'), pool, mfa)
  changeUser(state, pool, user, changed => {
    changed.mfa = mfa
  })
  return {}
}

function checkState(state: CognitoState, pool: Pool, user: User): void {
  if (pool.settings.mfa.configuration === 'OFF')
    throw invalidParameter('User pool does not have MFA enabled')
  const isUnconfirmed =
    user.status === 'UNCONFIRMED' ||
    (user.status === 'FORCE_CHANGE_PASSWORD' &&
      state.mfaPreferenceNeedsConfirmed)
  if (isUnconfirmed)
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
  factor: Factor,
  settings: Members,
  pool: Pool,
  user: User,
  mfa: MfaState
): boolean {
  const on = settings.boolean('Enabled')
  const preferred = settings.boolean('PreferredMfa')
  if (on || preferred) {
    const problem = factor.obstacle(user, mfa, pool)
    if (problem !== undefined) throw invalidParameter(problem)
  } else if (
    factor.method === 'SOFTWARE_TOKEN_MFA' &&
    !mfa.softwareTokenRegistered
  )
    // Even a request to turn it off needs a registered factor.
    throw invalidParameter('User has not set up software token mfa')
  if (pool.settings.mfa.configuration === 'ON') {
    checkOnlyPrefers(factor, settings, mfa)
    // A user that may prefer a method has it, even if no list showed it before.
    if (preferred) factor.turn(mfa, true)
    return preferred
  }
  if (preferred && !on)
    throw invalidParameter('An MFA method that is preferred must be enabled.')
  factor.turn(mfa, on)
  return preferred
}

/**
 * "When you set MFA to required in a user pool, users can't enable or disable
 * any MFA methods. You can only set a preferred method." The simulator reads
 * this so: `Enabled` can't be false, and is true only with `PreferredMfa` or
 * for a method that is on already.
 */
function checkOnlyPrefers(
  { isOn }: Factor,
  settings: Members,
  mfa: MfaState
): void {
  if (!settings.boolean('Enabled', true))
    throw invalidParameter(
      'User pool has MFA required; a method can not be disabled'
    )
  if (!settings.boolean('PreferredMfa') && !isOn(mfa))
    throw invalidParameter(
      'User pool has MFA required; a method can not be enabled, only preferred'
    )
}

/** No list of MFA methods shows passkeys, so there is nothing to store. */
function applyPasskey(
  settings: Members | undefined,
  pool: Pool,
  mfa: MfaState
): void {
  if (!settings?.boolean('Enabled')) return
  const problem = passkeyObstacle(mfa, pool)
  if (problem !== undefined) throw invalidParameter(problem)
}
