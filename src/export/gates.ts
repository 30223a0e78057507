import { UserError } from '../shared/errors.ts'

/**
 * The gates that a snapshot passes before its manifest is written. A snapshot
 * that fails one is left without a manifest: it doesn't exist.
 */

/**
 * A pool that Cognito thinks has users and that lists none is more likely a
 * wrong answer than an empty pool, and an empty backup is the worst of them.
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
 * What Cognito listed is what was stored, record for record.
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

/** A gap that a pool in use explains: users go while they are listed. */
const EXPLAINED_USERS = 50
const EXPLAINED_SHARE = 0.05
/** … of a small pool, where 50 users would be most of it. */
const EXPLAINED_SHARE_OF_FEW = 0.2

/**
 * How many of the users that Cognito estimates were found by no listing, not
 * even the plain one. Cognito's estimate lags behind, so a small gap is none.
 *
 * @returns 0, or a gap above 5 % of the estimate, and above 50 users or a fifth
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
