import type { Cognito } from '../../cognito/calls/pool-client.ts'
import {
  listPoolsNamed,
  readPoolMark,
  type PoolMark
} from '../../cognito/user-pools.ts'
import { NONCE_TAG } from '../parts/tags.ts'
import { unlessDenied } from './unless-denied.ts'
import type { Journal, PoolEntry } from '../records/journal.ts'

/** S3's clock and Cognito's may differ by so many ms. */
const CLOCKS_APART = 60_000

/** A pool that this tool has begun to make, by its nonce. */
export interface OwnPool {
  userPoolId: string
  entry: PoolEntry
  domains: readonly string[]
}

export interface PoolsOfName {
  own: OwnPool[]
  /** Ids of all other pools of that name. */
  others: string[]
}

/**
 * The user pools of a name. A pool counts as this tool's own if it has a nonce of
 * the journal, isn't older than that, and has the id that the journal has once the
 * app clients are made: tags can be copied. A pool whose tags the role may not read
 * is another's: roles may read by the nonce's tag.
 *
 * @returns `undefined` if the role may not list pools
 * @throws AwsCallError; UserError
 */
export async function findPoolsOfName(
  cognito: Cognito,
  journal: Journal,
  poolName: string,
  signal: AbortSignal
): Promise<PoolsOfName | undefined> {
  const [nonces, ids] = await Promise.all([
    journal.nonces(),
    unlessDenied(listPoolsNamed(cognito, poolName, signal))
  ])
  if (ids === undefined) return undefined
  const found: PoolsOfName = { own: [], others: [] }
  for (const userPoolId of ids) {
    const mark = await unlessDenied(
      readPoolMark(cognito.pool(userPoolId), signal)
    )
    const nonce = mark?.tags[NONCE_TAG] ?? ''
    const entry = nonces.has(nonce) ? await journal.read(nonce) : undefined
    const isOurs =
      mark !== undefined &&
      entry !== undefined &&
      isSince(entry, mark) &&
      [undefined, userPoolId].includes(entry.userPoolId)
    if (isOurs) {
      found.own.push({ userPoolId, entry, domains: mark.domains })
    } else {
      found.others.push(userPoolId)
    }
  }
  return found
}

/** A time that isn't known is no proof. */
function isSince({ startedAt }: PoolEntry, { createdAt }: PoolMark): boolean {
  return createdAt >= startedAt - CLOCKS_APART
}
