import { createHash } from 'node:crypto'
import { AwsCallError, UserError } from '../shared/errors.ts'
import type { Warning } from '../shared/outcome.ts'
import type { SnapshotAddress } from '../snapshot/address.ts'
import { manifestKey } from '../snapshot/manifest.ts'
import { fetchSound, type FetchObject } from '../snapshot/fetch-sound.ts'
import { openSnapshot, type OpenSnapshot } from '../snapshot/reader.ts'
import type { Bucket } from './bucket.ts'
import { fetchFrom, openLatestSnapshot } from './find-snapshot.ts'
import { listVersions } from './list.ts'

/** One snapshot, or the newest of a pool. */
export type SnapshotChoice =
  | { address: SnapshotAddress }
  | { latestOf: { prefix: string; userPoolId: string } }

/** What a snapshot must be, besides whole. */
export interface SnapshotConditions {
  /** SHA-256 of its manifest, in hex. */
  manifestSha256?: string | undefined
  /** Its highest age, in ms. */
  maxAgeMs?: number | undefined
}

export interface ChosenSnapshot {
  snapshot: OpenSnapshot
  /** Why it must not be restored: `manifest-versions`. */
  refusal: UserError | undefined
  /** Set if it isn't known whether there is a refusal. */
  warning: Warning | undefined
}

/**
 * Opens the chosen snapshot and makes sure that its manifest is the original. The
 * pin proves that. Without a pin, the manifest must have only one version.
 *
 * @param pin SHA-256 of the manifest, in hex; another manifest isn't even parsed
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
  // After the manifest was read, so a version that is stored meanwhile counts.
  const versions = await countVersions(bucket, key, signal)
  if (versions === undefined) return { ...fine, warning: uncheckedVersions() }
  return versions > 1 ? { ...fine, refusal: severalVersions(key) } : fine
}

function withPin(fetch: FetchObject, pin: string | undefined): FetchObject {
  if (pin === undefined) return fetch
  return (key, maxBytes, versionId) =>
    fetchSound(
      isAgain => fetch(key, maxBytes, versionId, isAgain),
      bytes => {
        if (key.endsWith('/manifest.json')) expectPinned(key, bytes, pin)
        return bytes
      }
    )
}

function expectPinned(key: string, bytes: Uint8Array, pin: string): void {
  const digest = createHash('sha256').update(bytes).digest('hex')
  if (digest !== pin) throw otherManifest(key)
}

/**
 * How many versions an object has, delete markers included; `undefined` if S3
 * refuses the answer. A bucket without versions always has 1, even of an object
 * that was overwritten.
 *
 * @throws AwsCallError except a refusal
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

/** Whether the role may not make a call, or a storage other than AWS lacks it. */
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
