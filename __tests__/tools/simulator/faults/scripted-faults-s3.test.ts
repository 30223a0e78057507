import { afterEach, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Fault,
  type Simulator
} from '../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator | undefined

afterEach(async () => {
  await simulator?.close()
  simulator = undefined
})

/** A bucket with faults, and short ways to use it without retries. */
async function start(
  faults: Fault[],
  settings: Parameters<typeof clients>[2] = {}
) {
  const started = await startSimulator({ faults })
  simulator = started
  const Bucket = started.bucket
  const { s3 } = clients(started, 'AKIAEXAMPLE', settings)
  const put = (Key: string) =>
    s3.putObject({
      Bucket,
      Key,
      Body: 'some text',
      IfNoneMatch: '*',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: started.kmsKeyArn
    })
  const get = (Key: string, abortSignal?: AbortSignal) =>
    s3.getObject({ Bucket, Key }, { ...(abortSignal && { abortSignal }) })
  const head = (Key: string) => s3.headObject({ Bucket, Key })
  const list = () => s3.listObjectsV2({ Bucket })
  return { put, get, head, list }
}

test('a put is done and refused all the same', async () => {
  const { put, list } = await start([{ does: 'late-error' }])
  await expect(put('a')).rejects.toEqual(awsError('InternalError'))
  expect(await list()).toMatchObject({ KeyCount: 1 })
  await expect(put('a')).rejects.toEqual(awsError('PreconditionFailed'))
})

test('who may not use the key is told which action of KMS is missing', async () => {
  const { put, get } = await start([
    { does: 'key-denied', operation: 'PutObject' },
    { does: 'key-denied', operation: 'GetObject' }
  ])
  await expect(put('a')).rejects.toThrow('perform: kms:GenerateDataKey')
  await put('a')
  await expect(get('a')).rejects.toThrow('perform: kms:Decrypt')
})

test('a clock that is behind is told the time', async () => {
  const { list } = await start([{ does: 'clock-skew' }], { maxAttempts: 2 })
  // The SDK tries again only where the answer shows that its clock is wrong.
  const { $metadata } = await list()
  expect($metadata.attempts).toBe(2)
})

test.each([
  [false, 'nobody who goes on asking here'],
  [true, 'who asks there']
])(
  'a bucket in another region answers (redirects followed: %j) %s',
  async followRegionRedirects => {
    const { list } = await start([{ does: 'moved-bucket', times: Infinity }], {
      followRegionRedirects
    })
    if (followRegionRedirects) {
      expect(await list()).toMatchObject({ KeyCount: 0 })
    } else {
      await expect(list()).rejects.toEqual(awsError('PermanentRedirect'))
    }
  }
)

describe('on the way', () => {
  test('a proxy lets nobody through', async () => {
    const { list } = await start([{ does: 'proxy-refusal' }])
    await expect(list()).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403, requestId: undefined }
    })
  })

  test('something answers that does not speak HTTP', async () => {
    const { list } = await start([{ does: 'not-http' }])
    await expect(list()).rejects.toThrow('Parse Error')
  })

  test('a body comes without its length', async () => {
    const { put, get, head } = await start([
      { does: 'no-length', operation: 'GetObject' },
      { does: 'no-length', operation: 'HeadObject' }
    ])
    await put('a')
    const { Body, ContentLength } = await get('a')
    expect(ContentLength).toBeUndefined()
    expect(await Body?.transformToString()).toBe('some text')
    expect((await head('a')).ContentLength).toBeUndefined()
  })

  test('a body stops in the middle and never goes on', async () => {
    const { put, get } = await start([
      { does: 'stalled-body', operation: 'GetObject' }
    ])
    await put('a')
    const { Body } = await get('a', AbortSignal.timeout(200))
    await expect(Body?.transformToString()).rejects.toThrow('aborted')
  })
})
