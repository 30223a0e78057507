import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { AwsCallError, UserError } from '../shared/errors.ts'
import { archiveOf, type Archive } from './archive.ts'
import type { Bucket } from './bucket.ts'
import { isObjectThere } from './get.ts'

/** How often HEAD is tried while GET succeeds. */
const MOST_ASKED = 4

/** What S3 says about an object without its bytes. */
export interface ObjectHeaders {
  bytes: number
  /** SHA-256, in hex, that S3 checked when it stored the object. */
  sha256: string | undefined
  /** `AES256`, `aws:kms` or `aws:kms:dsse`. */
  algorithm: string | undefined
  keyArn: string | undefined
  /** `null` in a bucket without versions. */
  versionId: string | null
  /** `undefined` if the object can be read now. */
  archive: Archive | undefined
}

/**
 * Reads the headers of an object. Under SSE-KMS, S3 gives the checksum only to
 * callers who may decrypt the object.
 *
 * An answer to HEAD has no body, so a refusal is only a status. A missing
 * bucket looks like a missing object, and expired credentials look like a
 * missing version. GET then tells why.
 *
 * @param versionId without it, the newest version
 * @returns `undefined` if there is no such object or version
 * @throws AwsCallError; UserError `storage-answer` if S3 doesn't say how long the
 *   object is
 */
export async function headObject(
  bucket: Bucket,
  key: string,
  signal: AbortSignal,
  versionId?: string
): Promise<ObjectHeaders | undefined> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await head(bucket, key, signal, versionId)
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error
      if (!isNameless(error.awsCode) || asked === MOST_ASKED) throw error
    }
    const isThere = await isObjectThere(bucket, key, signal, versionId)
    if (!isThere) return undefined
  }
}

async function head(
  bucket: Bucket,
  key: string,
  signal: AbortSignal,
  versionId?: string
): Promise<ObjectHeaders> {
  const action = versionId === undefined ? 'GetObject' : 'GetObjectVersion'
  const answer = await bucket.call(action, client =>
    client.send(
      new HeadObjectCommand({
        Bucket: bucket.name,
        Key: key,
        ChecksumMode: 'ENABLED',
        ...(versionId === undefined ? {} : { VersionId: versionId })
      }),
      { abortSignal: signal }
    )
  )
  const { ContentLength: bytes, VersionId: id } = answer
  if (bytes === undefined) {
    throw new UserError(
      'storage-answer',
      `S3 did not say how long the object ${key} is. If there is a proxy between the runner and AWS, let it pass the header Content-Length on.`
    )
  }
  return {
    bytes,
    sha256: toHex(answer.ChecksumSHA256),
    algorithm: answer.ServerSideEncryption,
    keyArn: answer.SSEKMSKeyId,
    versionId: id === undefined || id === 'null' ? null : id,
    archive: archiveOf(answer)
  }
}

/** Whether the error's name is only a status, or the SDK's name for a status. */
function isNameless(awsCode: string): boolean {
  return /^\d{3}$/.test(awsCode) || NAMES_OF_STATUSES.includes(awsCode)
}

const NAMES_OF_STATUSES = [
  'NotFound',
  'NoSuchKey',
  'NoSuchVersion',
  'BadRequest',
  'Forbidden',
  'MethodNotAllowed'
]

/**
 * A multipart upload's checksum ends in a hyphen and a number. It is of no use.
 */
function toHex(checksum: string | undefined): string | undefined {
  if (checksum === undefined || checksum.includes('-')) return undefined
  return Buffer.from(checksum, 'base64').toString('hex')
}
