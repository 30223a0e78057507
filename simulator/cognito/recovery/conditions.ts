import type { CognitoState } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'
import { isActive, type Recovery } from './recoveries.ts'

const minuteMs = 60 * 1000
const dayMs = 24 * 60 * minuteMs

/** How far back a feature plan goes. */
const reachMs: Readonly<Record<string, number>> = {
  LITE: 0,
  ESSENTIALS: dayMs,
  PLUS: 14 * dayMs
}

export function refuseLite(pool: Pool): void {
  if (pool.settings.tier === 'LITE')
    throw unavailableInTier('Point-in-time recovery')
}

/**
 * Throws if a pool can't go back to this time now. The limits of an organization
 * and of keys of KMS are not simulated.
 *
 * Source: API reference, InitiatePointInTimeRecovery.
 */
export function checkConditions(
  pool: Pool,
  recoverTo: number,
  state: CognitoState
): void {
  const { recoveries, account, imports } = state
  refuseLite(pool)
  checkPoint(pool, recoverTo, account.clock.now())
  if (pool.history === undefined) throw recoveries.error('unsupported')
  if (imports.active()?.pool === pool) throw recoveries.error('importJob')
  if (recoveries.activeOf(pool)) throw recoveries.error('active')
  if (isOverLimit(pool, recoveries.all(), account.clock.now()))
    throw recoveries.error('limit')
}

function checkPoint(pool: Pool, recoverTo: number, now: number): void {
  const tierThen =
    pool.history?.tiers.imagesAt(recoverTo).get('tier') ?? pool.settings.tier
  const reach = Math.min(
    reachMs[pool.settings.tier] ?? 0,
    reachMs[tierThen] ?? 0
  )
  if (recoverTo > now - 15 * minuteMs)
    throw invalidParameter(
      'RestoreTimestamp must be at least 15 minutes in the past.'
    )
  if (recoverTo < now - reach || recoverTo < pool.createdAt)
    throw invalidParameter(
      'RestoreTimestamp is outside of the recovery period of the user pool.'
    )
}

function isOverLimit(
  pool: Pool,
  all: readonly Recovery[],
  now: number
): boolean {
  const ofPool = all.filter(one => one.pool === pool)
  const within = (recoveries: readonly Recovery[], ms: number) =>
    recoveries.filter(({ initiatedAt }) => initiatedAt > now - ms).length
  return (
    all.filter(isActive).length >= 5 ||
    ofPool.some(({ completedAt = -Infinity }) => completedAt > now - dayMs) ||
    within(ofPool, dayMs) >= 3 ||
    within(all, dayMs) >= 10 ||
    within(ofPool, 30 * dayMs) >= 10
  )
}
