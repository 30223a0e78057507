import { createHash } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand
} from '@aws-sdk/client-s3'
import { readDenial } from '../../../src/aws/denials.ts'
import { UserError } from '../../../src/shared/errors.ts'
import { connectBucket, type Bucket } from '../../../src/storage/bucket.ts'
import { headObject } from '../../../src/storage/head.ts'
import { listVersions } from '../../../src/storage/list.ts'
import {
  putNewObject,
  type EncryptionRequest,
  type Stored
} from '../../../src/storage/put.ts'
import { ACCEPTED, answerTo } from '../answer.ts'
import type { Lab } from '../lab.ts'
import { lookUp, newUser, randomName } from '../people.ts'
import {
  asAssumed,
  holds,
  NotSettled,
  notSettled,
  otherwise,
  type Proof
} from '../proof.ts'

/** An account of AWS's documentation, which has no bucket of anybody's. */
const STRANGER = '111122223333'

/** Last-Modified is in whole seconds, and a clock may be one off. */
const CLOCKS_MS = 2000

/** Objects of a bucket under a key of one's own. */
export const storageProofs: readonly Proof[] = [
  {
    id: 'put-answer',
    needs: { bucket: true },
    users: 0,
    try: lab => judgePut(lab, lab.bucket().encryption)
  },
  {
    id: 'put-answer-dsse',
    needs: { bucket: true },
    users: 0,
    try: lab =>
      judgePut(lab, {
        algorithm: 'aws:kms:dsse',
        keyId: lab.bucket().encryption.keyId
      })
  },
  {
    id: 'if-none-match',
    needs: { bucket: true },
    users: 0,
    async try(lab) {
      const { key } = await newObject(lab)
      try {
        await put(lab, key, lab.bucket().encryption)
        return otherwise('stored over')
      } catch (error) {
        // What the tool makes of PreconditionFailed at a first attempt.
        const isTaken =
          error instanceof UserError && error.message.includes('exists already')
        if (isTaken) return asAssumed('PreconditionFailed')
        throw error
      }
    }
  },
  {
    id: 'head-sha256',
    needs: { bucket: true },
    users: 0,
    async try(lab) {
      const { key, sha256 } = await newObject(lab)
      const { bucket } = lab.bucket()
      const headers = await headObject(bucket, key, lab.signal)
      return holds(
        headers?.sha256 === sha256,
        `there: ${headers !== undefined}, with a checksum: ${headers?.sha256 !== undefined}, the right one: ${headers?.sha256 === sha256}`
      )
    }
  },
  {
    id: 'versions-at-once',
    needs: { bucket: true },
    users: 0,
    async try(lab) {
      const { key, versionId } = await newObject(lab)
      let isShown = false
      const pages = listVersions(lab.bucket().bucket, key, lab.signal)
      for await (const page of pages) {
        isShown ||= page.some(version => version.versionId === versionId)
      }
      return holds(
        isShown,
        `shown: ${isShown}, the bucket keeps versions: ${versionId !== null}`
      )
    }
  },
  {
    id: 'foreign-version',
    needs: { bucket: true },
    users: 0,
    async try(lab) {
      const { key } = await newObject(lab)
      const { bucket } = lab.bucket()
      const VersionId = Buffer.from(lab.context.randomBytes(24)).toString(
        'base64url'
      )
      const answer = await answerTo(() =>
        bucket.call('GetObjectVersion', client =>
          client.send(
            new GetObjectCommand({ Bucket: bucket.name, Key: key, VersionId })
          )
        )
      )
      const isKnown = ['NoSuchVersion', 'InvalidArgument', 'NoSuchKey']
      return holds(isKnown.includes(answer), answer)
    }
  },
  {
    id: 'other-owner-refused',
    needs: { bucket: true },
    users: 0,
    async try(lab) {
      const { key } = await newObject(lab)
      const { name } = lab.bucket()
      let seen: { status: number | undefined; isNamed: boolean } | undefined
      // A GET, because an answer to HEAD has no text that could name an action.
      await lab.bucket().bucket.call('GetObject', async client => {
        try {
          await client.send(
            new GetObjectCommand({
              Bucket: name,
              Key: key,
              ExpectedBucketOwner: STRANGER
            })
          )
        } catch (error) {
          const { $metadata } = error as {
            $metadata?: { httpStatusCode?: number }
          }
          seen = {
            status: $metadata?.httpStatusCode,
            isNamed:
              error instanceof Error &&
              readDenial(error.message).action !== undefined
          }
        }
      })
      if (seen === undefined) return otherwise('not refused')
      if (seen.status === undefined) return notSettled('no answer from S3')
      return holds(
        seen.status === 403 && !seen.isNamed,
        `HTTP ${seen.status}, an action named: ${seen.isNamed}`
      )
    }
  },
  {
    id: 'owner-condition-lifted',
    needs: { bucket: true },
    users: 0,
    async try(lab) {
      const { key } = await newObject(lab)
      const { name } = lab.bucket()
      let warnings = 0
      const guarded = connectBucket(lab.context, name, {
        likely: () => STRANGER,
        warn: () => (warnings += 1)
      })
      const headers = await headObject(guarded, key, lab.signal)
      return holds(
        headers !== undefined && warnings === 1,
        `read in the end: ${headers !== undefined}, refused before: ${warnings === 1}`
      )
    }
  },
  {
    id: 'clocks-agree',
    needs: { pool: 'username', bucket: true },
    users: 1,
    async try(lab) {
      const pool = await lab.pool('username')
      const startedAt = lab.clock.now()
      const { key } = await newObject(lab)
      const { username } = await newUser(lab, pool)
      const elapsed = lab.clock.now() - startedAt
      const { createdAt } = await lookUp(pool, username)
      const stored = await storedAt(lab, key)
      return judgeClocks(createdAt.getTime() - stored, elapsed)
    }
  }
]

/**
 * An object was stored, and then a user created, within so much time.
 *
 * @param apart by their services' clocks, in milliseconds
 * @param elapsed in milliseconds, by ours
 */
export function judgeClocks(apart: number, elapsed: number) {
  const seen = `${(apart / 1000).toFixed(1)} s apart, of calls that took ${(elapsed / 1000).toFixed(1)} s`
  return holds(apart >= -CLOCKS_MS && apart <= elapsed + CLOCKS_MS, seen)
}

async function judgePut(lab: Lab, encryption: EncryptionRequest) {
  try {
    const stored = await newObject(lab, encryption)
    return asAssumed(
      `all three, the bucket keeps versions: ${stored.versionId !== null}`
    )
  } catch (error) {
    // What the tool says of an answer that it can't rely on.
    if (error instanceof UserError && error.code === 'storage-answer') {
      const [, what = ''] = /\S+ but (.*?),/.exec(error.message) ?? []
      return otherwise(what)
    }
    throw error
  }
}

/**
 * When an object was stored, by S3's clock, in ms since 1970.
 *
 * @throws NotSettled
 */
export async function storedAt(lab: Lab, key: string): Promise<number> {
  const { bucket } = lab.bucket()
  const { LastModified } = await bucket.call('GetObject', client =>
    client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }))
  )
  if (LastModified === undefined) throw new NotSettled('no Last-Modified')
  return LastModified.getTime()
}

/** Stores a small object, as an export does. */
export async function newObject(
  lab: Lab,
  encryption = lab.bucket().encryption
): Promise<Stored & { key: string; sha256: string }> {
  const key = `${lab.bucket().folder}${randomName(lab.context.randomBytes)}.json`
  return { key, ...(await put(lab, key, encryption)) }
}

async function put(lab: Lab, key: string, encryption: EncryptionRequest) {
  const { bucket } = lab.bucket()
  const body = Buffer.from('{}\n')
  const sha256 = createHash('sha256').update(body).digest('hex')
  lab.made.add({ what: 'object', remove: () => removeObject(bucket, key) })
  const stored = await putNewObject(
    bucket,
    encryption,
    key,
    body,
    sha256,
    lab.signal
  )
  return { ...stored, sha256 }
}

/** Every version of it, so that nothing is left in a bucket that keeps them. */
async function removeObject(bucket: Bucket, key: string): Promise<void> {
  const { signal } = new AbortController()
  const versionIds: (string | undefined)[] = []
  const answer = await answerTo(async () => {
    for await (const page of listVersions(bucket, key, signal)) {
      const own = page.filter(version => version.key === key)
      versionIds.push(...own.map(({ versionId }) => versionId ?? undefined))
    }
  })
  if (answer !== ACCEPTED) versionIds.push(undefined)
  for (const VersionId of versionIds) {
    await bucket.call(
      VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion',
      client =>
        client.send(
          new DeleteObjectCommand({
            Bucket: bucket.name,
            Key: key,
            ...(VersionId !== undefined && { VersionId })
          })
        )
    )
  }
}
