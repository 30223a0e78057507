import type { HeadObjectOutput } from '@aws-sdk/client-s3'
import { UserError } from '../shared/errors.ts'

/** Storage classes whose objects can't be read until they are retrieved. */
const ARCHIVES: readonly string[] = ['GLACIER', 'DEEP_ARCHIVE']

/** Where an object lies that can't be read now. */
export interface Archive {
  /** A storage class, or an access tier of S3 Intelligent-Tiering. */
  name: string
  isBeingRetrieved: boolean
}

/**
 * Where an object is archived, by the headers of HeadObject; `undefined` where it
 * can be read. S3 keeps the storage class of an object that was retrieved, and
 * says so in x-amz-restore.
 *
 * Source: S3 API reference, HeadObject; S3 user guide, "Restoring an archived
 * object". Glacier Instant Retrieval is read like any other.
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

/** What S3 answers to a GetObject of an archived object. */
export const ARCHIVED = 'InvalidObjectState'

/** Where the object of such an answer lies. */
export function archiveOfRefusal(error: Error): Archive {
  const { StorageClass: storageClass, AccessTier: tier } = error as {
    StorageClass?: unknown
    AccessTier?: unknown
  }
  const name = [tier, storageClass].find(text => typeof text === 'string')
  return { name: name ?? ARCHIVED, isBeingRetrieved: false }
}

/** Why an archived object can't be read. */
export function archived(key: string, archive: Archive): UserError {
  const { name, isBeingRetrieved } = archive
  return new UserError(
    'object-archived',
    isBeingRetrieved
      ? `The object ${key} is archived (${name}) and is being retrieved, which takes hours. Run the job again when that is done.`
      : `The object ${key} is archived (${name}): retrieve it first, which takes hours. Then run the job again, and let no lifecycle rule archive snapshots.`
  )
}
