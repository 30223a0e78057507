import { amount } from '../../shared/amount.ts'
import { UserError } from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'

/**
 * Judges a restore that has tried everything.
 *
 * @param planned all users of the plan
 * @param refused users that the plan refused; another run would refuse them
 *   again
 * @throws UserError `restore-incomplete` if anything failed; `nothing-restored`
 *   if all users turned out to be conflicts; `count-mismatch` if the counts of
 *   the outcome don't add up to the users of the plan
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

/** People may have signed up under all the names of an import job. */
function expectSomeoneRestored(outcome: RestoreOutcome): void {
  const { usersCreated, usersUpdated, usersExisting, conflicts = 0 } = outcome
  const isSomeone = Boolean(usersCreated) || Boolean(usersUpdated)
  if (conflicts === 0 || isSomeone || usersExisting !== conflicts) return
  throw new UserError(
    'nothing-restored',
    `Nothing was restored, because ${amount(conflicts, 'user')} of the pool ${conflicts === 1 ? 'is' : 'are'} not proven to be those of the snapshot. The report marks them "conflict"; docs/restore.md says what counts as proof.`
  )
}
