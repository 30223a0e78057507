import { beforeAll, describe, expect, test } from '@jest/globals'
import { manifestKey } from '../../../src/snapshot/manifest.ts'
import { openChosenSnapshot } from '../../../src/storage/open-chosen.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  getAnswer,
  memoryBucket
} from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import {
  ADDRESS,
  sha256,
  smallSnapshot
} from '../../fixtures/small-snapshot.ts'

const KEY = manifestKey(ADDRESS)
let objects: ReadonlyMap<string, Uint8Array>
let PIN: string
beforeAll(async () => {
  objects = (await smallSnapshot()).objects
  PIN = sha256(objects.get(KEY) ?? '')
})
const LATEST = {
  latestOf: { prefix: ADDRESS.prefix, userPoolId: ADDRESS.userPoolId }
}

type Versions = (answer: { Key: string; VersionId: string }[]) => object

/** A bucket with the snapshot; what it says of versions is the test's. */
function bucketWith(versions: Versions) {
  const memory = memoryBucket(new Map(objects))
  return fakeBucket(async input => {
    if (input['Key'] === undefined && input['Delimiter'] === undefined) {
      return versions([{ Key: KEY, VersionId: 'v1' }])
    }
    const answers = memory.bucket.call('Any', client =>
      client.send({ input, constructor: Object } as never)
    )
    return await answers
  })
}

const once: Versions = Versions => ({ Versions })
const twice: Versions = Versions => ({
  Versions: [...Versions, { Key: KEY, VersionId: 'v0' }]
})

describe('a snapshot that was chosen', () => {
  test.each([{ address: ADDRESS }, LATEST])('is opened: %j', async choice => {
    const bucket = bucketWith(once)
    const { snapshot, warning } = await openChosenSnapshot(
      bucket,
      choice,
      undefined,
      NEVER
    )
    expect(snapshot).toMatchObject({ address: ADDRESS, manifestSha256: PIN })
    expect(warning).toBeUndefined()
    // Last: a manifest that is stored while this one is read is seen.
    expect(bucket.calls.at(-1)).toMatchObject({
      action: 'ListBucketVersions',
      input: { Prefix: KEY }
    })
  })

  test.each<[string, Versions]>([
    ['another version', twice],
    [
      'a marker that it was deleted',
      Versions => ({ Versions, DeleteMarkers: [{ Key: KEY, VersionId: 'v2' }] })
    ]
  ])('is refused when its manifest has %s', async (_what, versions) => {
    const { refusal } = await openChosenSnapshot(
      bucketWith(versions),
      LATEST,
      undefined,
      NEVER
    )
    expect(refusal).toMatchObject({
      code: 'manifest-versions',
      message: expect.stringContaining(KEY)
    })
  })

  test('has nothing to do with keys that only begin alike', async () => {
    const bucket = bucketWith(Versions => ({
      Versions: [...Versions, { Key: `${KEY}.bak`, VersionId: 'v1' }]
    }))
    const opened = await openChosenSnapshot(bucket, LATEST, undefined, NEVER)
    expect(opened.refusal).toBeUndefined()
  })

  test.each([
    awsFailure('AccessDenied', { code: 'access-denied' }),
    awsFailure('NotImplemented')
  ])(
    'is opened with a warning where versions are not listed',
    async failure => {
      const bucket = bucketWith(() => {
        throw failure
      })
      const { warning } = await openChosenSnapshot(
        bucket,
        LATEST,
        undefined,
        NEVER
      )
      expect(warning?.text).toContain('s3:ListBucketVersions')
    }
  )

  test('is not opened when the listing of versions fails otherwise', async () => {
    const failure = awsFailure('InternalError')
    const bucket = bucketWith(() => {
      throw failure
    })
    await expect(
      openChosenSnapshot(bucket, LATEST, undefined, NEVER)
    ).rejects.toBe(failure)
  })
})

describe('a pin', () => {
  test('opens the very manifest, whatever lies beneath it', async () => {
    const bucket = bucketWith(twice)
    const { snapshot } = await openChosenSnapshot(bucket, LATEST, PIN, NEVER)
    expect(snapshot.manifestSha256).toBe(PIN)
  })

  test('refuses any other, before it is even parsed', async () => {
    const memory = memoryBucket(new Map([[KEY, Buffer.from('{"a":')]]))
    for (const choice of [{ address: ADDRESS }, LATEST]) {
      await expect(
        openChosenSnapshot(memory.bucket, choice, PIN, NEVER)
      ).rejects.toMatchObject({ code: 'manifest-pin' })
    }
  })

  test('takes a second answer, where the first changed on the way', async () => {
    const memory = memoryBucket(new Map(objects))
    let readings = 0
    const bucket = fakeBucket(async input => {
      const answer = await memory.answer(input)
      if (input['Key'] !== KEY) return answer
      readings += 1
      return readings === 1 ? getAnswer(Buffer.from('{}')) : answer
    })
    const { snapshot } = await openChosenSnapshot(bucket, LATEST, PIN, NEVER)
    expect(snapshot.manifestSha256).toBe(PIN)
    expect(bucket.lines).toHaveLength(1)
  })

  test('does not make a snapshot of nothing', async () => {
    await expect(
      openChosenSnapshot(
        memoryBucket().bucket,
        { address: ADDRESS },
        PIN,
        NEVER
      )
    ).rejects.toMatchObject({ code: 'no-snapshot' })
  })
})
