import { stopIfCancelled, UserError } from '../errors.ts'
import type { PoolClient } from './pool-client.ts'
import {
  listUsers,
  listUsersInChains,
  type PoolUser,
  type UserPage
} from './users.ts'

/** From this estimate on, a pool is listed by sixteen chains at once. */
export const PARALLEL_FROM = 3000

/**
 * All users of the pool in pages, some of them twice: where a first reading
 * falls short of Cognito's estimate, or its filters are refused, a plain chain
 * reads the pool once more (DESIGN section 6).
 *
 * @param estimate of Cognito, which lags behind
 * @param found how many different users there were so far
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function* listEveryUser(
  pool: PoolClient,
  estimate: number | undefined,
  found: () => number,
  signal: AbortSignal
): AsyncGenerator<readonly PoolUser[]> {
  const isSplit = estimate !== undefined && estimate >= PARALLEL_FROM
  const first = isSplit ? listUsersInChains : listUsers
  let isWhole = true
  try {
    yield* usersOf(first(pool, signal))
  } catch (error) {
    if (!isSplit || !isOfTheFilter(error)) throw error
    isWhole = false
  }
  if (isWhole && (estimate === undefined || found() >= estimate)) return
  stopIfCancelled(signal)
  yield* usersOf(listUsers(pool, signal))
}

async function* usersOf(pages: AsyncIterable<UserPage>) {
  for await (const { users } of pages) yield users
}

/** Anything but what a plain chain would meet as well. */
export function isOfTheFilter(error: unknown): error is UserError {
  return (
    error instanceof UserError &&
    (error.code === 'aws' || error.code === 'listing')
  )
}
