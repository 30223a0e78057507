import { AwsCallError } from '../errors.ts'
import type { PoolClient } from './pool-client.ts'
import { listUsers, listUsersInChains, type PoolUser } from './users.ts'

/** From this estimate on, a pool is listed by sixteen chains at once. */
const PARALLEL_FROM = 3000

/**
 * All users of the pool in pages, some of them twice: where the filtered chains
 * fall short of Cognito's estimate, or are refused, a plain one reads the pool
 * once more (DESIGN section 6).
 *
 * @param estimate of Cognito, which lags behind
 * @param found how many different users there were so far
 * @throws AwsCallError
 */
export async function* listEveryUser(
  pool: PoolClient,
  estimate: number | undefined,
  found: () => number,
  signal: AbortSignal
): AsyncGenerator<readonly PoolUser[]> {
  if (estimate !== undefined && estimate >= PARALLEL_FROM) {
    let isWhole = true
    try {
      for await (const { users } of listUsersInChains(pool, signal)) yield users
    } catch (error) {
      // Anything but what a plain chain would meet as well.
      if (!(error instanceof AwsCallError) || error.code !== 'aws') throw error
      isWhole = false
    }
    if (isWhole && found() >= estimate) return
  }
  for await (const { users } of listUsers(pool, signal)) yield users
}
