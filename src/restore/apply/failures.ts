import { amount } from '../../shared/amount.ts'
import {
  UserError,
  type AwsCallError,
  type ErrorCode
} from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'

const FOR_EVERYBODY: readonly ErrorCode[] = [
  'credentials',
  'access-denied',
  'wrong-region',
  'network'
]

/** Calls that name a group or a provider beside the pool. */
const NAMING_MORE: readonly string[] = [
  'cognito-idp:AdminAddUserToGroup',
  'cognito-idp:AdminRemoveUserFromGroup',
  'cognito-idp:AdminLinkProviderForUser'
]

/**
 * Whether a failure will meet every other user too, so that going on would only
 * repeat it. A pool that is gone answers ResourceNotFoundException, as a missing
 * group does when a user is added to it; a user's creation names no group. A
 * secondary replica answers OperationNotEnabledException.
 */
export function isForEverybody(error: AwsCallError): boolean {
  return (
    FOR_EVERYBODY.includes(error.code) ||
    error.awsCode === 'OperationNotEnabledException' ||
    (error.code === 'not-found' && !NAMING_MORE.includes(error.action))
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
 * @param refused users that the plan refused, which no second run changes
 * @throws UserError `restore-incomplete` when anything failed;
 *   `count-mismatch` when users are unaccounted for
 */
export function expectComplete(
  outcome: RestoreOutcome,
  planned: number,
  refused: number
): void {
  const { usersCreated, usersExisting, usersFailed } = outcome
  const accounted =
    (usersCreated ?? 0) +
    (outcome.usersUpdated ?? 0) +
    (usersExisting ?? 0) +
    (outcome.skippedUsers ?? 0) +
    (usersFailed ?? 0)
  if (planned !== accounted) {
    throw new UserError(
      'count-mismatch',
      `${amount(planned, 'user')} were planned, but the restore accounts for ${accounted}. Please report this: it is a bug of this action.`
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
  if (failed.length === 0) {
    expectSomeoneRestored(outcome)
    return
  }
  const isAllRefused = failed.length === 1 && usersFailed === refused
  const cure = isAllRefused
    ? 'The same restore would refuse them again: the summary says what helps.'
    : 'Run the same restore again to try them once more; with existing-users: update it also adds groups that users lack.'
  throw new UserError(
    'restore-incomplete',
    `${failed.join(', ')} could not be restored. The job summary counts the reasons, and the report names the users. Everything else was restored. ${cure}`
  )
}

/** People may sign up under all names that an import job was to create. */
function expectSomeoneRestored(outcome: RestoreOutcome): void {
  const { usersCreated, usersUpdated, usersExisting, conflicts = 0 } = outcome
  const isSomeone = Boolean(usersCreated) || Boolean(usersUpdated)
  if (conflicts === 0 || isSomeone || usersExisting !== conflicts) return
  throw new UserError(
    'nothing-restored',
    `Nothing was restored, because ${amount(conflicts, 'user')} of the pool ${conflicts === 1 ? 'is' : 'are'} not proven to be those of the snapshot. The report marks them "conflict"; docs/restore.md says what counts as proof.`
  )
}
