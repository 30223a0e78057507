import { amount } from '../amount.ts'
import { UserError, type AwsCallError, type ErrorCode } from '../errors.ts'
import type { RestoreOutcome } from '../outcome.ts'

const FOR_EVERYBODY: readonly ErrorCode[] = [
  'credentials',
  'access-denied',
  'wrong-region',
  'network'
]

/**
 * Whether a failure will meet every other user too, so that going on would only
 * repeat it. A pool that is gone answers ResourceNotFoundException, as a missing
 * group does when a user is added to it; a user's creation names no group.
 */
export function isForEverybody(error: AwsCallError): boolean {
  return (
    FOR_EVERYBODY.includes(error.code) ||
    (error.code === 'not-found' &&
      error.action !== 'cognito-idp:AdminAddUserToGroup')
  )
}

export function countFailure(
  failures: Map<string, number>,
  error: AwsCallError
): void {
  const call = error.action.replace(/^cognito-idp:/, '')
  const key = `${call}: ${error.awsCode}`
  failures.set(key, (failures.get(key) ?? 0) + 1)
}

/**
 * The end of a restore that did what it could.
 *
 * @throws UserError `restore-incomplete` when anything failed;
 *   `count-mismatch` when users are unaccounted for
 */
export function expectComplete(outcome: RestoreOutcome): void {
  const { users, usersCreated, usersExisting, usersFailed } = outcome
  const accounted =
    (usersCreated ?? 0) +
    (outcome.usersUpdated ?? 0) +
    (usersExisting ?? 0) +
    (outcome.skippedUsers ?? 0) +
    (usersFailed ?? 0)
  if (users !== accounted) {
    throw new UserError(
      'count-mismatch',
      `The snapshot holds ${users ?? 'an unknown number of'} users, but the restore accounts for ${accounted}. Please report this: it is a bug of this action.`
    )
  }
  const counts: [number | undefined, string][] = [
    [usersFailed, 'user'],
    [outcome.groupsFailed, 'group'],
    [outcome.membershipsFailed, 'membership']
  ]
  const failed = counts.flatMap(([count, noun]) =>
    count === undefined || count === 0 ? [] : [amount(count, noun)]
  )
  if (failed.length > 0) {
    throw new UserError(
      'restore-incomplete',
      `${failed.join(', ')} could not be restored. The job summary counts the reasons; everything else was restored, and the same restore can be run again.`
    )
  }
}
