import { amount } from '../shared/amount.ts'
import { AwsCallError, stopIfCancelled, UserError } from '../shared/errors.ts'
import type { PoolClient } from './calls/pool-client.ts'
import { listUsers, listUsersInChains, type UserPage } from './users.ts'

/** From this estimate on, a pool is listed by sixteen chains at once. */
const PARALLEL_FROM = 3000

/** How often a smaller pool is read once more, where its readings differ. */
const MOST_READINGS_MORE = 3

/**
 * All users of the pool in pages, some of them twice. Neither the split into
 * chains nor a list that Cognito cuts short must cost a user: where a reading
 * falls short of Cognito's estimate, or its filters are refused, a plain chain
 * reads the pool once more. Of a small pool that is done until a reading shows
 * just those who are known, because two that are cut short in different places
 * are no proof that there is nobody else.
 *
 * @param estimate of Cognito, which lags behind
 * @param found how many different users there were so far
 * @param onAgain is told why the pool is read once more, in a line for the log
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function* listEveryUser(
  pool: PoolClient,
  estimate: number | undefined,
  found: () => number,
  signal: AbortSignal,
  onAgain: (line: string) => void = () => undefined
): AsyncGenerator<UserPage> {
  const expected = estimate ?? 0
  const isSplit = expected >= PARALLEL_FROM
  try {
    yield* isSplit ? listUsersInChains(pool, signal) : listUsers(pool, signal)
    if (found() >= expected) return
  } catch (error) {
    if (!isSplit || !isOfTheFilter(error)) throw error
    const name = error instanceof AwsCallError ? error.awsCode : error.code
    onAgain(`Listing by filter failed (${name})`)
  }
  const source = isSplit ? 'The filters' : 'The listing'
  const readings = isSplit ? 1 : MOST_READINGS_MORE
  for (let reading = 1; reading <= readings; reading += 1) {
    stopIfCancelled(signal)
    const before = found()
    onAgain(
      `${source} found ${amount(before, 'user')} of about ${amount(expected, 'user')}: reading all of them in one chain`
    )
    const shown = new Set<string>()
    for await (const { users } of listUsers(pool, signal)) {
      if (!isSplit) for (const { sub } of users) shown.add(sub)
      yield { users, isAgain: true }
    }
    const isAlike = found() === before && shown.size === before
    if (isAlike || found() >= expected) return
  }
}

/** Anything but what a plain chain would meet as well. */
function isOfTheFilter(error: unknown): error is UserError {
  return (
    error instanceof UserError &&
    (error.code === 'aws' || error.code === 'listing')
  )
}
