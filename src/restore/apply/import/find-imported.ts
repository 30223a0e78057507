import { isSameValue } from '../../../cognito/boolean-attributes.ts'
import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { findUser, type PoolUser } from '../../../cognito/users.ts'
import { stopIfCancelled } from '../../../shared/errors.ts'
import type { Clock, Progress } from '../../../shared/world.ts'
import type { UserCreation } from '../../plan/users/user-plan.ts'
import { isCompared } from '../../target/attributes-digest.ts'
import { collectUsers } from '../../target/list-users.ts'
import { ImportedUsers } from './imported-users.ts'

/** What a listing needs. */
export interface ListingTools {
  pool: PoolClient
  clock: Clock
  progress: Progress
  signal: AbortSignal
}

/** "This operation is eventually consistent" (ListUsers). Milliseconds. */
const WAITS_MS = [0, 2000, 8000, 20_000]

/**
 * Lists the pool for the users that were created since the import began. It
 * lists again if users are missing. It bills no user.
 *
 * @param since in ms since 1970, by Cognito's clock
 * @param imported how many users Cognito has imported, by its own count
 * @throws AwsCallError; UserError `cancelled` or `out-of-time`
 */
export async function listImported(
  description: PoolDescription,
  since: number,
  imported: number,
  { pool, clock, progress, signal }: ListingTools
): Promise<ImportedUsers> {
  const users = new ImportedUsers(description, since)
  const piece = progress.start(
    'Reading the subs of the imported users',
    'user',
    imported
  )
  try {
    for (const wait of WAITS_MS) {
      await clock.sleep(wait, signal)
      stopIfCancelled(signal)
      await collectUsers(pool, imported, users, piece, signal)
      if (users.size >= imported) break
    }
    return users
  } finally {
    piece.end()
  }
}

/**
 * Looks up one user by its name in the import file.
 *
 * @throws AwsCallError
 */
export async function findByName(
  pool: PoolClient,
  { usernameAttributes }: PoolDescription,
  { username, attributes }: UserCreation
): Promise<PoolUser | undefined> {
  const names =
    usernameAttributes.length === 0
      ? ['username']
      : usernameAttributes.filter(name => attributes[name] === username)
  for (const name of names) {
    const found = await findUser(pool, name, username)
    if (found !== undefined) return found
  }
  return undefined
}

/** Whether a job may have created the user, by its date and status. */
export function isSinceImport(
  { status, createdAt }: PoolUser,
  since: number
): boolean {
  return (
    (status === 'CONFIRMED' || status === 'RESET_REQUIRED') &&
    createdAt.getTime() >= since
  )
}

const ADDRESSES = [
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified'
]

/** Whether a user has the planned addresses. Else it is another person. */
export function hasPlannedAddresses(
  user: PoolUser,
  { attributes }: UserCreation
): boolean {
  return ADDRESSES.every(name => {
    const planned = attributes[name] ?? ''
    const actual = user.attributes[name] ?? ''
    return (
      isSameValue(name, planned, actual) ||
      (!isCompared(name, planned) && !isCompared(name, actual))
    )
  })
}
