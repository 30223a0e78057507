import { poolKeyPrefix } from './address.ts'

/** Where the pools that are made of one pool's snapshots leave their journal. */
export interface CreatedPoolsPlace {
  /** Key prefix without leading or trailing slash; may be empty. */
  prefix: string
  /** The pool of the snapshots. */
  userPoolId: string
  /** Of the new pools. */
  accountId: string
  region: string
}

/** The events of a new pool; each is an object of its own. */
export type CreatedPoolEvent = 'started' | 'clients' | 'complete' | 'finished'

/** The key prefix of the journal, with a slash at the end. */
export function createdPoolsKeyPrefix(place: CreatedPoolsPlace): string {
  const { prefix, userPoolId, accountId, region } = place
  return `${poolKeyPrefix(prefix, userPoolId)}created-pools/${accountId}/${region}/`
}

/**
 * The key of an event of a new pool.
 *
 * @param nonce of 32 hex digits, which the pool has as a tag
 */
export function createdPoolKey(
  place: CreatedPoolsPlace,
  nonce: string,
  event: CreatedPoolEvent
): string {
  return `${createdPoolsKeyPrefix(place)}${nonce}/${event}.json`
}

export function isNonce(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}
