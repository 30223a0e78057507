import { AwsCallError, stopIfCancelled } from '../errors.ts'
import type { PoolClient } from './pool-client.ts'
import { listUsers, listUsersInChains, type PoolUser } from './users.ts'

/** From this estimate on, a pool is listed by sixteen chains at once. */
const PARALLEL_FROM = 3000

/**
 * All users of the pool in pages, some of them twice: where a listing falls short
 * of Cognito's estimate, or its filters are refused, a plain one reads the pool
 * once more (DESIGN section 6).
 *
 * @param estimate of Cognito, which lags behind
 * @param found how many different users there were so far
 * @throws AwsCallError; UserError `cancelled` or `out-of-time`
 */
export async function* listEveryUser(
  pool: PoolClient,
  estimate: number | undefined,
  found: () => number,
  signal: AbortSignal
): AsyncGenerator<readonly PoolUser[]> {
  const isSplit = estimate !== undefined && estimate >= PARALLEL_FROM
  try {
    const pages = isSplit
      ? listUsersInChains(pool, signal)
      : listUsers(pool, signal)
    for await (const { users } of pages) yield users
    if (found() >= (estimate ?? 0)) return
  } catch (error) {
    // Anything but what a plain chain would meet as well.
    const isOfTheFilter = error instanceof AwsCallError && error.code === 'aws'
    if (!isSplit || !isOfTheFilter) throw error
  }
  stopIfCancelled(signal)
  for await (const { users } of listUsers(pool, signal)) yield users
}
