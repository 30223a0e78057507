import { newSnapshotId, poolKeyPrefix } from './address.ts'

/** Where the restores into one pool leave their files. */
export interface RestoresPlace {
  /** Key prefix without leading or trailing slash; may be empty. */
  prefix: string
  /** The target pool, not the pool of the snapshot. */
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
 * A new id of a restore. Like a snapshot id, it sorts by time and can't be
 * guessed.
 *
 * @param startedAt when the restore began
 * @param random at least 16 random bytes
 */
export function newRestoreId(startedAt: Date, random: Uint8Array): string {
  return newSnapshotId(startedAt, random)
}

/** The key prefix of a pool's restores, with a slash at the end. */
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

/** Whether it is the key of a map of subs that a restore has left. */
export function isSubMapKey(key: string): boolean {
  return /\/sub-map\.csv\.gz(\.age)?$/.test(key)
}

/** The events of the journal; each is an object of its own. */
export type JournalEvent = 'started' | 'continued' | 'finished'

/**
 * The key of a journal event: a restore started, a later run continued it, or it
 * finished.
 *
 * @param restore number of the restore of that snapshot into that pool, from 1
 * @param turn number of the run that continued it, from 1
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

/** The key of a piece of the list of users that a restore created. */
export function createdKey(place: RestorePlace, piece: number): string {
  const number = String(piece).padStart(5, '0')
  return `${restoresKeyPrefix(place)}${place.restoreId}/created-${number}.txt.gz`
}

export function isCreatedKey(key: string): boolean {
  return /\/created-\d{5}\.txt\.gz$/.test(key)
}
