import type { PoolClient } from '../cognito/pool-client.ts'
import {
  listUsers,
  listUsersInChains,
  type PoolUser,
  type UserPage
} from '../cognito/users.ts'
import { AwsCallError } from '../errors.ts'
import type { Piece } from '../world.ts'

/** From so many users on, a pool is listed by sixteen chains at once. */
const PARALLEL_FROM = 3000

/** What is done with the users of a pool as they are listed. */
export interface Reader {
  /** A user who was listed before may come again. */
  add(user: PoolUser): void
  readonly size: number
}

/**
 * Lists a pool as an export does: where the filtered chains fall short or are
 * refused, a plain one reads the pool once more. Bills nobody.
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
  const read = async (pages: AsyncIterable<UserPage>) => {
    for await (const page of pages) {
      const before = reader.size
      for (const user of page.users) reader.add(user)
      piece.advance(reader.size - before)
    }
  }
  if (expected !== undefined && expected >= PARALLEL_FROM) {
    try {
      await read(listUsersInChains(pool, signal))
    } catch (error) {
      if (!(error instanceof AwsCallError) || error.code !== 'aws') throw error
    }
    if (reader.size >= expected) return
  }
  await read(listUsers(pool, signal))
}
