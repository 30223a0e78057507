import { UserError } from './errors.ts'

/**
 * What is wrong with the account of a user pool, as a sentence; `undefined` when
 * it is allowed.
 *
 * @param allowed the accounts of the input allowed-account-ids; none: any
 */
export function accountFinding(
  accountId: string,
  allowed: readonly string[]
): string | undefined {
  if (allowed.length === 0 || allowed.includes(accountId)) return undefined
  return `The user pool is in account ${accountId}, which the input allowed-account-ids doesn't list.`
}

/**
 * Refuses a user pool of another account than those that the run is meant for.
 *
 * @throws UserError `input`
 */
export function refuseOtherAccount(
  accountId: string,
  allowed: readonly string[]
): void {
  const finding = accountFinding(accountId, allowed)
  if (finding === undefined) return
  throw new UserError(
    'input',
    `${finding} Check which role the job assumes and the input user-pool-id, or add the account to the list. Nothing was written.`
  )
}

/**
 * Refuses credentials of another account than those that the run is meant for.
 *
 * @throws UserError `input`
 */
export function refuseOtherCredentials(
  accountId: string,
  allowed: readonly string[]
): void {
  if (allowed.length === 0 || allowed.includes(accountId)) return
  throw new UserError(
    'input',
    `The AWS credentials are of the account ${accountId || '(unknown)'}, which the input allowed-account-ids doesn't list. Check which role the job assumes, or add the account to the list. Nothing was read or written.`
  )
}
