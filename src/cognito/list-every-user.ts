import { amount } from '../shared/amount.ts'
import { AwsCallError, stopIfCancelled, UserError } from '../shared/errors.ts'
import type { PoolClient } from './calls/pool-client.ts'
import { listUsers, listUsersInChains, type UserPage } from './users.ts'

/** From this many estimated users, sixteen chains list the pool at once. */
const PARALLEL_FROM = 3000

/** How often a smaller pool is read again while its readings differ. */
const MOST_READINGS_MORE = 3

/**
 * All users of the pool in pages, some of them twice. No user may be lost by the
 * split into chains, or because Cognito cuts a list short. So if a reading finds
 * fewer users than Cognito estimates, or Cognito refuses the filters, a plain
 * chain reads the pool again. A small pool is read until a reading shows exactly
 * the known users: two readings that are cut short in different places don't
 * prove that there are no other users.
 *
 * @param estimate Cognito's, which lags behind
 * @param found how many different users the caller has seen so far
 * @param onAgain receives a line for the log: why the pool is read again
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

/** Whether a plain chain might not meet this error. */
function isOfTheFilter(error: unknown): error is UserError {
  return (
    error instanceof UserError &&
    (error.code === 'aws' || error.code === 'listing')
  )
}
