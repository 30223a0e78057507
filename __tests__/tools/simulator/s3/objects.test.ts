import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import type { Simulator } from '../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let s3: ReturnType<typeof clients>['s3']
let Bucket: string

beforeAll(async () => {
  simulator = await startSimulator()
  s3 = clients(simulator).s3
  Bucket = simulator.bucket
})
beforeEach(() => {
  simulator.deny([])
  for (const { key } of simulator.bucketObjects()) simulator.removeObject(key)
})
afterAll(() => simulator.close())

const body = Buffer.from('hello, world')
const sha256 = createHash('sha256').update(body).digest('base64')

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  s3.putObject({ Bucket, Key, Body: body, ...more })
const get = (Key: string, more = {}) => s3.getObject({ Bucket, Key, ...more })

describe('an upload', () => {
  test('echoes the encryption, the key and the checksum it came with', async () => {
    const answer = await put('a/b', {
      ChecksumSHA256: sha256,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: simulator.kmsKeyArn,
      IfNoneMatch: '*'
    })
    expect(answer).toMatchObject({
      ChecksumSHA256: sha256,
      ChecksumType: 'FULL_OBJECT',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: simulator.kmsKeyArn
    })
    expect(answer.BucketKeyEnabled).toBeUndefined()
    expect(answer.VersionId).toBeDefined()
    const [object] = simulator.bucketObjects()
    expect(object).toMatchObject({
      key: 'a/b',
      bytes: body,
      encryption: 'aws:kms',
      kmsKeyArn: simulator.kmsKeyArn
    })
  })

  test.each(['alias/cognito-backup', 'id', 'arn of the alias'])(
    'understands a key named by %s',
    async name => {
      const { kmsKeyArn } = simulator
      const names: Record<string, string> = {
        id: kmsKeyArn.replace(/.*\//, ''),
        'arn of the alias': kmsKeyArn.replace(/key\/.*/, 'alias/cognito-backup')
      }
      const answer = await put('k', {
        ServerSideEncryption: 'aws:kms:dsse',
        SSEKMSKeyId: names[name] ?? name,
        BucketKeyEnabled: true
      })
      expect(answer).toMatchObject({
        ServerSideEncryption: 'aws:kms:dsse',
        SSEKMSKeyId: kmsKeyArn,
        BucketKeyEnabled: true
      })
    }
  )

  test('under an unknown key fails', async () => {
    await expect(
      put('k', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/none' })
    ).rejects.toMatchObject({
      name: 'KMS.NotFoundException',
      $metadata: { httpStatusCode: 400 }
    })
  })

  test('gets SSE-S3 if it asks for no encryption, and an MD5 for an ETag', async () => {
    const md5 = createHash('md5').update(body).digest('hex')
    expect(await put('k')).toMatchObject({
      ServerSideEncryption: 'AES256',
      ETag: `"${md5}"`
    })
  })

  test('with a wrong digest is refused', async () => {
    const wrong = createHash('sha256').update('other').digest('base64')
    const crc = Buffer.alloc(4)
    crc.writeUInt32BE(crc32('other'))
    await expect(put('k', { ChecksumSHA256: wrong })).rejects.toMatchObject({
      name: 'BadDigest',
      $metadata: { httpStatusCode: 400 }
    })
    await expect(
      put('k', { ChecksumCRC32: crc.toString('base64') })
    ).rejects.toEqual(awsError('BadDigest', 'CRC32'))
    await expect(
      put('k', { ContentMD5: createHash('md5').digest('base64') })
    ).rejects.toEqual(awsError('BadDigest', 'Content-MD5'))
    await expect(put('k', { ChecksumSHA256: 'AAAA' })).rejects.toEqual(
      awsError('InvalidRequest')
    )
    expect(simulator.bucketObjects()).toEqual([])
  })

  test('in chunks with a checksum at the end is put together', async () => {
    const chunks = [Buffer.alloc(70_000, 'a'), Buffer.from('b')]
    const answer = await put('k', {
      Body: Readable.from(chunks),
      ContentLength: 70_001,
      ContentEncoding: 'gzip'
    })
    expect(answer.ChecksumCRC32).toBeDefined()
    const stored = await get('k')
    expect(stored.ContentEncoding).toBe('gzip')
    expect(await stored.Body?.transformToByteArray()).toEqual(
      new Uint8Array(Buffer.concat(chunks))
    )
  })

  test('that must not overwrite fails where something is', async () => {
    await put('k', { IfNoneMatch: '*' })
    await expect(put('k', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 }
    })
    await put('k')
    expect(simulator.bucketObjects()[0]?.versions).toHaveLength(2)
    await s3.deleteObject({ Bucket, Key: 'k' })
    await put('k', { IfNoneMatch: '*' })
  })

  test('for another owner, or to another bucket, fails', async () => {
    await put('k', { ExpectedBucketOwner: simulator.accountId })
    await expect(
      put('k', { ExpectedBucketOwner: '999999999999' })
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 }
    })
    await expect(put('k', { Bucket: 'other' })).rejects.toEqual(
      awsError('NoSuchBucket')
    )
  })
})

describe('a download', () => {
  test('brings the bytes, the headers and, if asked, the checksum', async () => {
    await put('k', {
      ChecksumSHA256: sha256,
      ContentType: 'application/gzip',
      Metadata: { origin: 'test' }
    })
    const answer = await get('k', { ChecksumMode: 'ENABLED' })
    expect(answer).toMatchObject({
      ChecksumSHA256: sha256,
      ContentLength: 12,
      ContentType: 'application/gzip',
      Metadata: { origin: 'test' }
    })
    expect(await answer.Body?.transformToString()).toBe('hello, world')
    expect(await s3.headObject({ Bucket, Key: 'k' })).toMatchObject({
      ContentLength: 12,
      VersionId: answer.VersionId
    })
  })

  test.each([
    ['bytes=0-4', 'hello', 'bytes 0-4/12'],
    ['bytes=7-', 'world', 'bytes 7-11/12'],
    ['bytes=-5', 'world', 'bytes 7-11/12'],
    ['bytes=7-99', 'world', 'bytes 7-11/12']
  ])('of %s brings a part', async (Range, text, ContentRange) => {
    await put('k')
    const answer = await get('k', { Range })
    expect(answer).toMatchObject({
      ContentRange,
      $metadata: { httpStatusCode: 206 }
    })
    expect(await answer.Body?.transformToString()).toBe(text)
  })

  test('of a part that is not there fails', async () => {
    await put('k')
    await expect(get('k', { Range: 'bytes=12-' })).rejects.toEqual(
      awsError('InvalidRange')
    )
  })

  test('of an old version brings that version', async () => {
    const first = await put('k', { Body: 'first' })
    await put('k', { Body: 'second' })
    const answer = await get('k', { VersionId: first.VersionId })
    expect(await answer.Body?.transformToString()).toBe('first')
    await expect(get('k', { VersionId: 'none' })).rejects.toEqual(
      awsError('NoSuchVersion')
    )
  })

  test('of what is not there says so only to those who may list', async () => {
    await expect(get('none')).rejects.toEqual(awsError('NoSuchKey'))
    await expect(s3.headObject({ Bucket, Key: 'none' })).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 }
    })
    simulator.deny(['s3:ListBucket'])
    await expect(get('none')).rejects.toEqual(awsError('AccessDenied'))
  })

  test('of what was deleted finds a delete marker', async () => {
    const { VersionId } = await put('k')
    const deleted = await s3.deleteObject({ Bucket, Key: 'k' })
    expect(deleted.DeleteMarker).toBe(true)
    await expect(get('k')).rejects.toEqual(awsError('NoSuchKey'))
    await get('k', { VersionId })
    expect(simulator.bucketObjects()[0]).toMatchObject({
      isDeleteMarker: true,
      versions: [{ isDeleteMarker: true }, { isDeleteMarker: false }]
    })
    await expect(get('k', { VersionId: deleted.VersionId })).rejects.toEqual(
      awsError('MethodNotAllowed')
    )
  })

  test('can bring bytes that were tampered with', async () => {
    await put('k', { ChecksumSHA256: sha256 })
    simulator.replaceObject('k', Buffer.from('jello, world'))
    const answer = await get('k')
    expect(await answer.Body?.transformToString()).toBe('jello, world')
  })
})

describe('permissions', () => {
  test('to write only leave nothing else', async () => {
    const { endpoint } = simulator
    const limit = (s3Permissions: string) =>
      fetch(`${endpoint}/_simulator/permissions`, {
        method: 'POST',
        body: JSON.stringify({ s3Permissions })
      })
    await limit('write-only')
    await put('k')
    const denied = awsError('AccessDenied')
    await expect(get('k')).rejects.toEqual(denied)
    await expect(s3.listObjectsV2({ Bucket })).rejects.toEqual(denied)
    await expect(s3.deleteObject({ Bucket, Key: 'k' })).rejects.toEqual(denied)
    await expect(s3.headObject({ Bucket, Key: 'k' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 }
    })
    await limit('full')
    await get('k')
  })

  test('on the key are needed to write and to read', async () => {
    const underKey = {
      ServerSideEncryption: 'aws:kms' as const,
      SSEKMSKeyId: simulator.kmsKeyArn
    }
    await put('k', underKey)
    simulator.deny(['kms:*'])
    await expect(put('k', underKey)).rejects.toEqual(
      awsError('AccessDenied', 'kms:GenerateDataKey')
    )
    await expect(get('k')).rejects.toEqual(
      awsError('AccessDenied', 'kms:Decrypt')
    )
  })
})

test('what the simulator does not do is refused by name', async () => {
  simulator.resetStats()
  await expect(s3.createMultipartUpload({ Bucket, Key: 'k' })).rejects.toEqual(
    awsError('NotImplemented', 'CreateMultipartUpload')
  )
  expect(simulator.stats().calls).toEqual({ CreateMultipartUpload: 1 })
})

describe('an archived object', () => {
  test('is refused to readers, and described to those who ask', async () => {
    await put('a', { StorageClass: 'GLACIER' })
    await put('b')
    const archiveStatus = 'DEEP_ARCHIVE_ACCESS'
    const storageClass = 'INTELLIGENT_TIERING'
    simulator.moveObject('b', { storageClass, archiveStatus })
    await expect(get('a')).rejects.toMatchObject({
      name: 'InvalidObjectState',
      StorageClass: 'GLACIER'
    })
    await expect(get('b')).rejects.toMatchObject({
      name: 'InvalidObjectState',
      StorageClass: storageClass,
      AccessTier: archiveStatus
    })
    const head = (Key: string) => s3.headObject({ Bucket, Key })
    expect(await head('a')).toMatchObject({ StorageClass: 'GLACIER' })
    expect(await head('b')).toMatchObject({ ArchiveStatus: archiveStatus })
    const { Contents } = await s3.listObjectsV2({ Bucket })
    expect(Contents?.map(({ StorageClass }) => StorageClass)).toEqual([
      'GLACIER',
      storageClass
    ])
  })

  test('is read once it was retrieved', async () => {
    await put('a')
    for (const isOngoing of [true, false]) {
      const retrieval = `ongoing-request="${isOngoing}"`
      simulator.moveObject('a', { storageClass: 'GLACIER', retrieval })
      expect((await s3.headObject({ Bucket, Key: 'a' })).Restore).toBe(
        retrieval
      )
      if (isOngoing) await expect(get('a')).rejects.toThrow()
    }
    expect((await get('a')).ContentLength).toBe(body.length)
  })
})
