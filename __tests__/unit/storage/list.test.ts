import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  listFolders,
  listKeys,
  listVersions
} from '../../../src/storage/list.ts'
import { fakeBucket } from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { drain } from '../../fixtures/streams.ts'

/** A bucket that lists these folders, page by page. */
function listing(pages: readonly (readonly string[])[]) {
  return fakeBucket(({ ContinuationToken: token }) => {
    const at = token === undefined ? 0 : Number(token)
    const folders = pages[at] ?? []
    return {
      ...(folders.length === 0
        ? {}
        : { CommonPrefixes: folders.map(name => ({ Prefix: `p/${name}/` })) }),
      ...(at + 1 < pages.length ? { NextContinuationToken: `${at + 1}` } : {})
    }
  })
}

test('every folder of every page is listed, in ascending order', async () => {
  const folder = fc.stringMatching(/^[A-Z0-9-]{1,8}$/)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(folder)), async pages => {
      const names = await listFolders(listing(pages), 'p/', NEVER)
      expect(names).toEqual(pages.flat().sort())
    })
  )
})

test('only what is right under the prefix is asked for', async () => {
  const bucket = listing([['B'], [], ['A']])
  expect(await listFolders(bucket, 'p/', NEVER)).toEqual(['A', 'B'])
  expect(bucket.calls.map(call => call.input['ContinuationToken'])).toEqual([
    undefined,
    '1',
    '2'
  ])
  expect(bucket.calls[0]).toMatchObject({
    action: 'ListBucket',
    command: 'ListObjectsV2Command',
    hasSignal: true,
    input: { Bucket: 'my-backups', Prefix: 'p/', Delimiter: '/' }
  })
})

test('every key of every page is listed', async () => {
  const pages = [['p/a', 'p/b'], [], ['p/c']]
  const bucket = fakeBucket(({ ContinuationToken: token }) => {
    const at = token === undefined ? 0 : Number(token)
    return {
      Contents: pages[at]?.map(Key => ({ Key })),
      ...(at < 2 ? { NextContinuationToken: `${at + 1}` } : {})
    }
  })
  expect(await drain(listKeys(bucket, 'p/', NEVER))).toEqual(pages)
  expect(bucket.calls[0]).toMatchObject({
    action: 'ListBucket',
    hasSignal: true,
    input: { Bucket: 'my-backups', Prefix: 'p/' }
  })
  expect(bucket.calls[0]?.input).not.toHaveProperty('Delimiter')
})

test('every version of every page is listed, and every marker', async () => {
  const bucket = fakeBucket(({ KeyMarker: marker }) =>
    marker === undefined
      ? {
          IsTruncated: true,
          NextKeyMarker: 'p/a',
          NextVersionIdMarker: 'v1',
          Versions: [
            { Key: 'p/a', VersionId: 'v2', IsLatest: false },
            { Key: 'p/a', VersionId: 'v1', IsLatest: false }
          ],
          DeleteMarkers: [{ Key: 'p/a', VersionId: 'v3', IsLatest: true }]
        }
      : { Versions: [{ Key: 'p/b', VersionId: 'null' }, { Key: 'p/c' }] }
  )
  const version = (key: string, versionId: string | null, isLatest = true) => ({
    key,
    versionId,
    isDeleteMarker: false,
    isLatest
  })
  expect(await drain(listVersions(bucket, 'p/', NEVER))).toEqual([
    [
      version('p/a', 'v2', false),
      version('p/a', 'v1', false),
      { key: 'p/a', versionId: 'v3', isDeleteMarker: true, isLatest: true }
    ],
    [version('p/b', null), version('p/c', null)]
  ])
  expect(bucket.calls).toMatchObject([
    { action: 'ListBucketVersions', hasSignal: true, input: { Prefix: 'p/' } },
    { input: { KeyMarker: 'p/a', VersionIdMarker: 'v1' } }
  ])
})

test('a listing whose page leads to itself is an error', async () => {
  const circle = fakeBucket(() => ({
    NextContinuationToken: 'again',
    NextKeyMarker: 'p/a',
    NextVersionIdMarker: 'v1'
  }))
  const endless = { code: 'storage-answer' }
  await expect(listFolders(circle, 'p/', NEVER)).rejects.toMatchObject(endless)
  const keys = drain(listKeys(circle, 'p/', NEVER))
  await expect(keys).rejects.toMatchObject(endless)
  const versions = drain(listVersions(circle, 'p/', NEVER))
  await expect(versions).rejects.toMatchObject(endless)
  expect(circle.calls).toHaveLength(6)
})
