import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { listEveryUser } from '../../cognito/list-every-user.ts'
import type { PoolUser } from '../../cognito/users.ts'
import type { Piece } from '../../shared/world.ts'

/** A collection of the users that a listing shows. */
export interface UserCollection {
  /** Adds a user. The listing may show a user more than once. */
  add(user: PoolUser): void
  /** How many different users were added. */
  readonly size: number
}

/**
 * Lists a pool to its last user and adds each user to the collection. Bills no
 * user.
 *
 * @param expected the least number of users the pool has, if that is known
 * @param piece advances by the number of users that are new
 * @throws AwsCallError, UserError as listEveryUser does
 */
export async function collectUsers(
  pool: PoolClient,
  expected: number | undefined,
  collection: UserCollection,
  piece: Pick<Piece, 'advance'>,
  signal: AbortSignal
): Promise<void> {
  const found = () => collection.size
  const pages = listEveryUser(pool, expected, found, signal)
  for await (const { users } of pages) {
    const before = collection.size
    for (const user of users) collection.add(user)
    piece.advance(collection.size - before)
  }
}
