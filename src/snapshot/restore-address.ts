import { newSnapshotId, poolKeyPrefix } from './address.ts'

/** The restores into one pool, in the bucket of the snapshot. */
export interface RestoresPlace {
  /** Key prefix without leading or trailing slash; may be empty. */
  prefix: string
  /** The pool that is restored into, not the one the snapshot was taken of. */
  userPoolId: string
}

/** Where the report of one run of a restore lives. */
export interface RestorePlace extends RestoresPlace {
  restoreId: string
}

/** Where the journal of all restores of one snapshot lives. */
export interface JournalPlace extends RestoresPlace {
  snapshotId: string
}

/**
 * A new id of a restore. It is made like that of a snapshot, so that it too
 * sorts by time and can't be guessed.
 *
 * @param startedAt when the restore began
 * @param random at least 16 random bytes
 */
export function newRestoreId(startedAt: Date, random: Uint8Array): string {
  return newSnapshotId(startedAt, random)
}

/** The key prefix of a pool's restores, with a slash at its end. */
export function restoresKeyPrefix(place: RestoresPlace): string {
  return `${poolKeyPrefix(place.prefix, place.userPoolId)}restores/`
}

/**
 * The keys of the two files that a restore leaves.
 *
 * @param isEncrypted with age
 */
export function restoreFileKeys(
  place: RestorePlace,
  isEncrypted = false
): { report: string; subMap: string } {
  const base = `${restoresKeyPrefix(place)}${place.restoreId}/`
  const end = isEncrypted ? '.gz.age' : '.gz'
  return {
    report: `${base}report.ndjson${end}`,
    subMap: `${base}sub-map.csv${end}`
  }
}

/** What the journal says of a restore, each in an object of its own. */
export type JournalEvent = 'started' | 'continued' | 'finished'

/**
 * The key of the object that says that a restore of a snapshot began, that a
 * later run went on with it, or that it got to its end.
 *
 * @param restore which restore of that snapshot into that pool, from 1
 * @param turn which of the runs that went on with it, from 1
 */
export function journalKey(
  place: JournalPlace,
  event: JournalEvent,
  restore: number,
  turn?: number
): string {
  const number = turn === undefined ? `${restore}` : `${restore}-${turn}`
  return `${restoresKeyPrefix(place)}${place.snapshotId}/${event}-${number}.json`
}

/** The key of a piece of the list of users that a restore has created. */
export function createdKey(place: RestorePlace, piece: number): string {
  const number = String(piece).padStart(5, '0')
  return `${restoresKeyPrefix(place)}${place.restoreId}/created-${number}.txt.gz`
}

export function isCreatedKey(key: string): boolean {
  return /\/created-\d{5}\.txt\.gz$/.test(key)
}
