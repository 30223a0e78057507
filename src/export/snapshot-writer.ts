import { createHash } from 'node:crypto'
import { AwsCallError, UserError } from '../shared/errors.ts'
import { formatAddress, type SnapshotAddress } from '../snapshot/address.ts'
import type { AgeWriter } from '../snapshot/age/age-writer.ts'
import { decodeManifest, encodeManifest } from '../snapshot/manifest-codec.ts'
import {
  manifestKey,
  partKey,
  type Manifest,
  type SnapshotObject
} from '../snapshot/manifest.ts'
import { FormatRefusal, unreadable } from '../snapshot/format-refusal.ts'
import { PART_LIMITS, READ_CAPS } from '../snapshot/limits.ts'
import { packParts } from '../snapshot/parts/part-writer.ts'
import { PART_KINDS, type PartKind } from '../snapshot/parts/part-kinds.ts'
import type { Bucket } from '../storage/bucket.ts'
import {
  putNewObject,
  type EncryptionRequest,
  type Stored
} from '../storage/put.ts'

/** A manifest, but for what only the writer of the objects knows. */
export type ManifestContent = Omit<
  Manifest,
  'objects' | 'encryption' | 'clients'
> & {
  clients?:
    Pick<NonNullable<Manifest['clients']>, 'listed' | 'leftOut'> | undefined
}

/** Writes the objects of one snapshot, the manifest last. */
export interface SnapshotWriter {
  /**
   * Stores the lines of one kind. Returns when all of them are stored.
   *
   * @param pages lines without line feeds
   * @returns how many records were stored
   * @throws AwsCallError; UserError `storage-answer`, `count-mismatch`
   */
  store(
    kind: PartKind,
    pages: AsyncIterable<string[]>,
    signal: AbortSignal
  ): Promise<number>
  /**
   * Stores the manifest, which makes the snapshot exist.
   *
   * @param content the manifest without the fields that the writer adds
   * @returns SHA-256 of the manifest, in hex
   * @throws UserError `cognito-answer` when no reader would accept it
   */
  finish(
    content: ManifestContent,
    signal: AbortSignal
  ): Promise<{ manifestSha256: string }>
}

/** @param age encrypts all objects except the manifest */
export function createSnapshotWriter(
  bucket: Bucket,
  encryption: EncryptionRequest,
  address: SnapshotAddress,
  age?: AgeWriter
): SnapshotWriter {
  const { snapshotId } = address
  const client = age === undefined ? undefined : { age, snapshotId }
  const objects: SnapshotObject[] = []
  let keyArn: string | undefined

  /** An alias may move to another key during the run. */
  function expectOneKey(stored: Stored): void {
    if (stored.keyArn === null) return
    keyArn ??= stored.keyArn
    if (keyArn !== stored.keyArn) {
      throw new UserError(
        'storage-answer',
        'The key behind the input kms-key-id changed during the run, so the snapshot was left without a manifest. Run the job again, and give the ARN of the key instead of an alias.'
      )
    }
  }

  return {
    async store(kind, pages, signal) {
      let records = 0
      const parts = packParts(kind, pages, PART_LIMITS, client)
      for await (const part of parts) {
        const { index, bytes, sha256 } = part
        const key = partKey(address, kind, index, age !== undefined)
        const stored = await putNewObject(
          bucket,
          encryption,
          key,
          bytes,
          sha256,
          signal
        )
        expectOneKey(stored)
        records += part.records
        objects.push({
          key,
          kind,
          index,
          bytes: bytes.length,
          sha256,
          records: part.records,
          versionId: stored.versionId
        })
      }
      return records
    },

    async finish({ clients, ...content }, signal) {
      const manifest = encodeManifest({
        ...content,
        encryption: {
          server: {
            algorithm: encryption.algorithm,
            keyArn: keyArn ?? encryption.keyId
          },
          client:
            age === undefined
              ? null
              : { scheme: 'age', recipients: [...age.fingerprints] }
        },
        // Kinds are stored at the same time; the format has a fixed order.
        objects: PART_KINDS.flatMap(kind =>
          objects
            .filter(object => object.kind === kind)
            .map(object => ({ ...object, kind }))
        ),
        ...(clients && { clients: describeClients(clients, objects) })
      })
      expectReadable(manifest, address)
      const manifestSha256 = createHash('sha256').update(manifest).digest('hex')
      const key = manifestKey(address)
      try {
        const stored = await putNewObject(
          bucket,
          encryption,
          key,
          manifest,
          manifestSha256,
          signal
        )
        expectOneKey(stored)
      } catch (error) {
        throw isUnanswered(error) ? maybeStored(error, address) : error
      }
      return { manifestSha256 }
    }
  }
}

function describeClients(
  { listed, leftOut }: NonNullable<ManifestContent['clients']>,
  objects: readonly SnapshotObject[]
): NonNullable<Manifest['clients']> {
  const ofClients = objects
    .filter(({ kind }) => kind === 'clients')
    .map(({ kind: _, ...object }) => object)
  const described = ofClients.reduce((sum, { records }) => sum + records, 0)
  return { listed, described, leftOut, objects: ofClients }
}

/** Reads the manifest as a reader will, before it makes the snapshot exist. */
function expectReadable(manifest: Buffer, address: SnapshotAddress): void {
  if (manifest.length > READ_CAPS.manifestBytes) {
    throw unreadable(
      'manifest',
      'has more in its field counts.byStatus than a reader takes'
    )
  }
  try {
    decodeManifest(manifest, address)
  } catch (error) {
    if (!(error instanceof FormatRefusal)) throw error
    throw unreadable('manifest', error.why)
  }
}

/** Whether S3 may have stored an object although no answer came. */
function isUnanswered(error: unknown): error is AwsCallError {
  return error instanceof AwsCallError && error.code === 'network'
}

/** Only the manifest's error says this: parts without a manifest don't count. */
function maybeStored(
  error: AwsCallError,
  address: SnapshotAddress
): AwsCallError {
  const { code, action, awsCode, attempts } = error
  const message = `${error.message} It is not known whether the last object, manifest.json, was stored all the same. If ${formatAddress(address)} has one, that snapshot is complete. Mode verify checks it.`
  return new AwsCallError({ code, message }, { action, awsCode, attempts })
}
