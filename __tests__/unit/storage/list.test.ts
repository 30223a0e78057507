import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { listFolders } from '../../../src/storage/list.ts'
import { fakeBucket } from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

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
