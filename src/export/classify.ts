import type { PoolUser } from '../cognito/users.ts'
import type { MfaRecord, SkipReason, UserRecord } from '../snapshot/records.ts'

/** MfaConfiguration of the pool. */
export type PoolMfa = 'OFF' | 'OPTIONAL' | 'ON'

/**
 * What is known of a user's MFA from the pool alone. Where MFA is required,
 * everybody is protected though nobody's factors are known; where it is
 * optional, it isn't known who is (DESIGN section 6.4).
 */
function mfaFromPool(poolMfa: PoolMfa): MfaRecord {
  return poolMfa === 'OFF' ? { methods: [], preferred: null } : 'unknown'
}

/**
 * The snapshot's record of a user. Whatever the reasons to skip it on restore,
 * the record is complete.
 */
export function toUserRecord(user: PoolUser, poolMfa: PoolMfa): UserRecord {
  return {
    username: user.username,
    sub: user.sub,
    status: user.status,
    enabled: user.enabled,
    createdAt: user.createdAt.toISOString(),
    modifiedAt: user.modifiedAt.toISOString(),
    attributes: user.attributes,
    mfa: mfaFromPool(poolMfa),
    skip: skipReasons(user, poolMfa)
  }
}

function skipReasons(user: PoolUser, poolMfa: PoolMfa): SkipReason[] {
  const reasons: SkipReason[] = []
  // In a pool that signs in by e-mail or phone Cognito makes up the username,
  // and "this UUID has the same value as the sub" (developer guide, user pool
  // attributes). It can't be given to a new user.
  if (user.username === user.sub) reasons.push('no-username')
  if (poolMfa === 'ON') reasons.push('mfa-protected')
  if (user.status === 'EXTERNAL_PROVIDER') reasons.push('federated')
  return reasons
}

/** Whether it is unknown if MFA protects the user, as opposed to how. */
export function isMfaUnknown(record: UserRecord): boolean {
  return record.mfa === 'unknown' && !record.skip.includes('mfa-protected')
}
