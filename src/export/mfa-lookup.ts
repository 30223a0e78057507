import { createMfaReader } from '../cognito/mfa.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { MfaRecord } from '../snapshot/records.ts'
import type { PoolMfa } from './classify.ts'

/** Whether to ask Cognito for the MFA factors of each user. */
export interface MfaLookupPolicy {
  mode: 'auto' | 'always' | 'never'
  /** In `auto`: the most users that are looked up. AWS bills each of them. */
  limit: number
}

/** The look-up of MFA factors in an export. */
export interface MfaLookup {
  isMade: boolean
  /** The factors of a user; `undefined`, not a promise, without a look-up. */
  factorsOf: (username: string) => Promise<MfaRecord | undefined> | undefined
  /** Users that AWS bills as active because of the look-up. */
  billed: () => number
  /** The IAM action that the role lacks, if that left users unknown. */
  deniedAction: () => string | undefined
}

/**
 * Decides whether to look factors up. If MFA is off, no user has factors. If MFA
 * is required, every user is protected, so only `always` asks for the factors.
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

/**
 * Starts the look-up; makes no call yet. In `auto` it stops at the limit, because
 * Cognito's estimate may be too low.
 */
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
