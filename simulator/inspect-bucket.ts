import type { ObjectStore, ObjectVersion, Storage } from './s3/object-store.ts'

/** One stored version of an object, for tests. */
export interface VersionView {
  versionId: string
  /** A delete marker has no bytes. */
  isDeleteMarker: boolean
  bytes: Buffer
  /** `AES256`, `aws:kms` or `aws:kms:dsse`. */
  encryption: string | undefined
  kmsKeyArn: string | undefined
  modifiedAt: Date
}

export interface ObjectView extends VersionView {
  key: string
  /** All versions of the key, newest first; the object itself is the first. */
  versions: VersionView[]
}

/** Inspects the bucket, and damages it. */
export interface BucketAccess {
  /** The newest version of every key, in the order of the keys. */
  bucketObjects: () => ObjectView[]
  /**
   * Replaces the bytes of a key's newest version: same version id, no checksum.
   * It looks as if the storage were corrupt.
   */
  replaceObject: (key: string, bytes: Uint8Array) => void
  /** Stores an object like an ordinary upload under SSE-S3. */
  putObject: (key: string, bytes: Uint8Array) => void
  /** Removes every version of a key. */
  removeObject: (key: string) => void
  /** Moves a key's newest version to another storage class, or archives it. */
  moveObject: (key: string, storage: Storage) => void
}

export function bucketAccess(store: ObjectStore): BucketAccess {
  return {
    bucketObjects: () =>
      store.keys().flatMap(key => {
        const versions = store.versions(key).map(viewVersion)
        return versions[0] ? [{ ...versions[0], key, versions }] : []
      }),
    replaceObject(key, bytes) {
      const current = store.current(key)
      if (!current?.stored) throw new RangeError(`There is no object ${key}.`)
      store.replaceBytes(key, current.versionId, Buffer.from(bytes))
    },
    putObject(key, bytes) {
      store.put(key, Buffer.from(bytes), {
        encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
        checksums: {},
        headers: { 'content-type': 'binary/octet-stream' }
      })
    },
    removeObject(key) {
      for (const { versionId } of store.versions(key))
        store.deleteVersion(key, versionId)
    },
    moveObject(key, storage) {
      const current = store.current(key)
      if (!current?.stored) throw new RangeError(`There is no object ${key}.`)
      store.move(key, current.versionId, storage)
    }
  }
}

function viewVersion({
  versionId,
  stored,
  modifiedAt
}: ObjectVersion): VersionView {
  return {
    versionId,
    isDeleteMarker: stored === undefined,
    bytes: stored?.bytes ?? Buffer.alloc(0),
    encryption: stored?.encryption.algorithm,
    kmsKeyArn: stored?.encryption.keyArn,
    modifiedAt: new Date(modifiedAt)
  }
}
