import type { Cognito } from '../../cognito/calls/pool-client.ts'
import { readDomain, readPoolMark } from '../../cognito/user-pools.ts'
import { UserError } from '../../shared/errors.ts'
import type { PoolPlace } from '../parts/made-part.ts'
import type { Journal } from '../records/journal.ts'
import { chooseOwnPool } from './choose-own-pool.ts'
import { findPoolsOfName, type OwnPool } from './pools-of-name.ts'
import { unlessDenied } from './unless-denied.ts'

/** What a new pool meets where it comes to be. What isn't known is `unknown`. */
export interface TargetFacts {
  /** The account of the credentials and the Region of the run. */
  place: PoolPlace
  /** The pool of the snapshot; in another account or Region it is `unknown`. */
  source: 'there' | 'gone' | 'unknown'
  /** Ids of pools with the name of the new one that aren't its earlier beginning. */
  sameName: readonly string[] | 'unknown'
  /**
   * Domains of the new pool: whether each can be had, as far as Cognito says. The
   * own domain of a pool that was begun is free for it.
   */
  domains: ReadonlyMap<string, 'free' | 'taken' | 'unknown'>
  /** The pool that an earlier run made of the same snapshot, or began to make. */
  own: OwnPool | undefined
}

/** What the new pool is to be. */
export interface Wanted {
  snapshotId: string
  source: PoolPlace & { userPoolId: string }
  place: PoolPlace
  poolName: string
  /** Names of domains. */
  domains: readonly string[]
}

/**
 * Reads what a new pool meets in its account and Region.
 *
 * @throws UserError `half-made` if the name belongs to a pool that was begun from
 *   another snapshot; AwsCallError; StoppedCallError
 */
export async function readTarget(
  cognito: Cognito,
  journal: Journal,
  { snapshotId, source, place, poolName, domains }: Wanted,
  signal: AbortSignal
): Promise<TargetFacts> {
  const pools = await findPoolsOfName(cognito, journal, poolName, signal)
  if (pools === undefined && (await journal.nonces()).size > 0) {
    throw mayBeBegun(poolName)
  }
  const own = chooseOwnPool(pools?.own ?? [], snapshotId, place.region)
  const finished = pools?.own.filter(pool => pool !== own) ?? []
  return {
    place,
    source: isSamePlace(source, place)
      ? await readSource(cognito, source.userPoolId, signal)
      : 'unknown',
    sameName: pools
      ? [...pools.others, ...finished.map(({ userPoolId }) => userPoolId)]
      : 'unknown',
    domains: new Map(
      await Promise.all(
        domains.map(
          async domain =>
            [domain, await readAvailability(domain, own?.userPoolId)] as const
        )
      )
    ),
    own
  }

  async function readAvailability(domain: string, ownId: string | undefined) {
    const state = await unlessDenied(readDomain(cognito, domain, signal))
    if (state === undefined) return 'unknown'
    const { userPoolId } = state
    return userPoolId === undefined || userPoolId === ownId ? 'free' : 'taken'
  }
}

async function readSource(
  cognito: Cognito,
  userPoolId: string,
  signal: AbortSignal
): Promise<TargetFacts['source']> {
  // `undefined` says that it is gone, or that the role may not ask.
  const read = await unlessDenied(
    readPoolMark(cognito.pool(userPoolId), signal).then(mark => ({ mark }))
  )
  if (read === undefined) return 'unknown'
  return read.mark === undefined ? 'gone' : 'there'
}

function isSamePlace(one: PoolPlace, other: PoolPlace): boolean {
  return one.accountId === other.accountId && one.region === other.region
}

function mayBeBegun(poolName: string): UserError {
  return new UserError(
    'access-denied',
    `An earlier run has begun to make a pool, and the role may not look for it: allow cognito-idp:ListUserPools. Otherwise there could be two pools named ${poolName}.`
  )
}
