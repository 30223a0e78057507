import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Encryption } from './encryption.ts'

/** The storage class of an object; STANDARD if absent. */
export interface Storage {
  storageClass: string
  /** `ARCHIVE_ACCESS` or `DEEP_ARCHIVE_ACCESS`, of S3 Intelligent-Tiering. */
  archiveStatus?: string
  /** The value of `x-amz-restore` after a request to retrieve the object. */
  retrieval?: string
}

/** The metadata of an object. */
export interface ObjectDetails {
  encryption: Encryption
  /** Checksums that were sent, by algorithm (`sha256`), in Base64. */
  checksums: Record<string, string>
  /** `content-type`, `content-encoding` and `x-amz-meta-…` headers. */
  headers: Record<string, string>
  storage?: Storage
}

/** One version of an object, or a delete marker: a version without bytes. */
export interface ObjectVersion {
  readonly key: string
  readonly versionId: string
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number
  readonly stored: (ObjectDetails & { bytes: Buffer; etag: string }) | undefined
}

/** One bucket with versioning turned on: nothing in it is ever overwritten. */
export class ObjectStore {
  readonly #clock: Clock
  /** The versions of each key, newest first. */
  readonly #versions = new Map<string, ObjectVersion[]>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  put(key: string, bytes: Buffer, details: ObjectDetails): ObjectVersion {
    const versionId = newVersionId()
    const etag = etagOf(bytes, details.encryption, versionId)
    return this.#add(key, versionId, { ...details, bytes, etag })
  }

  /** Deletes a key the way a versioned bucket does: by a marker on top. */
  putDeleteMarker(key: string): ObjectVersion {
    return this.#add(key, newVersionId(), undefined)
  }

  /** Deletes one version for good. */
  deleteVersion(key: string, versionId: string): ObjectVersion | undefined {
    const versions = this.versions(key)
    const deleted = versions.find(version => version.versionId === versionId)
    const left = versions.filter(version => version !== deleted)
    if (left.length > 0) this.#versions.set(key, left)
    else this.#versions.delete(key)
    return deleted
  }

  /** The newest version, which may be a delete marker. */
  current(key: string): ObjectVersion | undefined {
    return this.#versions.get(key)?.[0]
  }

  versions(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? []
  }

  /** All keys that ever had a version, in the order of their UTF-8 bytes. */
  keys(): string[] {
    return [...this.#versions.keys()].sort((a, b) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b))
    )
  }

  /** Replaces the bytes of a version, as corruption or an attacker would. */
  replaceBytes(key: string, versionId: string, bytes: Buffer): void {
    const versions = this.#versions.get(key) ?? []
    for (const [index, version] of versions.entries()) {
      if (version.versionId !== versionId || !version.stored) continue
      const { encryption } = version.stored
      const etag = etagOf(bytes, encryption, versionId)
      versions[index] = {
        ...version,
        stored: { ...version.stored, bytes, etag, checksums: {} }
      }
    }
  }

  /** Moves a version to another storage class, as a lifecycle rule does. */
  move(key: string, versionId: string, storage: Storage): void {
    const versions = this.#versions.get(key) ?? []
    for (const [index, version] of versions.entries()) {
      if (version.versionId !== versionId || !version.stored) continue
      versions[index] = { ...version, stored: { ...version.stored, storage } }
    }
  }

  #add(
    key: string,
    versionId: string,
    stored: ObjectVersion['stored']
  ): ObjectVersion {
    const modifiedAt = this.#clock.now()
    const version = { key, versionId, modifiedAt, stored }
    this.#versions.set(key, [version, ...this.versions(key)])
    return version
  }
}

const newVersionId = () => randomBytes(24).toString('base64url')

/**
 * Under SSE-S3 an ETag is the MD5 of the bytes, under SSE-KMS it isn't.
 * Source: S3 API reference, "Object".
 */
function etagOf(
  bytes: Buffer,
  { algorithm }: Encryption,
  versionId: string
): string {
  const hash = createHash('md5').update(bytes)
  if (algorithm !== 'AES256') hash.update(versionId)
  return `"${hash.digest('hex')}"`
}
