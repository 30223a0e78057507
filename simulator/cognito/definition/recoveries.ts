import { unavailableInTier } from '../protocol/errors.ts'
import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'

/**
 * No pool here was ever taken back to an earlier point in time.
 *
 * Source: botocore's service model, ListPointInTimeRecoveries.
 */
export const listPointInTimeRecoveries: Operation = (request, state) => {
  const pool = poolOf(request, state)
  request.optionalInteger('MaxResults', 1, 60)
  if (pool.settings.tier === 'LITE')
    throw unavailableInTier('Point-in-time recovery')
  return { Restorations: [] }
}
