import { createHash } from 'node:crypto'
import { AwsCallError, type UserError } from '../errors.ts'
import type { Warning } from '../outcome.ts'
import type { Manifest } from '../snapshot/manifest.ts'
import {
  restoreFileKeys,
  restoresKeyPrefix,
  type RestorePlace
} from '../snapshot/restore-address.ts'
import type { RestoreReportFiles } from '../snapshot/restore-report.ts'
import type { Bucket } from '../storage/bucket.ts'
import {
  putNewObject,
  RESTORE_RECORD,
  type EncryptionRequest
} from '../storage/put.ts'

/** Where the files of a restore were stored, as `s3://…` addresses. */
export interface StoredReport {
  reportUri: string
  subMapUri: string
}

/** What a restore leaves is encrypted as the snapshot that it came from is. */
export function encryptionOf({ encryption }: Manifest): EncryptionRequest {
  const { algorithm, keyArn } = encryption.server
  return {
    algorithm: algorithm === 'aws:kms:dsse' ? algorithm : 'aws:kms',
    keyId: keyArn
  }
}

/**
 * Stores both files of a restore under addresses that nothing else has.
 *
 * @throws AwsCallError; UserError `storage-answer`. Neither makes a restore fail:
 *   see reportNotStored
 */
export async function storeRestoreReport(
  bucket: Bucket,
  encryption: EncryptionRequest,
  place: RestorePlace,
  files: RestoreReportFiles,
  signal: AbortSignal
): Promise<StoredReport> {
  const store = async (key: string, bytes: Buffer) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    await putNewObject(
      bucket,
      encryption,
      key,
      bytes,
      sha256,
      signal,
      RESTORE_RECORD
    )
    return `s3://${bucket.name}/${key}`
  }
  const keys = restoreFileKeys(place, files.isEncrypted)
  return {
    reportUri: await store(keys.report, files.report),
    subMapUri: await store(keys.subMap, files.subMap)
  }
}

/** What a person should know when storing the report of a restore threw. */
export function reportNotStored(
  bucket: string,
  place: RestorePlace,
  error: UserError
): Warning {
  return {
    title: 'The report of the restore was not stored',
    text: `What the restore did in the pool is done and stays. Only its report and the map from old to new subs could not be stored in s3://${bucket}/${restoresKeyPrefix(place)}${place.restoreId}/: ${whyNotStored(error)} The role needs s3:PutObject on s3://${bucket}/${restoresKeyPrefix(place)}* and kms:GenerateDataKey on the key of the snapshot.`
  }
}

/**
 * Why S3 didn't take what a restore leaves. Sentences about keys and buckets
 * that can't be used speak of an export's inputs, so the error's name must do.
 */
export function whyNotStored(error: UserError): string {
  return error instanceof AwsCallError && error.code === 'not-found'
    ? `S3 answered ${error.action} with ${error.awsCode}.`
    : error.message
}
