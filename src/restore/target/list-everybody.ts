import { listEveryUser } from '../../cognito/list-every-user.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import type { PoolUser } from '../../cognito/users.ts'
import type { Piece } from '../../shared/world.ts'

/** What is done with the users of a pool as they are listed. */
export interface Reader {
  /** A user who was listed before may come again. */
  add(user: PoolUser): void
  readonly size: number
}

/**
 * Lists a pool to its last user. Bills nobody.
 *
 * @param expected how many users there are at least, if that is known
 * @param piece is told how many more there are
 * @throws AwsCallError
 */
export async function listEverybody(
  pool: PoolClient,
  expected: number | undefined,
  reader: Reader,
  piece: Pick<Piece, 'advance'>,
  signal: AbortSignal
): Promise<void> {
  const found = () => reader.size
  const pages = listEveryUser(pool, expected, found, signal)
  for await (const { users } of pages) {
    const before = reader.size
    for (const user of users) reader.add(user)
    piece.advance(reader.size - before)
  }
}
