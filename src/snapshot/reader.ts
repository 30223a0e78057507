import { createHash } from 'node:crypto'
import { UserError } from '../errors.ts'
import { formatAddress, type SnapshotAddress } from './address.ts'
import { MAX_DEFINITION_BYTES, readDocument } from './definition.ts'
import { gunzipOneMember } from './gzip.ts'
import { READ_CAPS } from './limits.ts'
import { splitLines } from './lines.ts'
import { decodeManifest } from './manifest-codec.ts'
import { manifestKey, type Manifest } from './manifest.ts'
import type { PartKind } from './part-writer.ts'
import type { Codec } from './records.ts'

/**
 * Fetches a stored object whole.
 * @returns `undefined` when there is no such object
 * @throws UserError `snapshot-damaged` when it is larger than `maxBytes`
 */
export type FetchObject = (
  key: string,
  maxBytes: number
) => Promise<Uint8Array | undefined>

/** A snapshot whose manifest has been read and checked. */
export interface OpenSnapshot {
  address: SnapshotAddress
  manifest: Manifest
  /** SHA-256 of the stored manifest, in hex. */
  manifestSha256: string
}

/**
 * Reads and checks the manifest of a snapshot.
 *
 * @throws UserError `no-snapshot` when there is no manifest at the address
 */
export async function openSnapshot(
  address: SnapshotAddress,
  fetch: FetchObject
): Promise<OpenSnapshot> {
  const bytes = await fetch(manifestKey(address), READ_CAPS.manifestBytes)
  if (bytes === undefined) {
    throw new UserError(
      'no-snapshot',
      `There is no complete snapshot at ${formatAddress(address)} (it has no manifest.json). Check the inputs snapshot, bucket and prefix, or take another snapshot.`
    )
  }
  const manifest = decodeManifest(bytes, address)
  return { address, manifest, manifestSha256: sha256(bytes) }
}

/**
 * The records of one kind, in pages. Each object is fetched, held against the
 * manifest (length, SHA-256) and decoded completely, whenever this is called: a
 * second reading hands over the same bytes as the first, or fails.
 *
 * @throws UserError `snapshot-damaged` or `snapshot-invalid`
 */
export async function* readRecords<R>(
  snapshot: OpenSnapshot,
  kind: PartKind,
  codec: Codec<R>,
  fetch: FetchObject
): AsyncGenerator<R[]> {
  for (const object of snapshot.manifest.objects) {
    if (object.kind !== kind) continue
    const bytes = await fetch(object.key, READ_CAPS.partBytes)
    if (bytes === undefined) throw damaged(object.key, 'is missing')
    if (bytes.length !== object.bytes || sha256(bytes) !== object.sha256) {
      throw damaged(object.key, 'is not what the manifest says it is')
    }
    let records = 0
    for await (const lines of linesOf(kind, bytes)) {
      records += lines.length
      yield lines.map(line => codec.decode(line))
    }
    if (records !== object.records) {
      throw damaged(object.key, 'holds another number of records')
    }
  }
}

/** The definition is one document, with a cap of its own; all else is lines. */
function linesOf(kind: PartKind, bytes: Uint8Array): AsyncGenerator<string[]> {
  return kind === 'pool'
    ? readDocument(gunzipOneMember(bytes, MAX_DEFINITION_BYTES))
    : splitLines(gunzipOneMember(bytes, READ_CAPS.partTextBytes))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function damaged(key: string, why: string): UserError {
  return new UserError(
    'snapshot-damaged',
    `The object ${key} of the snapshot ${why}. Restore from another snapshot, or look into who changed this one.`
  )
}
