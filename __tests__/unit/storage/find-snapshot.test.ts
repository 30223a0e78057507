import { describe, expect, test } from '@jest/globals'
import { manifestKey } from '../../../src/snapshot/manifest.ts'
import {
  fetchFrom,
  openLatestSnapshot
} from '../../../src/storage/find-snapshot.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  getAnswer,
  memoryBucket
} from '../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../fixtures/fake-pool.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { ADDRESS, smallSnapshot } from '../../fixtures/small-snapshot.ts'

const at = (snapshotId: string) => ({ ...ADDRESS, snapshotId })
const OLD = at('20261121T020000Z-ZZZZZZZZZZZZZZZZ')
const MIDDLE = at('20261122T020000Z-AAAAAAAAAAAAAAAA')
const NEW = at('20261123T020000Z-AAAAAAAAAAAAAAAA')

/** A bucket that holds a snapshot at each address. */
async function bucketWith(...addresses: (typeof ADDRESS)[]) {
  const memory = memoryBucket()
  for (const address of addresses) {
    const { objects } = await smallSnapshot({}, address)
    for (const [key, bytes] of objects) memory.objects.set(key, bytes)
  }
  return memory
}

function latest({ bucket }: Awaited<ReturnType<typeof bucketWith>>) {
  return openLatestSnapshot(bucket, ADDRESS.prefix, POOL_ID, NEVER)
}

describe('the latest snapshot', () => {
  test('is the last by the time in its id', async () => {
    const opened = await latest(await bucketWith(MIDDLE, NEW, OLD))
    expect(opened.address).toEqual(NEW)
  })

  test('is the last that was finished', async () => {
    const memory = await bucketWith(OLD, MIDDLE, NEW)
    memory.objects.delete(manifestKey(NEW))
    expect((await latest(memory)).address).toEqual(MIDDLE)
  })

  test('passes over folders that are no snapshots', async () => {
    const memory = await bucketWith(OLD)
    const below = `${ADDRESS.prefix}/${POOL_ID}`
    memory.objects.set(`${below}/zzz/manifest.json`, Buffer.from('{}'))
    memory.objects.set(`${below}/readme.txt`, Buffer.from('hello'))
    expect((await latest(memory)).address).toEqual(OLD)
  })

  test('that is damaged is an error, not a reason to take an older one', async () => {
    const memory = await bucketWith(OLD, NEW)
    memory.objects.set(manifestKey(NEW), Buffer.from('{}'))
    await expect(latest(memory)).rejects.toMatchObject({
      code: 'manifest-invalid'
    })
  })

  test('of another pool or another prefix is none', async () => {
    const memory = await bucketWith(
      { ...NEW, prefix: 'elsewhere' },
      { ...NEW, userPoolId: 'eu-west-1_Other' }
    )
    await expect(latest(memory)).rejects.toMatchObject({ code: 'no-snapshot' })
  })

  test('is missing where nothing was ever exported', async () => {
    await expect(latest(await bucketWith())).rejects.toMatchObject({
      code: 'no-snapshot',
      message: expect.stringContaining(
        `There is no snapshot of the user pool ${POOL_ID} in s3://my-backups/cognito-backup/${POOL_ID}/`
      )
    })
  })

  test('is missing where no export was finished, and that is said', async () => {
    const memory = await bucketWith(OLD, NEW)
    memory.objects.delete(manifestKey(OLD))
    memory.objects.delete(manifestKey(NEW))
    await expect(latest(memory)).rejects.toMatchObject({
      code: 'no-snapshot',
      message: expect.stringContaining('was finished (2 began)')
    })
  })
})

test('an object is fetched from the bucket under the cap of the reader', async () => {
  const { bucket } = memoryBucket(new Map([['k', Buffer.from('abc')]]))
  const fetch = fetchFrom(bucket, NEVER)
  expect(await fetch('k', 3)).toEqual(Buffer.from('abc'))
  expect(await fetch('other', 3)).toBeUndefined()
  await expect(fetch('k', 2)).rejects.toMatchObject({
    code: 'snapshot-bomb'
  })
})

test('an object that is fetched again is named in the log', async () => {
  const { bucket } = memoryBucket(new Map([['k', Buffer.from('abc')]]))
  const fetch = fetchFrom(bucket, NEVER)
  await fetch('k', 3)
  expect(bucket.lines).toEqual([])
  expect(await fetch('k', 3, undefined, true)).toEqual(Buffer.from('abc'))
  expect(bucket.lines).toEqual([
    expect.stringMatching(/^The bytes of k were refused, .* once more/)
  ])
})

describe('the version that a manifest names', () => {
  const OLD_BYTES = Buffer.from('as written')
  const NEW_BYTES = Buffer.from('stored on top')

  /** A bucket with two versions of each key; the answer to a named one varies. */
  function bucketOf(named: () => object) {
    return fakeBucket(({ VersionId: id }) =>
      id === undefined ? getAnswer(NEW_BYTES) : named()
    )
  }

  test('is read, whatever was stored on top of it', async () => {
    const bucket = bucketOf(() => getAnswer(OLD_BYTES))
    const fetch = fetchFrom(bucket, NEVER)
    expect(await fetch('k', 99, 'v1')).toBe(OLD_BYTES)
    expect(await fetch('k', 99, null)).toBe(NEW_BYTES)
  })

  test('of a copy in another bucket is not there, and the newest is read', async () => {
    const bucket = bucketOf(() => {
      throw awsFailure('NoSuchVersion')
    })
    const fetch = fetchFrom(bucket, NEVER)
    expect(await fetch('k', 99, 'v1')).toBe(NEW_BYTES)
    expect(await fetch('k', 99, 'v1')).toBe(NEW_BYTES)
    expect(bucket.calls).toHaveLength(4)
  })

  test('is not asked for again without the permission', async () => {
    const bucket = bucketOf(() => {
      throw awsFailure('AccessDenied', { code: 'access-denied' })
    })
    const fetch = fetchFrom(bucket, NEVER)
    expect(await fetch('k', 99, 'v1')).toBe(NEW_BYTES)
    expect(await fetch('l', 99, 'v1')).toBe(NEW_BYTES)
    expect(bucket.calls.map(({ action }) => action)).toEqual([
      'GetObjectVersion',
      'GetObject',
      'GetObject'
    ])
  })

  test('that can not be read for another reason is not replaced', async () => {
    for (const failure of [
      awsFailure('InternalError'),
      awsFailure('ECONNRESET', { code: 'network' })
    ]) {
      const bucket = bucketOf(() => {
        throw failure
      })
      const fetch = fetchFrom(bucket, NEVER)
      await expect(fetch('k', 99, 'v1')).rejects.toBe(failure)
    }
  })
})
