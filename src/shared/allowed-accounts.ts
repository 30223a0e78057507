import { UserError } from './errors.ts'

/**
 * A sentence about a user pool's account that isn't allowed; `undefined` if it
 * is.
 *
 * @param accountId 12 digits
 * @param allowed the accounts of the input allowed-account-ids; empty: any
 *   account
 */
export function accountFinding(
  accountId: string,
  allowed: readonly string[]
): string | undefined {
  if (allowed.length === 0 || allowed.includes(accountId)) return undefined
  return `The user pool is in account ${accountId}, which the input allowed-account-ids doesn't list.`
}

/**
 * Refuses a user pool whose account isn't allowed.
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
 * Refuses credentials whose account isn't allowed.
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
