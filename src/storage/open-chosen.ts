import { createHash } from 'node:crypto'
import { AwsCallError, UserError } from '../shared/errors.ts'
import type { Warning } from '../shared/outcome.ts'
import type { SnapshotAddress } from '../snapshot/address.ts'
import { manifestKey } from '../snapshot/manifest.ts'
import {
  openSnapshot,
  type FetchObject,
  type OpenSnapshot
} from '../snapshot/reader.ts'
import type { Bucket } from './bucket.ts'
import { fetchFrom, openLatestSnapshot } from './find-snapshot.ts'
import { listVersions } from './list.ts'

/** One snapshot, or the newest of a pool. */
export type SnapshotChoice =
  | { address: SnapshotAddress }
  | { latestOf: { prefix: string; userPoolId: string } }

/** What a snapshot must be, beside whole. */
export interface SnapshotConditions {
  /** SHA-256 of its manifest, in hex. */
  manifestSha256?: string | undefined
  /** The oldest that it may be, in ms. */
  maxAgeMs?: number | undefined
}

export interface ChosenSnapshot {
  snapshot: OpenSnapshot
  /** Why it must not be restored: `manifest-versions`. */
  refusal: UserError | undefined
  /** Set where that isn't known. */
  warning: Warning | undefined
}

/**
 * Opens the chosen snapshot, and knows the manifest for the one that is meant: by
 * the pin, where there is one, else because nothing was ever stored over it.
 *
 * @param pin SHA-256 of the manifest, in hex; no other is even parsed
 * @param identities see openSnapshot
 * @throws UserError `no-snapshot`, `manifest-pin`; whatever openSnapshot throws
 */
export async function openChosenSnapshot(
  bucket: Bucket,
  choice: SnapshotChoice,
  pin: string | undefined,
  signal: AbortSignal,
  identities: readonly string[] = []
): Promise<ChosenSnapshot> {
  const fetch = withPin(fetchFrom(bucket, signal), pin)
  const snapshot =
    'address' in choice
      ? await openSnapshot(choice.address, fetch, identities)
      : await openLatestSnapshot(
          bucket,
          choice.latestOf.prefix,
          choice.latestOf.userPoolId,
          signal,
          identities,
          fetch
        )
  const fine = { snapshot, refusal: undefined, warning: undefined }
  if (pin !== undefined) return fine
  const key = manifestKey(snapshot.address)
  // After the manifest was read: one that is stored meanwhile is seen.
  const versions = await countVersions(bucket, key, signal)
  if (versions === undefined) return { ...fine, warning: uncheckedVersions() }
  return versions > 1 ? { ...fine, refusal: severalVersions(key) } : fine
}

function withPin(fetch: FetchObject, pin: string | undefined): FetchObject {
  if (pin === undefined) return fetch
  return async (key, ...rest) => {
    const bytes = await fetch(key, ...rest)
    if (bytes !== undefined && key.endsWith('/manifest.json')) {
      const digest = createHash('sha256').update(bytes).digest('hex')
      if (digest !== pin) throw otherManifest(key)
    }
    return bytes
  }
}

/**
 * How many versions there are of an object, markers of deletions among them;
 * `undefined` where that can't be known. In a bucket that keeps no versions it
 * is 1, whatever was overwritten.
 *
 * @throws AwsCallError other than a refusal
 */
async function countVersions(
  bucket: Bucket,
  key: string,
  signal: AbortSignal
): Promise<number | undefined> {
  try {
    let count = 0
    for await (const page of listVersions(bucket, key, signal)) {
      count += page.filter(version => version.key === key).length
    }
    return count
  } catch (error) {
    if (isNotAnswered(error)) return undefined
    throw error
  }
}

/** A storage that isn't AWS may lack the call. */
export function isNotAnswered(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    (error.code === 'access-denied' ||
      ['NotImplemented', 'MethodNotAllowed'].includes(error.awsCode))
  )
}

function otherManifest(key: string): UserError {
  return new UserError(
    'manifest-pin',
    `The SHA-256 of ${key} is not the one in the input manifest-sha256. It is another snapshot than the one that is meant, or the manifest was changed: check both before you go on.`
  )
}

function severalVersions(key: string): UserError {
  return new UserError(
    'manifest-versions',
    `The bucket holds several versions of ${key}, and this tool never writes a manifest twice. Find out who wrote the others; to go on with the newest, give its SHA-256 as the input manifest-sha256.`
  )
}

function uncheckedVersions(): Warning {
  return {
    title: 'Not known whether the manifest was overwritten',
    text: "The role may not list the versions of objects, so it isn't known whether the snapshot's manifest.json was stored over another. Allow s3:ListBucketVersions, or give the manifest's SHA-256 as the input manifest-sha256."
  }
}
