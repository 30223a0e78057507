import { GetObjectCommand } from '@aws-sdk/client-s3'
import { AwsCallError, UserError } from '../errors.ts'
import type { Bucket } from './bucket.ts'

/** An object and when it was stored. */
export interface DatedObject {
  bytes: Uint8Array
  /** Last-Modified: by S3's clock, in whole seconds, as ms since 1970. */
  modifiedAt: number
}

/**
 * Fetches an object whole.
 *
 * @param maxBytes more than this is refused before it is read
 * @returns `undefined` when there is no such object
 * @throws AwsCallError; UserError `snapshot-damaged` when it is too large,
 *   `network` when the connection broke before its end
 */
export async function getObject(
  bucket: Bucket,
  key: string,
  maxBytes: number,
  signal: AbortSignal
): Promise<Uint8Array | undefined> {
  return (await fetchObject(bucket, key, maxBytes, signal))?.bytes
}

/**
 * Fetches an object whole, and when it was stored. Without s3:ListBucket a
 * missing object is AccessDenied, as S3 has it.
 *
 * @returns `undefined` when there is no such object
 * @throws what getObject throws; UserError `storage-answer` when S3 doesn't say
 *   when the object was stored
 */
export async function getDatedObject(
  bucket: Bucket,
  key: string,
  maxBytes: number,
  signal: AbortSignal
): Promise<DatedObject | undefined> {
  const fetched = await fetchObject(bucket, key, maxBytes, signal)
  if (fetched === undefined) return undefined
  const { bytes, lastModified } = fetched
  if (lastModified === undefined) throw undated(key)
  return { bytes, modifiedAt: lastModified.getTime() }
}

async function fetchObject(
  bucket: Bucket,
  key: string,
  maxBytes: number,
  signal: AbortSignal
) {
  try {
    return await bucket.call('GetObject', async client => {
      const answer = await client.send(
        new GetObjectCommand({ Bucket: bucket.name, Key: key }),
        { abortSignal: signal }
      )
      const { Body: body, ContentLength: length } = answer
      if (body === undefined || length === undefined || length > maxBytes) {
        throw tooLarge(key, maxBytes)
      }
      const bytes = await body.transformToByteArray()
      if (bytes.length !== length) throw cutShort(key)
      return { bytes, lastModified: answer.LastModified }
    })
  } catch (error) {
    if (error instanceof AwsCallError && error.awsCode === 'NoSuchKey') {
      return undefined
    }
    throw error
  }
}

/** A broken connection must never be taken for a damaged snapshot. */
function cutShort(key: string): UserError {
  return new UserError(
    'network',
    `The connection broke while ${key} was read. Run the job again.`
  )
}

function tooLarge(key: string, maxBytes: number): UserError {
  return new UserError(
    'snapshot-damaged',
    `The object ${key} is larger than the ${maxBytes} bytes that the format allows. It was not written by this tool.`
  )
}

function undated(key: string): UserError {
  return new UserError(
    'storage-answer',
    `S3 did not say when the object ${key} was stored.`
  )
}
