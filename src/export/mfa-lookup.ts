import { createMfaReader } from '../cognito/mfa.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { MfaRecord } from '../snapshot/records.ts'
import type { PoolMfa } from './classify.ts'

/** Whether to ask Cognito, user by user, which factors each has. */
export interface MfaLookupPolicy {
  mode: 'auto' | 'always' | 'never'
  /** In `auto`, the pool size past which the billed look-up isn't made. */
  limit: number
}

/** The look-up of an export: made, or not made for a reason. */
export interface MfaLookup {
  isMade: boolean
  /** What Cognito says of a user; nothing at once where it isn't asked. */
  factorsOf: (username: string) => Promise<MfaRecord | undefined> | undefined
  /** Users whom AWS bills as active because of the look-up. */
  billed: () => number
  /** The IAM action that the role lacks, where that left users unknown. */
  deniedAction: () => string | undefined
}

/**
 * Decides on the look-up. Where MFA is off nobody is protected and where it is
 * required everybody is, so that only `always` asks there, for the factors; a
 * pool with MFA off has none to ask for.
 */
export function planMfaLookup(
  policy: MfaLookupPolicy,
  poolMfa: PoolMfa,
  estimate: number | undefined
): boolean {
  if (poolMfa === 'OFF' || policy.mode === 'never') return false
  if (policy.mode === 'always') return true
  return poolMfa === 'OPTIONAL' && (estimate ?? 0) <= policy.limit
}

/** Cognito's estimate may be too low: past the limit `auto` asks no further. */
export function startMfaLookup(
  policy: MfaLookupPolicy,
  poolMfa: PoolMfa,
  estimate: number | undefined,
  pool: PoolClient,
  signal: AbortSignal
): MfaLookup {
  const isMade = planMfaLookup(policy, poolMfa, estimate)
  const reader = createMfaReader(pool, signal)
  const most = policy.mode === 'auto' ? policy.limit : Infinity
  let asked = 0
  return {
    isMade,
    factorsOf(username) {
      if (!isMade || asked >= most) return undefined
      asked += 1
      return reader.read(username)
    },
    billed: () => reader.billed,
    deniedAction: () => reader.deniedAction
  }
}
