import { UserError } from '../shared/errors.ts'
import {
  isSnapshotId,
  poolKeyPrefix,
  type SnapshotAddress
} from '../snapshot/address.ts'
import type { FetchObject } from '../snapshot/fetch-sound.ts'
import { openSnapshot, type OpenSnapshot } from '../snapshot/reader.ts'
import type { Bucket } from './bucket.ts'
import { getObject } from './get.ts'
import { listFolders } from './list.ts'
import { preferVersion } from './prefer-version.ts'

/** Gives a reader of snapshots the objects of a bucket. */
export function fetchFrom(bucket: Bucket, signal: AbortSignal): FetchObject {
  const prefer = preferVersion()
  return (key, maxBytes, versionId, isAgain = false) => {
    if (isAgain) {
      bucket.log(
        `The bytes of ${key} were refused, and are fetched once more: they may have changed on the way`
      )
    }
    return prefer(versionId, id => getObject(bucket, key, maxBytes, signal, id))
  }
}

/**
 * The newest complete snapshot of a pool: the latest, by the time in its id,
 * with a manifest. It skips exports that didn't finish. A damaged manifest is
 * an error: an older snapshot instead would hide that the newest was changed.
 *
 * @param identities see openSnapshot
 * @throws UserError `no-snapshot`; whatever openSnapshot throws
 */
export async function openLatestSnapshot(
  bucket: Bucket,
  prefix: string,
  userPoolId: string,
  signal: AbortSignal,
  identities: readonly string[] = [],
  fetch = fetchFrom(bucket, signal)
): Promise<OpenSnapshot> {
  const folders = await listFolders(
    bucket,
    poolKeyPrefix(prefix, userPoolId),
    signal
  )
  const ids = folders.filter(isSnapshotId).reverse()
  for (const snapshotId of ids) {
    const opened = await openIfComplete(
      { bucket: bucket.name, prefix, userPoolId, snapshotId },
      fetch,
      identities
    )
    if (opened !== undefined) return opened
  }
  throw new UserError(
    'no-snapshot',
    ids.length === 0
      ? `There is no snapshot of the user pool ${userPoolId} in s3://${bucket.name}/${poolKeyPrefix(prefix, userPoolId)}. Check the inputs bucket, prefix and source-user-pool-id, or run an export first.`
      : `No export of the user pool ${userPoolId} in s3://${bucket.name}/${poolKeyPrefix(prefix, userPoolId)} was finished (${ids.length} began). Run an export first.`
  )
}

/**
 * The newest complete snapshot of the same pool that was begun before this one.
 *
 * @returns `undefined` where there is none
 * @throws whatever openSnapshot throws
 */
export async function openSnapshotBefore(
  bucket: Bucket,
  { prefix, userPoolId, snapshotId: later }: SnapshotAddress,
  signal: AbortSignal,
  identities: readonly string[] = []
): Promise<OpenSnapshot | undefined> {
  const folders = await listFolders(
    bucket,
    poolKeyPrefix(prefix, userPoolId),
    signal
  )
  const earlier = folders.filter(id => isSnapshotId(id) && id < later).reverse()
  const fetch = fetchFrom(bucket, signal)
  for (const snapshotId of earlier) {
    const address = { bucket: bucket.name, prefix, userPoolId, snapshotId }
    const opened = await openIfComplete(address, fetch, identities)
    if (opened !== undefined) return opened
  }
  return undefined
}

async function openIfComplete(
  address: SnapshotAddress,
  fetch: FetchObject,
  identities: readonly string[]
): Promise<OpenSnapshot | undefined> {
  try {
    return await openSnapshot(address, fetch, identities)
  } catch (error) {
    if (error instanceof UserError && error.code === 'no-snapshot') {
      return undefined
    }
    throw error
  }
}
