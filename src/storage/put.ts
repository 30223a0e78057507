import {
  PutObjectCommand,
  type PutObjectCommandOutput
} from '@aws-sdk/client-s3'
import { AwsCallError, UserError } from '../shared/errors.ts'
import type { Bucket } from './bucket.ts'

export type ServerSideEncryption = 'aws:kms' | 'aws:kms:dsse'

/** How S3 encrypts objects. */
export interface EncryptionRequest {
  algorithm: ServerSideEncryption
  /** The id, ARN or alias of a key, as in the input. */
  keyId: string
}

/** S3's answer about an object that it stored. */
export interface Stored {
  /** `null` in a bucket without versions, or if S3's answer was lost. */
  versionId: string | null
  /** ARN of the key; `null` if S3's answer was lost. */
  keyArn: string | null
}

/** Parts of the sentences about an object that could not be stored. */
export interface Wording {
  /** The requested key. */
  readonly key: string
  /** What follows if the object exists already. */
  readonly taken: string
  /** What follows if S3 stored it in another way than requested. */
  readonly advice: string
  /** What follows if S3 didn't confirm these bytes. */
  readonly unconfirmed: string
}

/** An object of a snapshot. */
const SNAPSHOT: Wording = {
  key: 'kms-key-id',
  taken:
    'and a snapshot is never overwritten. Run the job again: it takes a new address.',
  advice:
    "so don't rely on this snapshot. Check the bucket's default encryption, its policy and the input kms-key-id, then run the job again.",
  unconfirmed: "so don't rely on this snapshot. Run the job again."
}

/** An object that a restore leaves, encrypted like its snapshot. */
export const RESTORE_RECORD: Wording = {
  key: 'the one of the snapshot',
  taken: 'and what a restore leaves is never overwritten.',
  advice: "so check the bucket's default encryption and its policy.",
  unconfirmed: 'so hold it against the pool before you rely on it.'
}

/** What a run of create-pool leaves, encrypted like its snapshot. */
export const CREATED_POOL_RECORD: Wording = {
  key: 'the one of the snapshot',
  taken: 'and what a run of create-pool leaves is never overwritten.',
  advice: "so check the bucket's default encryption and its policy.",
  unconfirmed: 'so run the job again.'
}

/**
 * Stores an object that must not exist yet, and compares S3's answer with the
 * request. It uses one PutObject: a multipart upload under SSE-KMS needs
 * kms:Decrypt, which the export role must not have. Use it only for keys with
 * random bits: if the object exists after a retry, this takes it for its own.
 *
 * @param sha256 SHA-256 of `body`, in hex
 * @throws AwsCallError; UserError `storage-answer` if the object existed, or if
 *   S3 stored other bytes, without encryption, or under another key
 */
export async function putNewObject(
  bucket: Bucket,
  encryption: EncryptionRequest,
  key: string,
  body: Uint8Array,
  sha256: string,
  signal: AbortSignal,
  wording: Wording = SNAPSHOT
): Promise<Stored> {
  try {
    return await put(bucket, encryption, key, body, sha256, signal, wording)
  } catch (error) {
    if (isOwnEarlierSuccess(error)) return { versionId: null, keyArn: null }
    if (isTaken(error)) throw taken(key, wording)
    throw error
  }
}

/**
 * Stores an object unless its key exists. The key may be predictable.
 *
 * @param sha256 SHA-256 of `body`, in hex
 * @returns whether it was stored. After a retry, `false` can also mean that the
 *   attempt without an answer stored it.
 * @throws what putNewObject throws
 */
export async function putUnlessPresent(
  bucket: Bucket,
  encryption: EncryptionRequest,
  key: string,
  body: Uint8Array,
  sha256: string,
  signal: AbortSignal,
  wording: Wording
): Promise<boolean> {
  try {
    await put(bucket, encryption, key, body, sha256, signal, wording)
    return true
  } catch (error) {
    if (isTaken(error)) return false
    throw error
  }
}

async function put(
  bucket: Bucket,
  encryption: EncryptionRequest,
  key: string,
  body: Uint8Array,
  sha256: string,
  signal: AbortSignal,
  wording: Wording
): Promise<Stored> {
  const checksum = Buffer.from(sha256, 'hex').toString('base64')
  const answer = await bucket.call('PutObject', client =>
    client.send(
      new PutObjectCommand({
        Bucket: bucket.name,
        Key: key,
        Body: body,
        ContentLength: body.length,
        ContentType: contentType(key),
        IfNoneMatch: '*',
        ChecksumSHA256: checksum,
        ServerSideEncryption: encryption.algorithm,
        SSEKMSKeyId: encryption.keyId,
        // A bucket key would leave one line in the key's audit trail for many
        // objects. Without it, a few dozen objects a night cost almost nothing.
        BucketKeyEnabled: false
      }),
      { abortSignal: signal }
    )
  )
  return checkAnswer(bucket, encryption, key, checksum, answer, wording)
}

function checkAnswer(
  bucket: Bucket,
  encryption: EncryptionRequest,
  key: string,
  checksum: string,
  answer: PutObjectCommandOutput,
  wording: Wording
): Stored {
  const refuse = (why: string, advice = wording.advice) =>
    wrongAnswer(key, why, advice)
  const echoed = answer.ChecksumSHA256
  if (echoed !== checksum && (bucket.isAws || echoed !== undefined)) {
    throw refuse('did not confirm its SHA-256', wording.unconfirmed)
  }
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: keyArn } = answer
  if (algorithm === undefined) throw refuse('did not say how it is encrypted')
  if (algorithm !== encryption.algorithm) {
    throw refuse(`did not encrypt it with ${encryption.algorithm}`)
  }
  if (keyArn === undefined) throw refuse('did not say with which key')
  if (!isKeyAskedFor(encryption.keyId, keyArn)) {
    throw refuse(`encrypted it with another key than ${wording.key}`)
  }
  return { versionId: answer.VersionId ?? null, keyArn }
}

/**
 * Whether a key is the requested one. S3 always answers with the key's ARN.
 * Only KMS knows the key of an alias, so an alias matches any key.
 */
export function isKeyAskedFor(asked: string, keyArn: string): boolean {
  const isAlias = /(^|:)alias\//.test(asked)
  return isAlias || asked === keyArn || keyArn.endsWith(`:key/${asked}`)
}

/**
 * The key has 80 random bits. So if the object exists after a retry, an earlier
 * attempt stored it and its answer was lost.
 */
function isOwnEarlierSuccess(error: unknown): boolean {
  return isTaken(error) && error.attempts > 1
}

function isTaken(error: unknown): error is AwsCallError {
  return error instanceof AwsCallError && error.awsCode === 'PreconditionFailed'
}

function taken(key: string, wording: Wording): UserError {
  return new UserError(
    'storage-answer',
    `The object ${key} exists already, ${wording.taken}`
  )
}

function contentType(key: string): string {
  if (key.endsWith('.age')) return 'application/octet-stream'
  return key.endsWith('.json') ? 'application/json' : 'application/gzip'
}

function wrongAnswer(key: string, why: string, advice: string): UserError {
  return new UserError(
    'storage-answer',
    `S3 stored ${key} but ${why}, ${advice}`
  )
}
