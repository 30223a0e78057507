import { UserError } from '../shared/errors.ts'

/**
 * The gates before the manifest. A snapshot that fails one gets no manifest, so
 * it doesn't exist.
 */

/**
 * If Cognito lists no user but estimates some, the listing is more likely wrong
 * than the pool empty. An empty backup would be the worst of all backups.
 *
 * @throws UserError `empty-pool`
 */
export function expectUsers(
  listed: number,
  estimate: number | undefined
): void {
  if (listed === 0 && estimate !== undefined && estimate > 0) {
    throw new UserError(
      'empty-pool',
      `Cognito listed no user although it estimates ${estimate}. No snapshot was written. If the pool was emptied just now, its estimate lags behind: run the job again tomorrow.`
    )
  }
}

/**
 * Expects that every record that Cognito listed was stored.
 *
 * @throws UserError `count-mismatch`
 */
export function expectAllStored(
  kind: string,
  listed: number,
  stored: number
): void {
  if (listed !== stored) {
    throw new UserError(
      'count-mismatch',
      `Cognito listed ${listed} ${kind}, but ${stored} were stored, so the snapshot was left without a manifest. Please report this: it is a bug of this action.`
    )
  }
}

/** A pool in use explains a gap this small: users are deleted meanwhile. */
const EXPLAINED_USERS = 50
const EXPLAINED_SHARE = 0.05
/** The same for a small pool, where 50 users would be most of the pool. */
const EXPLAINED_SHARE_OF_FEW = 0.2

/**
 * How many users of Cognito's estimate no listing found, not even the plain one.
 * The estimate lags behind, so a small gap counts as 0.
 *
 * @returns 0, or a gap of more than 5 % of the estimate that is also more than
 *   50 users or more than a fifth of the estimate
 */
export function findShortfall(
  listed: number,
  estimate: number | undefined
): number {
  if (estimate === undefined) return 0
  const gap = estimate - listed
  const few = Math.min(EXPLAINED_USERS, estimate * EXPLAINED_SHARE_OF_FEW)
  const explained = Math.max(few, estimate * EXPLAINED_SHARE)
  return gap > explained ? gap : 0
}
