import { describe, expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import { getDatedObject, getObject } from '../../../src/storage/get.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { fakeBucket, getAnswer } from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'

const BYTES = Uint8Array.of(1, 2, 3)

function get(answer: () => object, maxBytes = 3) {
  const bucket = fakeBucket(answer)
  return { bucket, object: getObject(bucket, 'p/x.gz', maxBytes, NEVER) }
}

function fails(error: Error) {
  return () => {
    throw error
  }
}

describe('an object', () => {
  test('is fetched whole by its key', async () => {
    const { bucket, object } = get(() => getAnswer(BYTES))
    expect(await object).toEqual(BYTES)
    expect(bucket.calls).toEqual([
      {
        action: 'GetObject',
        command: 'GetObjectCommand',
        hasSignal: true,
        input: { Bucket: 'my-backups', Key: 'p/x.gz' }
      }
    ])
  })

  test('that is not there is undefined', async () => {
    const { object } = get(fails(awsFailure('NoSuchKey')))
    expect(await object).toBeUndefined()
  })

  test('that may not be read is an error, not a missing one', async () => {
    for (const awsCode of ['AccessDenied', 'NoSuchBucket', 'InternalError']) {
      const failure = awsFailure(awsCode)
      await expect(get(fails(failure)).object).rejects.toBe(failure)
    }
  })

  test('over the cap is refused without reading it', async () => {
    let isRead = false
    const { object } = get(() => ({
      ContentLength: 4,
      Body: {
        transformToByteArray() {
          isRead = true
          return Promise.resolve(Uint8Array.of(1, 2, 3, 4))
        }
      }
    }))
    await expect(object).rejects.toMatchObject({
      code: 'snapshot-bomb',
      message: expect.stringMatching(/3 bytes .*: find out who wrote it\.$/)
    })
    expect(isRead).toBe(false)
  })

  test.each([
    [3, BYTES],
    [2, 'snapshot-bomb']
  ])(
    'of unknown length is read, up to a cap of %d bytes',
    async (maxBytes, expected) => {
      const pieces = [BYTES.subarray(0, 1), BYTES.subarray(1)]
      const { object } = get(() => ({ Body: Readable.from(pieces) }), maxBytes)
      if (typeof expected === 'string') {
        await expect(object).rejects.toMatchObject({ code: expected })
      } else {
        expect(new Uint8Array((await object) ?? [])).toEqual(expected)
      }
    }
  )

  test('of unknown length that breaks off is the network', async () => {
    const Body = Readable.from(
      (function* () {
        yield BYTES
        throw new Error('aborted')
      })()
    )
    const { object } = get(() => ({ Body }), 9)
    await expect(object).rejects.toMatchObject({ code: 'network' })
  })
})

test.each([2, 4])(
  'a connection that gave %d of 3 bytes is not called a damaged snapshot',
  async given => {
    const { object } = get(() => getAnswer(new Uint8Array(given), 3))
    await expect(object).rejects.toMatchObject({ code: 'network' })
  }
)

describe('a version of an object', () => {
  const getVersion = (answer: () => object) => {
    const bucket = fakeBucket(answer)
    return { bucket, bytes: getObject(bucket, 'p/x.gz', 3, NEVER, 'v7') }
  }

  test('is asked for by its id', async () => {
    const { bucket, bytes } = getVersion(() => getAnswer(BYTES))
    expect(await bytes).toEqual(BYTES)
    expect(bucket.calls).toMatchObject([
      { action: 'GetObjectVersion', input: { Key: 'p/x.gz', VersionId: 'v7' } }
    ])
  })

  test.each(['NoSuchVersion', 'InvalidArgument', 'MethodNotAllowed'])(
    'that S3 refuses with %s is not there',
    async awsCode => {
      const { bytes } = getVersion(fails(awsFailure(awsCode)))
      expect(await bytes).toBeUndefined()
    }
  )

  test('is no reason to take an answer about the object for its absence', async () => {
    const failure = awsFailure('InvalidArgument')
    await expect(get(fails(failure)).object).rejects.toBe(failure)
  })
})

describe('a connection that breaks', () => {
  const reset = Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
  const broken = () => ({
    ContentLength: 3,
    Body: { transformToByteArray: () => Promise.reject(reset) }
  })

  test('is tried again, as often as it takes to read the object', async () => {
    let calls = 0
    const { object } = get(() => {
      calls += 1
      return calls < 3 ? broken() : getAnswer(BYTES)
    })
    expect(await object).toEqual(BYTES)
  })

  test('again and again is the network, never the snapshot', async () => {
    const { bucket, object } = get(broken)
    await expect(object).rejects.toMatchObject({
      code: 'network',
      cause: reset
    })
    expect(bucket.calls).toHaveLength(3)
  })

  test('because the run is stopped is not the network', async () => {
    const stop = new AbortController()
    const bucket = fakeBucket(() => {
      stop.abort()
      return broken()
    })
    await expect(getObject(bucket, 'k', 3, stop.signal)).rejects.toBe(reset)
    expect(bucket.calls).toHaveLength(1)
  })

  test('before the answer is not tried beyond what the SDK tries', async () => {
    const failure = awsFailure('ECONNRESET', { code: 'network' })
    const { bucket, object } = get(fails(failure))
    await expect(object).rejects.toBe(failure)
    expect(bucket.calls).toHaveLength(1)
  })
})

test('a body that nobody reads is let go', async () => {
  let isDestroyed = false
  const { object } = get(() => ({
    ContentLength: 4,
    Body: { ...getAnswer(BYTES).Body, destroy: () => (isDestroyed = true) }
  }))
  await expect(object).rejects.toMatchObject({ code: 'snapshot-bomb' })
  expect(isDestroyed).toBe(true)
})

describe('an object with its date', () => {
  const getDated = (answer: () => object) =>
    getDatedObject(fakeBucket(answer), 'p/x.json', 3, NEVER)

  test('is its bytes and when S3 stored it', async () => {
    const LastModified = new Date('2026-11-23T02:00:00Z')
    expect(
      await getDated(() => ({ ...getAnswer(BYTES), LastModified }))
    ).toEqual({ bytes: BYTES, modifiedAt: LastModified.getTime() })
  })

  test('that is not there is undefined', async () => {
    const missing = getDated(fails(awsFailure('NoSuchKey')))
    expect(await missing).toBeUndefined()
  })

  test('is refused without the date', async () => {
    await expect(getDated(() => getAnswer(BYTES))).rejects.toMatchObject({
      code: 'storage-answer',
      message: expect.stringContaining('the header Last-Modified')
    })
  })
})
