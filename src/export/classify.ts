import { isProfile } from '../cognito/identities.ts'
import type { PoolUser } from '../cognito/users.ts'
import type { MfaRecord, UserRecord } from '../snapshot/records.ts'
import type { SkipReason } from '../shared/skip-reasons.ts'

/** MfaConfiguration of the pool. */
export type PoolMfa = 'OFF' | 'OPTIONAL' | 'ON'

/**
 * The snapshot's record of a user. It is complete, even if a default restore
 * skips the user.
 *
 * @param factors what the look-up of the user found. Without it, a user has no
 *   factors in a pool whose MFA is off, and unknown factors in any other.
 */
export function toUserRecord(
  user: PoolUser,
  poolMfa: PoolMfa,
  factors?: MfaRecord
): UserRecord {
  const none: MfaRecord = { methods: [], preferred: null }
  const mfa = factors ?? (poolMfa === 'OFF' ? none : 'unknown')
  return {
    username: user.username,
    sub: user.sub,
    status: user.status,
    enabled: user.enabled,
    createdAt: toTime(user.createdAt),
    modifiedAt: toTime(user.modifiedAt),
    attributes: user.attributes,
    mfa,
    skip: skipReasons(user, poolMfa, mfa)
  }
}

/** ISO 8601. An invalid date becomes an empty text, which no reader accepts. */
export function toTime(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}

function skipReasons(
  user: PoolUser,
  poolMfa: PoolMfa,
  mfa: MfaRecord
): SkipReason[] {
  const reasons: SkipReason[] = []
  // In a pool that signs in by e-mail or phone, Cognito makes up the username,
  // and "this UUID has the same value as the sub" (developer guide, user pool
  // attributes). A new user can't get that username.
  if (user.username === user.sub) reasons.push('no-username')
  if (poolMfa === 'ON' || (mfa !== 'unknown' && mfa.methods.length > 0)) {
    reasons.push('mfa-protected')
  }
  if (isProfile(user)) reasons.push('federated')
  return reasons
}
