import { S3Error } from './errors.ts'
import type { Storage } from './object-store.ts'

const archives = ['GLACIER', 'DEEP_ARCHIVE']

/**
 * The headers about the storage class of an object; none for STANDARD.
 * Source: S3 API reference, HeadObject.
 */
export function storageHeaders(
  storage: Storage | undefined
): Record<string, string> {
  const { storageClass = 'STANDARD', archiveStatus, retrieval } = storage ?? {}
  return {
    ...(storageClass !== 'STANDARD' && { 'x-amz-storage-class': storageClass }),
    ...(archiveStatus !== undefined && {
      'x-amz-archive-status': archiveStatus
    }),
    ...(retrieval !== undefined && { 'x-amz-restore': retrieval })
  }
}

/**
 * Refuses to read an object that is archived and was not retrieved. Source: S3
 * API reference, GetObject, InvalidObjectState.
 */
export function expectReadable(storage: Storage | undefined): void {
  if (storage === undefined) return
  const { storageClass, archiveStatus, retrieval = '' } = storage
  const isArchived =
    archives.includes(storageClass) || archiveStatus !== undefined
  if (!isArchived || retrieval.includes('ongoing-request="false"')) return
  throw new S3Error(
    403,
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    {
      details: {
        StorageClass: storageClass,
        ...(archiveStatus !== undefined && { AccessTier: archiveStatus })
      }
    }
  )
}
