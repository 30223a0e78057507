import pMap from 'p-map'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { exactFilter } from '../../cognito/user-filters.ts'
import { listUsers, type PoolUser } from '../../cognito/users.ts'
import { AwsCallError, UserError } from '../../shared/errors.ts'
import type { ValueFilter } from './sought-values.ts'

/** Enough to use up the quota of UserList if a call takes half a second. */
const LOOK_UPS_AT_ONCE = 16

/**
 * Finds the users of a pool by filters of ListUsers, which bills no user.
 *
 * @param add receives each user that a filter finds; some come twice
 * @returns why only a listing is sure to find all of them: the end of a
 *   sentence; else `undefined`
 * @throws AwsCallError; UserError `cancelled` or `out-of-time`
 */
export async function lookUpUsers(
  pool: PoolClient,
  filters: readonly ValueFilter[],
  add: (user: PoolUser) => void,
  signal: AbortSignal
): Promise<string | undefined> {
  let problem: string | undefined
  let ignoring: Promise<boolean> | undefined
  await pMap(
    filters,
    async ({ filter, isAnyCase }) => {
      if (problem !== undefined) return
      try {
        let found = 0
        for await (const { users } of listUsers(pool, signal, filter)) {
          users.forEach(add)
          found += users.length
        }
        // The pool has a username in one spelling only.
        if (!isAnyCase || found > 0) return
        ignoring ??= ignoresCase(pool, signal)
        if (await ignoring) return
        problem ??= 'its filters may respect the case of usernames'
      } catch (error) {
        if (!isOfTheFilter(error)) throw error
        const name = error instanceof AwsCallError ? error.awsCode : error.code
        problem ??= `a filter failed (${name})`
      }
    },
    { concurrency: LOOK_UPS_AT_ONCE }
  )
  return problem
}

/** What it takes at most to learn whether filters respect letter case. */
export const CALLS_ABOUT_CASE = 2

/**
 * Whether filters find usernames in any letter case: a filter must find a user
 * of the pool by the username in the other case.
 */
async function ignoresCase(
  pool: PoolClient,
  signal: AbortSignal
): Promise<boolean> {
  for await (const { users } of listUsers(pool, signal)) {
    for (const { username, sub } of users) {
      const other = inOtherCase(username)
      const filter = exactFilter('username', other)
      if (other === username || filter === undefined) continue
      for await (const found of listUsers(pool, signal, filter)) {
        if (found.users.some(user => user.sub === sub)) return true
      }
      return false
    }
    // An empty page needn't be the last.
    if (users.length > 0) return false
  }
  return false
}

/** With each ASCII letter in its other case. */
function inOtherCase(text: string): string {
  return text.replace(/[a-z]/gi, letter =>
    letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()
  )
}

/** Whether a listing might not meet this error. */
function isOfTheFilter(error: unknown): error is UserError {
  return (
    error instanceof UserError &&
    (error.code === 'listing' ||
      (error instanceof AwsCallError &&
        error.awsCode === 'InvalidParameterException'))
  )
}
