import { createHash } from 'node:crypto'
import { UserError } from '../shared/errors.ts'
import { formatAddress, type SnapshotAddress } from './address.ts'
import { decryptAge } from './age/age-reader.ts'
import type { AgeKey } from './age/age-keys.ts'
import { readDocument } from './definition-codec.ts'
import { fetchAhead } from './fetch-ahead.ts'
import { fetchSound, type FetchObject } from './fetch-sound.ts'
import { gunzipOneMember } from './parts/gzip.ts'
import { READ_CAPS } from './limits.ts'
import { splitLines } from './parts/lines.ts'
import { decodeManifest } from './manifest-codec.ts'
import {
  manifestKey,
  objectsOf,
  type Manifest,
  type SnapshotObject
} from './manifest.ts'
import { missing, objectRefusal, refused } from './object-refusal.ts'
import { FRAME_BYTES, withoutFrame } from './parts/part-frame.ts'
import type { PartKind } from './parts/part-kinds.ts'
import type { Codec } from './records.ts'
import { findKeys, noIdentity } from './age/snapshot-key.ts'

/** A snapshot whose manifest has been read and checked. */
export interface OpenSnapshot {
  address: SnapshotAddress
  manifest: Manifest
  /** SHA-256 of the stored manifest, in hex. */
  manifestSha256: string
  /** Keys that open its objects; missing if none is needed or none was given. */
  keys?: readonly AgeKey[]
}

/**
 * Reads and checks the manifest of a snapshot.
 *
 * @param identities secret age keys, one of which opens an encrypted snapshot.
 *   Without any, only the manifest can be read.
 * @throws UserError `no-snapshot` if there is no manifest at the address;
 *   `wrong-identity` if no identity fits; whatever decodeManifest and `fetch`
 *   throw
 */
export async function openSnapshot(
  address: SnapshotAddress,
  fetch: FetchObject,
  identities: readonly string[] = []
): Promise<OpenSnapshot> {
  const read = await fetchSound(
    isAgain =>
      fetch(manifestKey(address), READ_CAPS.manifestBytes, undefined, isAgain),
    bytes => ({
      manifest: decodeManifest(bytes, address),
      manifestSha256: sha256(bytes)
    })
  )
  if (read === undefined) {
    throw new UserError(
      'no-snapshot',
      `There is no complete snapshot at ${formatAddress(address)} (it has no manifest.json). Check the inputs snapshot, bucket and prefix, or take another snapshot.`
    )
  }
  const keys = await findKeys(read.manifest, identities)
  const opened = { address, ...read }
  return keys.length === 0 ? opened : { ...opened, keys }
}

/**
 * Refuses an encrypted snapshot that was opened without a key.
 *
 * @throws UserError `no-identity`
 */
export function expectKey(snapshot: OpenSnapshot): void {
  keyTo(snapshot)
}

/**
 * The key that opens the objects of a snapshot; `undefined` if they are not
 * encrypted.
 *
 * @throws UserError `no-identity` if they are encrypted and no key was given
 */
function keyTo({ manifest, keys }: OpenSnapshot): AgeKey | undefined {
  const { client } = manifest.encryption
  if (client === null) return undefined
  const key = keys?.[0]
  if (key === undefined) throw noIdentity(client.recipients)
  return key
}

/**
 * The records of one kind, in pages. Each call fetches the objects, compares them
 * with the manifest (length, SHA-256) and decodes them completely. So a second
 * reading gives the same records as the first, or fails. No record is yielded
 * before all bytes of its object were compared.
 *
 * @throws UserError `snapshot-missing`, `snapshot-truncated`,
 *   `snapshot-appended`, `snapshot-digest`, `snapshot-bomb`, `snapshot-damaged`,
 *   `snapshot-invalid` or `snapshot-counts`, and of an encrypted snapshot
 *   `no-identity`, `snapshot-swapped`, `snapshot-incomplete`
 */
export async function* readRecords<R>(
  snapshot: OpenSnapshot,
  kind: PartKind,
  codec: Codec<R>,
  fetch: FetchObject
): AsyncGenerator<R[]> {
  const objects = objectsOf(snapshot.manifest).filter(
    object => object.kind === kind
  )
  const ahead = fetchAhead(objects, fetch)
  try {
    for (const object of objects) {
      yield* readObject(snapshot, object, codec, ahead.fetch)
    }
  } finally {
    await ahead.settled()
  }
}

/** The same of one object. */
export async function* readObject<R>(
  snapshot: OpenSnapshot,
  object: SnapshotObject,
  codec: Codec<R>,
  fetch: FetchObject
): AsyncGenerator<R[]> {
  const key = keyTo(snapshot)
  const bytes = await fetchSound(
    isAgain =>
      fetch(object.key, READ_CAPS.partBytes, object.versionId, isAgain),
    fetched => {
      const facts = { bytes: fetched.length, sha256: sha256(fetched) }
      const refusal = objectRefusal(object, facts)
      if (refusal !== undefined) throw refusal
      return fetched
    }
  )
  if (bytes === undefined) throw missing(object)
  const pages =
    key === undefined
      ? linesOf(object.kind, bytes)
      : encryptedLines(snapshot.manifest, object, bytes, key)
  let records = 0
  for await (const lines of pages) {
    records += lines.length
    if (records > object.records) throw otherCount(object)
    yield lines.map(line => codec.decode(line))
  }
  if (records !== object.records) throw otherCount(object)
}

function otherCount({ key }: SnapshotObject): UserError {
  return refused(
    'snapshot-counts',
    key,
    'holds another number of records than the manifest says'
  )
}

/** The definition is one document with its own cap; other kinds are lines. */
function linesOf(kind: PartKind, bytes: Uint8Array): AsyncGenerator<string[]> {
  return kind === 'pool'
    ? readDocument(gunzipOneMember(bytes, READ_CAPS.definitionBytes))
    : splitLines(gunzipOneMember(bytes, READ_CAPS.partTextBytes))
}

async function* encryptedLines(
  { snapshotId, encryption }: Manifest,
  { kind, index, key }: SnapshotObject,
  bytes: Uint8Array,
  ageKey: AgeKey
): AsyncGenerator<string[]> {
  const recipients = encryption.client?.recipients.length ?? 0
  const gzipped = await decryptAge(bytes, ageKey, recipients)
  const maxBytes = READ_CAPS.definitionBytes + FRAME_BYTES
  const pages =
    kind === 'pool'
      ? readDocument(gunzipOneMember(gzipped, maxBytes), 3)
      : splitLines(gunzipOneMember(gzipped, READ_CAPS.partTextBytes))
  yield* withoutFrame(pages, { snapshotId, kind, index }, key)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
