import { createHash } from 'node:crypto'
import { UserError } from '../shared/errors.ts'
import { formatAddress, type SnapshotAddress } from './address.ts'
import { decryptAge } from './age/age-reader.ts'
import type { AgeKey } from './age/age-keys.ts'
import { MAX_DEFINITION_BYTES, readDocument } from './definition.ts'
import { gunzipOneMember } from './parts/gzip.ts'
import { READ_CAPS } from './limits.ts'
import { splitLines } from './parts/lines.ts'
import { decodeManifest } from './manifest-codec.ts'
import { manifestKey, type Manifest, type SnapshotObject } from './manifest.ts'
import { missing, objectRefusal, refused } from './object-refusal.ts'
import { FRAME_BYTES, withoutFrame } from './parts/part-frame.ts'
import type { PartKind } from './parts/part-kinds.ts'
import type { Codec } from './records.ts'
import { findKeys, noIdentity } from './age/snapshot-key.ts'

/**
 * Fetches a stored object whole.
 * @param versionId the version to read, where the bucket keeps versions
 * @returns `undefined` when there is no such object
 * @throws UserError `snapshot-bomb` when it is larger than `maxBytes`
 */
export type FetchObject = (
  key: string,
  maxBytes: number,
  versionId?: string | null
) => Promise<Uint8Array | undefined>

/** A snapshot whose manifest has been read and checked. */
export interface OpenSnapshot {
  address: SnapshotAddress
  manifest: Manifest
  /** SHA-256 of the stored manifest, in hex. */
  manifestSha256: string
  /** Keys that open its objects; none where none is needed, or none was given. */
  keys?: readonly AgeKey[]
}

/**
 * Reads and checks the manifest of a snapshot.
 *
 * @param identities secret keys of age, one of which is to open the objects of
 *   an encrypted snapshot; without any, only its manifest can be read
 * @throws UserError `no-snapshot` when there is no manifest at the address;
 *   `wrong-identity` when no identity is that of a recipient
 */
export async function openSnapshot(
  address: SnapshotAddress,
  fetch: FetchObject,
  identities: readonly string[] = []
): Promise<OpenSnapshot> {
  const bytes = await fetch(manifestKey(address), READ_CAPS.manifestBytes)
  if (bytes === undefined) {
    throw new UserError(
      'no-snapshot',
      `There is no complete snapshot at ${formatAddress(address)} (it has no manifest.json). Check the inputs snapshot, bucket and prefix, or take another snapshot.`
    )
  }
  const manifest = decodeManifest(bytes, address)
  const keys = await findKeys(manifest, identities)
  const opened = { address, manifest, manifestSha256: sha256(bytes) }
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
 * The key that opens the objects of a snapshot; `undefined` for a plain one.
 *
 * @throws UserError `no-identity` for an encrypted one without a key
 */
function keyTo({ manifest, keys }: OpenSnapshot): AgeKey | undefined {
  const { client } = manifest.encryption
  if (client === null) return undefined
  const key = keys?.[0]
  if (key === undefined) throw noIdentity(client.recipients)
  return key
}

/**
 * The records of one kind, in pages. Each object is fetched, held against the
 * manifest (length, SHA-256) and decoded completely, whenever this is called: a
 * second reading hands over the same bytes as the first, or fails.
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
  const key = keyTo(snapshot)
  for (const object of snapshot.manifest.objects) {
    if (object.kind !== kind) continue
    const bytes = await fetch(object.key, READ_CAPS.partBytes, object.versionId)
    if (bytes === undefined) throw missing(object)
    const refusal = objectRefusal(object, {
      bytes: bytes.length,
      sha256: sha256(bytes)
    })
    if (refusal !== undefined) throw refusal
    const pages =
      key === undefined
        ? linesOf(kind, bytes)
        : encryptedLines(snapshot.manifest, object, bytes, key)
    let records = 0
    for await (const lines of pages) {
      records += lines.length
      if (records > object.records) throw otherCount(object)
      yield lines.map(line => codec.decode(line))
    }
    if (records !== object.records) throw otherCount(object)
  }
}

function otherCount({ key }: SnapshotObject): UserError {
  return refused(
    'snapshot-counts',
    key,
    'holds another number of records than the manifest says'
  )
}

/** The definition is one document, with a cap of its own; all else is lines. */
function linesOf(kind: PartKind, bytes: Uint8Array): AsyncGenerator<string[]> {
  return kind === 'pool'
    ? readDocument(gunzipOneMember(bytes, MAX_DEFINITION_BYTES))
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
  const maxBytes = MAX_DEFINITION_BYTES + FRAME_BYTES
  const pages =
    kind === 'pool'
      ? readDocument(gunzipOneMember(gzipped, maxBytes), 3)
      : splitLines(gunzipOneMember(gzipped, READ_CAPS.partTextBytes))
  yield* withoutFrame(pages, { snapshotId, kind, index }, key)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
