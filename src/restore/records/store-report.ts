import { createHash } from 'node:crypto'
import { AwsCallError, UserError } from '../../shared/errors.ts'
import type { Warning } from '../../shared/outcome.ts'
import type { Manifest } from '../../snapshot/manifest.ts'
import {
  restoreFileKeys,
  restoresKeyPrefix,
  type RestorePlace
} from '../../snapshot/restore-address.ts'
import type { RestoreReportFiles } from '../../snapshot/restore-report.ts'
import type { Bucket } from '../../storage/bucket.ts'
import {
  putNewObject,
  RESTORE_RECORD,
  type EncryptionRequest
} from '../../storage/put.ts'

/** The addresses of the stored files of a restore, `s3://…`. */
export interface StoredReport {
  /** `undefined` if it could not be stored. */
  reportUri: string | undefined
  subMapUri: string | undefined
  /** Why a file was not stored: an AwsCallError or `storage-answer`. */
  problem: UserError | undefined
}

/** The encryption of what a restore stores: that of its snapshot. */
export function encryptionOf({ encryption }: Manifest): EncryptionRequest {
  const { algorithm, keyArn } = encryption.server
  return {
    algorithm: algorithm === 'aws:kms:dsse' ? algorithm : 'aws:kms',
    keyId: keyArn
  }
}

/**
 * Stores both files of a restore as new objects. A failure of one doesn't keep
 * the other from being stored.
 *
 * @returns what was stored. A failure fails no restore: see reportNotStored
 * @throws no failure of S3, only bugs
 */
export async function storeRestoreReport(
  bucket: Bucket,
  encryption: EncryptionRequest,
  place: RestorePlace,
  files: RestoreReportFiles,
  signal: AbortSignal
): Promise<StoredReport> {
  const keys = restoreFileKeys(place, files.isEncrypted)
  const [report, subMap] = await Promise.all([
    storeReport(bucket, encryption, place, files, signal),
    storeFile(bucket, encryption, keys.subMap, files.subMap, signal)
  ])
  return {
    reportUri: report.uri,
    subMapUri: subMap.uri,
    problem: report.problem ?? subMap.problem
  }
}

/** The address of a stored file, `s3://…`, or why it isn't stored. */
export interface StoredFile {
  uri: string | undefined
  problem: UserError | undefined
}

/** Stores the report alone, as storeRestoreReport does. */
export async function storeReport(
  bucket: Bucket,
  encryption: EncryptionRequest,
  place: RestorePlace,
  { report, isEncrypted }: Pick<RestoreReportFiles, 'report' | 'isEncrypted'>,
  signal: AbortSignal
): Promise<StoredFile> {
  const { report: key } = restoreFileKeys(place, isEncrypted)
  return storeFile(bucket, encryption, key, report, signal)
}

async function storeFile(
  bucket: Bucket,
  encryption: EncryptionRequest,
  key: string,
  bytes: Buffer,
  signal: AbortSignal
): Promise<StoredFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  try {
    await putNewObject(
      bucket,
      encryption,
      key,
      bytes,
      sha256,
      signal,
      RESTORE_RECORD
    )
    return { uri: `s3://${bucket.name}/${key}`, problem: undefined }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { uri: undefined, problem: error }
  }
}

/** The warning that not all files of a restore could be stored. */
export function reportNotStored(
  bucket: string,
  place: RestorePlace,
  error: UserError,
  { reportUri, subMapUri }: Partial<StoredReport> = {}
): Warning {
  const base = `s3://${bucket}/${restoresKeyPrefix(place)}`
  const map = 'the map from old to new subs'
  const missing =
    subMapUri !== undefined
      ? `its report (${map} was)`
      : reportUri !== undefined
        ? `${map} (its report was)`
        : `its report and ${map}`
  const how = error.code === 'storage-answer' ? ' as asked' : ''
  return {
    title:
      reportUri === undefined
        ? 'The report of the restore was not stored'
        : 'The map of subs was not stored',
    text: `What the restore did in the pool is done and stays. Only ${missing} could not be stored${how} in ${base}${place.restoreId}/: ${whyNotStored(error)}${neededToStore(error, base)}`
  }
}

/** The permissions that are needed, as a sentence; blank for other failures. */
export function neededToStore(error: UserError, base: string): string {
  return error.code === 'access-denied'
    ? ` The role needs s3:PutObject on ${base}* and kms:GenerateDataKey on the key of the snapshot.`
    : ''
}

/**
 * Why S3 didn't store a file. The usual sentences about missing keys and
 * buckets name inputs of an export, so this one names the error instead.
 */
export function whyNotStored(error: UserError): string {
  return error instanceof AwsCallError && error.code === 'not-found'
    ? `S3 answered ${error.action} with ${error.awsCode}.`
    : error.message
}
