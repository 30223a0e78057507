import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  test
} from '@jest/globals'
import type { Simulator } from '../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let s3: ReturnType<typeof clients>['s3']
let Bucket: string

beforeAll(async () => {
  simulator = await startSimulator()
  s3 = clients(simulator).s3
  Bucket = simulator.bucket
})
beforeEach(() => {
  for (const { key } of simulator.bucketObjects()) simulator.removeObject(key)
})
afterAll(() => simulator.close())

const put = (Key: string) => s3.putObject({ Bucket, Key, Body: 'hello, world' })

describe('a list', () => {
  const keys = ['a/1', 'a/2', 'a/b/3', 'a&<>"é 4', 'z', '\u{1F600}', '\uFFFD']

  beforeEach(async () => {
    for (const key of keys) await put(key)
  })

  test.each([1, 2, 3, 1000])(
    'in pages of %i has every key once, in the order of bytes',
    async MaxKeys => {
      const listed: (string | undefined)[] = []
      let ContinuationToken: string | undefined
      do {
        const page = await s3.listObjectsV2({
          Bucket,
          MaxKeys,
          ContinuationToken
        })
        listed.push(...(page.Contents?.map(({ Key }) => Key) ?? []))
        expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys)
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken !== undefined)
      expect(listed).toEqual([
        'a&<>"é 4',
        'a/1',
        'a/2',
        'a/b/3',
        'z',
        '\uFFFD',
        '\u{1F600}'
      ])
    }
  )

  test('can be of one folder, and begin anywhere', async () => {
    const folder = await s3.listObjectsV2({
      Bucket,
      Prefix: 'a/',
      Delimiter: '/'
    })
    expect(folder.Contents?.map(({ Key }) => Key)).toEqual(['a/1', 'a/2'])
    expect(folder.CommonPrefixes).toEqual([{ Prefix: 'a/b/' }])
    const rest = await s3.listObjectsV2({ Bucket, StartAfter: 'a/2' })
    expect(rest.Contents?.[0]).toMatchObject({ Key: 'a/b/3', Size: 12 })
  })

  test('can have keys encoded', async () => {
    const { Contents } = await s3.listObjectsV2({
      Bucket,
      Prefix: 'a&',
      EncodingType: 'url'
    })
    expect(Contents?.[0]?.Key).toBe('a%26%3C%3E%22%C3%A9%204')
  })

  test('of versions has them all, delete markers too', async () => {
    await put('z')
    await s3.deleteObject({ Bucket, Key: 'z' })
    const { Versions, DeleteMarkers } = await s3.listObjectVersions({
      Bucket,
      Prefix: 'z'
    })
    expect(Versions?.map(({ IsLatest }) => IsLatest)).toEqual([false, false])
    expect(DeleteMarkers).toMatchObject([{ Key: 'z', IsLatest: true }])
    expect((await s3.listObjectsV2({ Bucket, Prefix: 'z' })).KeyCount).toBe(0)
  })

  test('is not needed to know that the bucket is there and keeps versions', async () => {
    await s3.headBucket({ Bucket })
    expect((await s3.getBucketVersioning({ Bucket })).Status).toBe('Enabled')
    await expect(s3.headBucket({ Bucket: 'none' })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 }
    })
  })
})
