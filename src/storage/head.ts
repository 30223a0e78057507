import { HeadObjectCommand } from '@aws-sdk/client-s3'
import { AwsCallError } from '../errors.ts'
import type { Bucket } from './bucket.ts'

/** What S3 says of an object without handing it over. */
export interface ObjectHeaders {
  bytes: number
  /** SHA-256 that S3 checked when it stored the object, in hex. */
  sha256: string | undefined
  /** `AES256`, `aws:kms` or `aws:kms:dsse`. */
  algorithm: string | undefined
  keyArn: string | undefined
  /** `null` in a bucket without versions. */
  versionId: string | null
}

/**
 * Asks after an object. S3 tells the checksum of one under SSE-KMS only to those
 * who may decrypt it.
 *
 * @param versionId without it, the newest version
 * @returns `undefined` when there is no such object or version
 * @throws AwsCallError
 */
export async function headObject(
  bucket: Bucket,
  key: string,
  signal: AbortSignal,
  versionId?: string
): Promise<ObjectHeaders | undefined> {
  const action = versionId === undefined ? 'GetObject' : 'GetObjectVersion'
  try {
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
    const { VersionId: id } = answer
    return {
      bytes: answer.ContentLength ?? 0,
      sha256: toHex(answer.ChecksumSHA256),
      algorithm: answer.ServerSideEncryption,
      keyArn: answer.SSEKMSKeyId,
      versionId: id === undefined || id === 'null' ? null : id
    }
  } catch (error) {
    if (isAbsent(error, versionId)) return undefined
    throw error
  }
}

/** An answer to HEAD has no body, so often nothing but its status is known. */
const NOT_FOUND = ['NotFound', 'NoSuchKey', '404']
const NO_VERSION = [
  'NoSuchVersion',
  'MethodNotAllowed',
  '405',
  'BadRequest',
  '400'
]

function isAbsent(error: unknown, versionId: string | undefined): boolean {
  if (!(error instanceof AwsCallError)) return false
  const { awsCode } = error
  if (NOT_FOUND.includes(awsCode)) return true
  return versionId !== undefined && NO_VERSION.includes(awsCode)
}

/** That of a multipart upload ends in a hyphen and a number, and is of parts. */
function toHex(checksum: string | undefined): string | undefined {
  if (checksum === undefined || checksum.includes('-')) return undefined
  return Buffer.from(checksum, 'base64').toString('hex')
}
