import { describe, expect, test } from '@jest/globals'
import { createSnapshotWriter } from '../../../src/export/snapshot-writer.ts'
import { PART_LIMITS, READ_CAPS } from '../../../src/snapshot/limits.ts'
import { manifestKey } from '../../../src/snapshot/manifest.ts'
import { openSnapshot, readRecords } from '../../../src/snapshot/reader.ts'
import { membershipCodec, userCodec } from '../../../src/snapshot/records.ts'
import type { Bucket } from '../../../src/storage/bucket.ts'
import { fetchFrom } from '../../../src/storage/find-snapshot.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  KEY_ARN,
  memoryBucket,
  putAnswer
} from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import {
  ADDRESS,
  sha256,
  smallManifest
} from '../../fixtures/small-snapshot.ts'
import { userRecord } from '../../fixtures/snapshot-records.ts'
import { drain, streamOf } from '../../fixtures/streams.ts'

const MEMBERSHIP = { group: 'admins', username: 'ada' }

function writerTo(bucket: Bucket, keyId = KEY_ARN) {
  const encryption = { algorithm: 'aws:kms', keyId } as const
  return createSnapshotWriter(bucket, encryption, ADDRESS)
}

function content(memberships: number) {
  const { encryption, objects, ...rest } = smallManifest(
    { users: 0, groups: 0, memberships },
    []
  )
  expect([encryption.client, objects]).toEqual([null, []])
  return rest
}

const pool = () => streamOf([['{"userPool":{},"mfaConfig":{}}']])
const memberships = () => streamOf([[membershipCodec.encode(MEMBERSHIP)]])

describe('a snapshot that was written', () => {
  test('can be read back through its manifest', async () => {
    const { bucket, objects } = memoryBucket()
    const writer = writerTo(bucket)
    expect(await writer.store('pool', pool(), NEVER)).toBe(1)
    expect(await writer.store('users', streamOf([]), NEVER)).toBe(0)
    expect(await writer.store('memberships', memberships(), NEVER)).toBe(1)
    expect(objects.has(manifestKey(ADDRESS))).toBe(false)
    const { manifestSha256 } = await writer.finish(content(1), NEVER)

    const fetch = fetchFrom(bucket, NEVER)
    const opened = await openSnapshot(ADDRESS, fetch)
    expect(opened.manifestSha256).toBe(manifestSha256)
    expect(manifestSha256).toBe(sha256(objects.get(manifestKey(ADDRESS)) ?? ''))
    const read = readRecords(opened, 'memberships', membershipCodec, fetch)
    expect((await drain(read)).flat()).toEqual([MEMBERSHIP])
    expect(opened.manifest.objects).toMatchObject([
      { kind: 'pool', index: 0, records: 1, versionId: 'v1' },
      { kind: 'memberships', index: 0, records: 1, versionId: 'v1' }
    ])
  })

  test('has its manifest last', async () => {
    const { bucket } = memoryBucket()
    const writer = writerTo(bucket)
    await writer.store('pool', pool(), NEVER)
    await writer.finish(content(0), NEVER)
    expect(bucket.calls.map(call => call.input['Key'])).toEqual([
      expect.stringMatching(/pool\.json\.gz$/),
      manifestKey(ADDRESS)
    ])
  })

  test('names the key that S3 used, not the alias that was asked for', async () => {
    const { bucket } = memoryBucket()
    const writer = writerTo(bucket, 'alias/backup')
    await writer.store('pool', pool(), NEVER)
    await writer.finish(content(0), NEVER)
    const { manifest } = await openSnapshot(ADDRESS, fetchFrom(bucket, NEVER))
    expect(manifest.encryption).toEqual({
      server: { algorithm: 'aws:kms', keyArn: KEY_ARN },
      client: null
    })
  })

  test('names the key that was asked for when no answer named one', async () => {
    let manifest = ''
    const bucket = fakeBucket(input => {
      if (String(input['Key']).endsWith('manifest.json')) {
        manifest = String(input['Body'])
      }
      throw awsFailure('PreconditionFailed', { attempts: 2 })
    })
    const writer = writerTo(bucket)
    await writer.store('pool', pool(), NEVER)
    await writer.finish(content(0), NEVER)
    expect(JSON.parse(manifest)).toMatchObject({
      encryption: { server: { keyArn: KEY_ARN } },
      objects: [{ versionId: null }]
    })
  })
})

describe('a snapshot is left without a manifest', () => {
  test('when the key behind an alias changes on the way', async () => {
    let puts = 0
    const bucket = fakeBucket(input => {
      puts += 1
      return { ...putAnswer(input), SSEKMSKeyId: `arn:aws:kms:r:1:key/${puts}` }
    })
    const writer = writerTo(bucket, 'alias/backup')
    await writer.store('pool', pool(), NEVER)
    await expect(
      writer.store('memberships', memberships(), NEVER)
    ).rejects.toMatchObject({
      code: 'storage-answer',
      message: expect.stringContaining('changed during the run')
    })
    expect(puts).toBe(2)
  })

  test('whose key is another than that of its parts', async () => {
    const { answer, objects } = memoryBucket()
    const bucket = fakeBucket(async input => ({
      ...(await answer(input)),
      ...(String(input['Key']).endsWith('manifest.json') && {
        SSEKMSKeyId: 'arn:aws:kms:r:1:key/other'
      })
    }))
    const writer = writerTo(bucket, 'alias/backup')
    await writer.store('pool', pool(), NEVER)
    await expect(writer.finish(content(0), NEVER)).rejects.toMatchObject({
      code: 'storage-answer'
    })
    expect(objects.size).toBe(2)
  })

  test.each([
    [
      'has a wrong or missing field source.caseSensitive',
      { caseSensitive: 'no' }
    ],
    [
      'has a wrong or missing field source.usernameAttributes.0',
      { usernameAttributes: [5] }
    ],
    [
      'has more in its field counts.byStatus than a reader takes',
      { region: 'x'.repeat(READ_CAPS.manifestBytes) }
    ]
  ])('that %s', async (why, source) => {
    const { bucket, objects } = memoryBucket()
    const writer = writerTo(bucket)
    await writer.store('pool', pool(), NEVER)
    const manifest = content(0)
    Object.assign(manifest.source, source)
    await expect(writer.finish(manifest, NEVER)).rejects.toMatchObject({
      code: 'cognito-answer',
      message: expect.stringContaining(`the manifest ${why}.`)
    })
    expect(objects.has(manifestKey(ADDRESS))).toBe(false)
  })

  test('when a part is refused', async () => {
    const bucket = fakeBucket(() => {
      throw awsFailure('AccessDenied')
    })
    await expect(
      writerTo(bucket).store('pool', pool(), NEVER)
    ).rejects.toMatchObject({
      awsCode: 'AccessDenied'
    })
  })

  test('when the source of a part fails', async () => {
    const { bucket, objects } = memoryBucket()
    async function* broken() {
      yield await Promise.resolve([membershipCodec.encode(MEMBERSHIP)])
      throw new RangeError('the listing broke')
    }
    await expect(
      writerTo(bucket).store('memberships', broken(), NEVER)
    ).rejects.toThrow('the listing broke')
    expect(objects.size).toBe(0)
  })
})

test('records are counted over all parts of a kind', async () => {
  const { bucket, objects } = memoryBucket()
  // Each digest is 32 bytes that don't compress, so a page fills its part.
  const length = Math.ceil((PART_LIMITS.closeAtBytes * 1.2) / 32 / 6)
  const value = (seed: string) =>
    Buffer.from(
      Array.from({ length }, (_, at) => sha256(`${seed}${at}`)).join(''),
      'hex'
    ).toString('base64')
  const page = (seed: string) =>
    Array.from({ length: 6 }, (_, at) =>
      userCodec.encode(
        userRecord({ attributes: { 'custom:a': value(`${seed}${at}`) } })
      )
    )
  async function* pages() {
    for (const seed of ['a', 'b']) yield await Promise.resolve(page(seed))
  }
  const stored = await writerTo(bucket).store('users', pages(), NEVER)
  expect(stored).toBe(12)
  expect([...objects.keys()].sort()).toEqual(
    [0, 1].map(index => expect.stringContaining(`users/part-0000${index}`))
  )
})

test('a manifest whose answers were all lost is not said to be missing', async () => {
  const lost = awsFailure('ECONNRESET', { code: 'network', attempts: 10 })
  const bucket = fakeBucket(input => {
    if (String(input['Key']).endsWith('/manifest.json')) throw lost
    return putAnswer(input)
  })
  const writer = writerTo(bucket)
  await writer.store('pool', pool(), NEVER)
  await expect(writer.finish(content(0), NEVER)).rejects.toMatchObject({
    code: 'network',
    attempts: 10,
    message: expect.stringMatching(
      /not known whether the last object, manifest\.json, was stored all the same/
    )
  })
})
