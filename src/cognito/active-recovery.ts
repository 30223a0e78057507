import { canGoOnAfter } from '../shared/errors.ts'
import type { PoolClient } from './calls/pool-client.ts'
import { RESTORE_STATUSES } from './calls/unknown-operations.ts'
import type { AskPage } from './definition/keep-answers.ts'
import {
  readRecoveries,
  type CapturedRecoveries
} from './definition/recoveries.ts'
import { newSource, UnreadableSection } from './definition/source.ts'
import { isActiveAt } from './recoveries.ts'

/** A point-in-time recovery that has not ended: it blocks writes to the pool. */
export interface ActiveRecovery {
  id: string
  status: string
  /** What the pool is taken back to, ISO 8601; `null` if Cognito doesn't say. */
  restoreTimestamp: string | null
}

/** `null`: none is active; `unknown`: the role may not ask. */
export type RecoveryNow = ActiveRecovery | null | 'unknown'

const RESTORE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The recovery that blocks writes to the pool at the time of the call.
 *
 * @param askPage the pages of another reading, so that no call is made again
 * @throws UserError for which canGoOnAfter is false
 */
export async function readActiveRecovery(
  pool: PoolClient,
  signal: AbortSignal,
  askPage?: AskPage
): Promise<RecoveryNow> {
  try {
    const source = newSource(pool.optional, signal)
    const { restorations } = await readRecoveries(source, askPage)
    return activeAmong(restorations)
  } catch (error) {
    if (error instanceof UnreadableSection || canGoOnAfter(error)) {
      return 'unknown'
    }
    throw error
  }
}

/** A recovery whose status is not of the model's may block writes or not. */
export function activeAmong(
  restorations: CapturedRecoveries['restorations']
): RecoveryNow {
  const open = restorations.filter(({ RestoreStatus: status = '' }, at) =>
    isActiveAt({ status }, at)
  )
  const active = open.find(
    ({ RestoreId = '', RestoreStatus }) =>
      RESTORE_STATUSES.some(status => status === RestoreStatus) &&
      RESTORE_ID.test(RestoreId)
  )
  if (active === undefined) return open.length === 0 ? null : 'unknown'
  return {
    id: active.RestoreId ?? '',
    status: active.RestoreStatus ?? '',
    restoreTimestamp: active.RestoreTimestamp ?? null
  }
}
