import { listEveryUser } from '../cognito/list-every-user.ts'
import type { PoolUser } from '../cognito/users.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { stopIfCancelled } from '../shared/errors.ts'
import { userCodec, type MfaRecord } from '../snapshot/records.ts'
import {
  countUser,
  newUserCounts,
  type UserCounts
} from '../snapshot/user-counts.ts'
import type { Log, OpenScratch, Progress } from '../shared/world.ts'
import { toUserRecord, type PoolMfa } from './classify.ts'
import { SeenSubs } from './subs/seen-subs.ts'
import { SubNotes } from './subs/sub-notes.ts'

/** What has been counted of the users of a pool. */
export interface UserTally extends UserCounts {
  /** Users that Cognito listed again after it had listed them; written once. */
  duplicates: number
}

export function newUserTally(): UserTally {
  return { ...newUserCounts(), duplicates: 0 }
}

export interface UserListing {
  pool: PoolClient
  progress: Progress
  log: Log
  openScratch: OpenScratch
  signal: AbortSignal
  poolMfa: PoolMfa
  /** Cognito's estimate of the number of users. */
  estimate: number | undefined
  /** The MFA factors of a user, see MfaLookup; called once for each user. */
  factorsOf: (username: string) => Promise<MfaRecord | undefined> | undefined
}

/**
 * The lines of all users, each once. See listEveryUser for pools that Cognito
 * doesn't list completely.
 *
 * @param tally counts the users as they are read
 * @throws AwsCallError; UserError `listing`, `cognito-answer`, `count-mismatch`,
 *   `cancelled` or `out-of-time`
 */
export async function* userLines(
  listing: UserListing,
  tally: UserTally
): AsyncGenerator<string[]> {
  const { pool, signal, estimate, log } = listing
  const notes = new SubNotes(listing.openScratch)
  const seen = new SeenSubs(notes, log, signal)
  const piece = listing.progress.start('Reading users', 'user', estimate)

  /** No promise without a look-up: a promise for each user would cost time. */
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
    const pages = listEveryUser(
      pool,
      estimate,
      () => tally.users,
      signal,
      line => log.info(line)
    )
    for await (const page of pages) {
      const fresh = await seen.unseen(page)
      if (!page.isAgain) tally.duplicates += page.users.length - fresh.length
      // After a cancellation, users of pages read earlier are not looked up.
      stopIfCancelled(signal)
      const lines = await allOf(fresh.map(lineOf))
      piece.advance(lines.length)
      yield lines
    }
  } finally {
    piece.end()
    await seen.close()
  }
}

/** Like Promise.all, but waits for all before it throws: look-ups are billed. */
async function allOf(work: (string | Promise<string>)[]): Promise<string[]> {
  if (work.every(one => typeof one === 'string')) return work
  const lines = work.map(one => Promise.resolve(one))
  await Promise.allSettled(lines)
  return Promise.all(lines)
}
