import type { CognitoState } from '../operation.ts'
import { CognitoError } from '../protocol/errors.ts'
import type { Pool } from '../state/pool.ts'

/**
 * Throws UserImportInProgressException while a job imports users into the
 * pool: "when you're trying to modify a user pool while a user import job is
 * in progress for that pool".
 *
 * Source: API reference, AddCustomAttributes, UpdateUserPool, DeleteUserPool.
 */
export function refuseDuringImport(pool: Pool, state: CognitoState): void {
  if (state.imports.active()?.pool === pool)
    throw new CognitoError(
      'UserImportInProgressException',
      'A user import job is in progress for the user pool.'
    )
}
