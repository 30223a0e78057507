import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { describe, expect, test } from '@jest/globals'
import type { Warning } from '../../../src/shared/outcome.ts'
import {
  ownedBucket,
  type BucketOwner
} from '../../../src/storage/bucket-owner.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'

const DENIED = awsFailure('AccessDenied', { code: 'access-denied' })
const ABSENT = awsFailure('NoSuchKey')

const CONFIG = {
  region: 'eu-west-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }
}

/**
 * A bucket of an S3 that answers by the owner that a call expects.
 *
 * @param answer throws, or gives what the call gives
 */
function lab(
  owner: Omit<BucketOwner, 'warn'>,
  answer: (expected: string | undefined) => unknown
) {
  const asked: (string | undefined)[] = []
  const warnings: Warning[] = []
  const send = ownedBucket('my-backups', CONFIG, {
    ...owner,
    warn: warning => warnings.push(warning)
  })
  const call = () =>
    send(async client => {
      const expected = await ownerOf(client)
      asked.push(expected)
      return answer(expected)
    })
  return { call, asked, warnings }
}

/** Whom a call of this client expects the bucket to belong to. */
async function ownerOf(client: S3Client): Promise<string | undefined> {
  const seen: { headers?: Record<string, string> } = {}
  client.middlewareStack.add(
    () => args => {
      const { headers } = args.request as { headers: Record<string, string> }
      seen.headers = headers
      return Promise.reject(new Error('seen'))
    },
    { step: 'build', name: 'seeMiddleware', override: true }
  )
  await client
    .send(new PutObjectCommand({ Bucket: 'my-backups', Key: 'a', Body: 'x' }))
    .catch(() => undefined)
  expect(seen.headers).toBeDefined()
  return seen.headers?.['x-amz-expected-bucket-owner']
}

const ACCOUNT = '111122223333'
const isOf = (account: string) => (expected: string | undefined) => {
  if (expected !== undefined && expected !== account) throw DENIED
  return 'answer'
}

describe('an owner who is expected', () => {
  const owner = { expected: ACCOUNT, likely: () => '444455556666' }

  test('is insisted on in each call', async () => {
    const { call, asked } = lab(owner, isOf(ACCOUNT))
    expect([await call(), await call()]).toEqual(['answer', 'answer'])
    expect(asked).toEqual([ACCOUNT, ACCOUNT])
  })

  test('is insisted on when S3 refuses', async () => {
    const { call, asked, warnings } = lab(owner, isOf('444455556666'))
    await expect(call()).rejects.toBe(DENIED)
    await expect(call()).rejects.toBe(DENIED)
    expect(asked).toEqual([ACCOUNT, ACCOUNT])
    expect(warnings).toEqual([])
  })
})

describe('an owner who is likely', () => {
  const owner = { likely: () => ACCOUNT }

  test('is asked for in each call', async () => {
    const { call, asked, warnings } = lab(owner, isOf(ACCOUNT))
    await call()
    await call()
    expect(asked).toEqual([ACCOUNT, ACCOUNT])
    expect(warnings).toEqual([])
  })

  test('is asked for as soon as it is known', async () => {
    const known: string[] = []
    const { call, asked } = lab({ likely: () => known[0] }, isOf(ACCOUNT))
    await call()
    known.push(ACCOUNT)
    await call()
    expect(asked).toEqual([undefined, ACCOUNT])
  })

  test('is given up, with one warning, when the bucket is of another', async () => {
    const { call, asked, warnings } = lab(owner, isOf('444455556666'))
    expect([await call(), await call()]).toEqual(['answer', 'answer'])
    expect(asked).toEqual([ACCOUNT, undefined, undefined])
    expect(warnings).toEqual([
      {
        title: 'The bucket belongs to another account',
        text: expect.stringContaining('set the input expected-bucket-owner')
      }
    ])
  })

  test('is given up once for calls that were made at once', async () => {
    const { call, warnings } = lab(owner, isOf('444455556666'))
    await Promise.all([call(), call(), call()])
    expect(warnings).toHaveLength(1)
  })

  test('is given up too when the object is not there', async () => {
    const { call, asked, warnings } = lab(owner, expected => {
      throw expected === undefined ? ABSENT : DENIED
    })
    await expect(call()).rejects.toBe(ABSENT)
    await expect(call()).rejects.toBe(ABSENT)
    expect(asked).toEqual([ACCOUNT, undefined, undefined])
    expect(warnings).toHaveLength(1)
  })

  test('is kept when the call is refused either way', async () => {
    const { call, asked, warnings } = lab(owner, () => {
      throw DENIED
    })
    await expect(call()).rejects.toBe(DENIED)
    await expect(call()).rejects.toBe(DENIED)
    expect(asked).toEqual([ACCOUNT, undefined, ACCOUNT, undefined])
    expect(warnings).toEqual([])
  })

  test('is not given up once a call has shown that it is right', async () => {
    let isDenied = false
    const { call, asked } = lab(owner, () => {
      if (isDenied) throw DENIED
      return 'answer'
    })
    await call()
    isDenied = true
    await expect(call()).rejects.toBe(DENIED)
    expect(asked).toEqual([ACCOUNT, ACCOUNT])
  })

  test('is not given up for what is no refusal', async () => {
    const { call, asked } = lab(owner, () => {
      throw ABSENT
    })
    await expect(call()).rejects.toBe(ABSENT)
    expect(asked).toEqual([ACCOUNT])
  })
})

test('a bucket of which nothing is known is used as it is', async () => {
  const { call, asked, warnings } = lab({}, isOf(ACCOUNT))
  expect(await call()).toBe('answer')
  expect(asked).toEqual([undefined])
  expect(warnings).toEqual([])
})
