import { describe, expect, test } from '@jest/globals'
import { headObject } from '../../../src/storage/head.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { fakeBucket, KEY_ARN } from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { headAnswer } from '../../fixtures/verify-scene.ts'

/** Asks after a version while HEAD is refused so often, and GET answers so. */
function ask({ refusals = 0, code = '400', get = () => ({}) } = {}) {
  let heads = 0
  const bucket = fakeBucket(input => {
    if (input['ChecksumMode'] === undefined) return get()
    heads += 1
    if (heads <= refusals) throw awsFailure(code)
    return headAnswer(Buffer.of(1, 2))
  })
  const headers = headObject(bucket, 'p/x.gz', NEVER, 'v7')
  return { bucket, headers }
}

const fails = (code: string) => () => {
  throw awsFailure(code)
}

test('the headers of an object are told', async () => {
  const { bucket, headers } = ask()
  expect(await headers).toMatchObject({
    bytes: 2,
    algorithm: 'aws:kms',
    keyArn: KEY_ARN,
    versionId: 'v1'
  })
  expect(bucket.calls).toHaveLength(1)
})

describe('a refusal that is nothing but a status', () => {
  test.each([
    ['400', 'ExpiredToken'],
    ['400', 'KMS.DisabledException'],
    ['404', 'NoSuchBucket'],
    ['NotFound', 'NoSuchBucket'],
    ['403', 'AccessDenied'],
    ['301', 'PermanentRedirect']
  ])('%s is what GET calls it: %s', async (code, name) => {
    const { headers } = ask({ refusals: 2, code, get: fails(name) })
    await expect(headers).rejects.toMatchObject({ awsCode: name })
  })

  test.each([
    ['404', 'NoSuchKey'],
    ['NotFound', 'NoSuchVersion'],
    ['405', 'MethodNotAllowed'],
    ['400', 'InvalidArgument']
  ])('%s is an absence where GET answers %s', async (code, name) => {
    const { headers } = ask({ refusals: 1, code, get: fails(name) })
    expect(await headers).toBeUndefined()
  })

  test('is forgotten where GET finds the object', async () => {
    const { headers, bucket } = ask({ refusals: 1 })
    expect(await headers).toMatchObject({ bytes: 2 })
    expect(bucket.calls).toHaveLength(3)
  })

  test('is forgotten again where HEAD is refused once more', async () => {
    const { headers, bucket } = ask({ refusals: 3 })
    expect(await headers).toMatchObject({ bytes: 2 })
    expect(bucket.calls).toHaveLength(7)
  })

  test('stays one where GET finds the object and HEAD is always refused', async () => {
    const { headers } = ask({ refusals: 4 })
    await expect(headers).rejects.toMatchObject({ awsCode: '400' })
  })
})

test('a refusal with a name is what it is', async () => {
  const { headers, bucket } = ask({ refusals: 1, code: 'SlowDown' })
  await expect(headers).rejects.toMatchObject({ awsCode: 'SlowDown' })
  expect(bucket.calls).toHaveLength(1)
})

test('an answer without a length is no reason to call the object short', async () => {
  const bucket = fakeBucket(() => ({}))
  const headers = headObject(bucket, 'p/x.gz', NEVER)
  await expect(headers).rejects.toMatchObject({ code: 'storage-answer' })
})
