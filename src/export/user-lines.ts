import { amount } from '../amount.ts'
import { isOfTheFilter, PARALLEL_FROM } from '../cognito/list-every-user.ts'
import {
  listUsers,
  listUsersInChains,
  type PoolUser,
  type UserPage
} from '../cognito/users.ts'
import type { PoolClient } from '../cognito/pool-client.ts'
import { AwsCallError, stopIfCancelled } from '../errors.ts'
import { userCodec, type MfaRecord } from '../snapshot/records.ts'
import type { Log, Progress } from '../world.ts'
import { toUserRecord, type PoolMfa } from './classify.ts'
import { KnownSubs } from './known-subs.ts'
import { countUser, type UserTally } from './tally.ts'

export interface UserListing {
  pool: PoolClient
  progress: Progress
  log: Log
  signal: AbortSignal
  poolMfa: PoolMfa
  /** Cognito's estimate of the users there are. */
  estimate: number | undefined
  /** What is known of a user's factors; asked once for each user. */
  factorsOf: (username: string) => Promise<MfaRecord | undefined> | undefined
}

/**
 * The lines of all users, each once, counted into `tally` on the way.
 *
 * Neither the split into chains nor a listing that ends too early may cost a
 * user: when fewer were found than Cognito estimates, or a chain failed, a plain
 * chain reads the pool once more and what it finds besides is added.
 */
export async function* userLines(
  listing: UserListing,
  tally: UserTally
): AsyncGenerator<string[]> {
  const { pool, signal, estimate, log } = listing
  const known = new KnownSubs()
  const piece = listing.progress.start('Reading users', 'user', estimate)

  async function* linesOf(pages: AsyncIterable<UserPage>, isAgain: boolean) {
    for await (const page of pages) {
      const fresh = page.users.filter(user => known.add(user.sub))
      if (!isAgain && !page.isAgain) {
        tally.duplicates += page.users.length - fresh.length
      }
      // Pages that were fetched before a cancellation cost no look-up after it.
      stopIfCancelled(signal)
      const lines = await allOf(fresh.map(lineOf))
      piece.advance(lines.length)
      yield lines
    }
  }

  /** At once where Cognito isn't asked: a promise a user would cost time. */
  function lineOf(user: PoolUser): string | Promise<string> {
    const factors = listing.factorsOf(user.username)
    return factors === undefined
      ? encode(user)
      : factors.then(known => encode(user, known))
  }

  function encode(user: PoolUser, factors?: MfaRecord): string {
    const record = toUserRecord(user, listing.poolMfa, factors)
    countUser(tally, record)
    return userCodec.encode(record)
  }

  try {
    const isSplit = estimate !== undefined && estimate >= PARALLEL_FROM
    let isWhole = true
    try {
      const pages = isSplit ? listUsersInChains : listUsers
      yield* linesOf(pages(pool, signal), false)
    } catch (error) {
      if (!isSplit || !isOfTheFilter(error)) throw error
      const name = error instanceof AwsCallError ? error.awsCode : error.code
      log.info(`Listing by filter failed (${name})`)
      isWhole = false
    }
    if (!isWhole || (estimate !== undefined && tally.users < estimate)) {
      log.info(
        `${isSplit ? 'The filters' : 'One listing'} found ${amount(tally.users, 'user')} of about ${amount(estimate ?? 0, 'user')}: reading all of them in one chain`
      )
      yield* linesOf(listUsers(pool, signal), true)
    }
  } finally {
    piece.end()
  }
}

/** Like Promise.all, but at rest when it throws: a look-up is billed. */
async function allOf(work: (string | Promise<string>)[]): Promise<string[]> {
  if (work.every(one => typeof one === 'string')) return work
  const lines = work.map(one => Promise.resolve(one))
  await Promise.allSettled(lines)
  return Promise.all(lines)
}
