import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { AwsCallError, UserError } from '../shared/errors.ts'
import { ARCHIVED, archived, archiveOfRefusal } from './archive.ts'
import type { Bucket } from './bucket.ts'

/** An object and the time when it was stored. */
export interface DatedObject {
  bytes: Uint8Array
  /** Last-Modified: ms since 1970 by S3's clock, in whole seconds. */
  modifiedAt: number
}

/**
 * Fetches the bytes of an object.
 *
 * @param maxBytes a larger object is refused before it is read
 * @param versionId without it, the newest version
 * @returns `undefined` if there is no such object or version
 * @throws AwsCallError; UserError `snapshot-bomb` if it is too large,
 *   `object-archived` if S3 must retrieve it first, `network` if the connection
 *   broke before its end
 */
export async function getObject(
  bucket: Bucket,
  key: string,
  maxBytes: number,
  signal: AbortSignal,
  versionId?: string
): Promise<Uint8Array | undefined> {
  return (await fetchObject(bucket, key, maxBytes, signal, versionId))?.bytes
}

/**
 * Fetches an object and the time when it was stored.
 *
 * @returns `undefined` if there is no such object. Without s3:ListBucket, S3
 *   answers AccessDenied instead (GetObject, "Permissions").
 * @throws what getObject throws; UserError `storage-answer` if S3 doesn't say
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

/** How often an object is fetched if its answer breaks off. */
const READ_ATTEMPTS = 3

async function fetchObject(
  bucket: Bucket,
  key: string,
  maxBytes: number,
  signal: AbortSignal,
  versionId?: string
) {
  for (let attempt = 1; ; attempt += 1) {
    const state = { hasBegun: false }
    try {
      return await fetchOnce(bucket, key, maxBytes, signal, versionId, state)
    } catch (error) {
      if (isAbsent(error, versionId)) return undefined
      // Until the answer begins, the SDK retries by itself.
      const isBroken = error instanceof UserError && error.code === 'network'
      if (!isBroken || !state.hasBegun || attempt === READ_ATTEMPTS) throw error
    }
  }
}

function fetchOnce(
  bucket: Bucket,
  key: string,
  maxBytes: number,
  signal: AbortSignal,
  versionId: string | undefined,
  state: { hasBegun: boolean }
) {
  const action = versionId === undefined ? 'GetObject' : 'GetObjectVersion'
  return bucket.call(action, async client => {
    const answer = await send(client, bucket, key, signal, versionId)
    const { Body: body, ContentLength: length = 0 } = answer
    if (body === undefined) throw cutShort(key)
    if (length > maxBytes) {
      abandon(body)
      throw tooLarge(key, maxBytes)
    }
    state.hasBegun = true
    // A proxy that passes on bodies in pieces leaves their lengths out.
    const isToldLength = answer.ContentLength !== undefined
    const reading = isToldLength
      ? body.transformToByteArray()
      : readUpTo(body as AsyncIterable<Uint8Array>, maxBytes)
    const bytes = await reading.catch((error: unknown) => {
      if (signal.aborted) throw error
      throw cutShort(key, error)
    })
    if (bytes === undefined) throw tooLarge(key, maxBytes)
    if (isToldLength && bytes.length !== length) throw cutShort(key)
    return { bytes, lastModified: answer.LastModified }
  })
}

/** @returns `undefined` if there are more bytes; the stream is closed then */
async function readUpTo(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.length
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * Whether an object exists. It makes the call that reads the object, without
 * reading the body.
 *
 * @param versionId without it, the newest version
 * @throws AwsCallError; UserError `object-archived`
 */
export async function isObjectThere(
  bucket: Bucket,
  key: string,
  signal: AbortSignal,
  versionId?: string
): Promise<boolean> {
  const action = versionId === undefined ? 'GetObject' : 'GetObjectVersion'
  try {
    await bucket.call(action, async client => {
      const answer = await send(client, bucket, key, signal, versionId)
      abandon(answer.Body)
    })
    return true
  } catch (error) {
    if (isAbsent(error, versionId)) return false
    throw error
  }
}

async function send(
  client: S3Client,
  bucket: Bucket,
  key: string,
  signal: AbortSignal,
  versionId?: string
) {
  const command = new GetObjectCommand({
    Bucket: bucket.name,
    Key: key,
    ...(versionId === undefined ? {} : { VersionId: versionId })
  })
  try {
    return await client.send(command, { abortSignal: signal })
  } catch (error) {
    if (!(error instanceof Error) || error.name !== ARCHIVED) throw error
    throw archived(key, archiveOfRefusal(error))
  }
}

/** Closes a body: an unread body keeps its connection and the process open. */
function abandon(body: unknown): void {
  const { destroy } = (body ?? {}) as { destroy?: unknown }
  if (typeof destroy === 'function') destroy.call(body)
}

/**
 * S3's errors for a missing version, for one of another bucket, and for no id.
 */
const NO_VERSION = ['NoSuchVersion', 'InvalidArgument', 'MethodNotAllowed']

function isAbsent(error: unknown, versionId: string | undefined): boolean {
  if (!(error instanceof AwsCallError)) return false
  const { awsCode } = error
  if (awsCode === 'NoSuchKey') return true
  return versionId !== undefined && NO_VERSION.includes(awsCode)
}

/** A broken connection must never look like a damaged snapshot. */
function cutShort(key: string, cause?: unknown): UserError {
  return new UserError(
    'network',
    `The connection broke while ${key} was read. Run the job again.`,
    { cause }
  )
}

function tooLarge(key: string, maxBytes: number): UserError {
  return new UserError(
    'snapshot-bomb',
    `The object ${key} is larger than the ${maxBytes} bytes that the format allows. It was not written by this tool: find out who wrote it.`
  )
}

function undated(key: string): UserError {
  return new UserError(
    'storage-answer',
    `S3 did not say when the object ${key} was stored. If there is a proxy between the runner and AWS, let it pass the header Last-Modified on.`
  )
}
