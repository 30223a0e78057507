import type { HeadObjectOutput } from '@aws-sdk/client-s3'
import { UserError } from '../shared/errors.ts'

/** Storage classes whose objects must be retrieved before they can be read. */
const ARCHIVES: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE']

/** Where an archived object is. */
export interface Archive {
  /** A storage class, or an access tier of S3 Intelligent-Tiering. */
  name: string
  isBeingRetrieved: boolean
}

/**
 * Where an object is archived, from the headers of HeadObject; `undefined` if
 * it can be read. A retrieved object keeps its storage class; x-amz-restore
 * says that it was retrieved.
 *
 * Source: S3 API reference, HeadObject; S3 user guide, "Restoring an archived
 * object". Objects in Glacier Instant Retrieval can be read at once.
 */
export function archiveOf({
  StorageClass: storageClass,
  ArchiveStatus: tier,
  Restore: retrieval = ''
}: HeadObjectOutput): Archive | undefined {
  const name = tier ?? ARCHIVES.find(archive => archive === storageClass)
  if (name === undefined) return undefined
  if (retrieval.includes('ongoing-request="false"')) return undefined
  return {
    name,
    isBeingRetrieved: retrieval.includes('ongoing-request="true"')
  }
}

/** S3's error for a GetObject of an archived object. */
export const ARCHIVED = 'InvalidObjectState'

/** Where the object is, from that error. */
export function archiveOfRefusal(error: Error): Archive {
  const { StorageClass: storageClass, AccessTier: tier } = error as {
    StorageClass?: unknown
    AccessTier?: unknown
  }
  const name = [tier, storageClass].find(text => typeof text === 'string')
  return { name: name ?? ARCHIVED, isBeingRetrieved: false }
}

/** The error for an archived object. */
export function archived(key: string, archive: Archive): UserError {
  const { name, isBeingRetrieved } = archive
  return new UserError(
    'object-archived',
    isBeingRetrieved
      ? `The object ${key} is archived (${name}) and is being retrieved, which takes hours. Run the job again when that is done.`
      : `The object ${key} is archived (${name}): retrieve it first, which takes hours. Then run the job again, and let no lifecycle rule archive snapshots.`
  )
}
