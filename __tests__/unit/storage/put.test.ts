import { describe, expect, test } from '@jest/globals'
import {
  isKeyAskedFor,
  putNewObject,
  putUnlessPresent,
  RESTORE_RECORD,
  type EncryptionRequest
} from '../../../src/storage/put.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  KEY_ARN,
  KEY_ID,
  putAnswer
} from '../../fixtures/fake-bucket.ts'
import { NEVER } from '../../fixtures/fake-world.ts'
import { sha256 } from '../../fixtures/small-snapshot.ts'

const BODY = Buffer.from('the bytes')
const DIGEST = Buffer.from(sha256(BODY), 'hex').toString('base64')
const ENCRYPTION: EncryptionRequest = { algorithm: 'aws:kms', keyId: KEY_ARN }

/** Stores an object in a bucket whose answer is changed, or that refuses. */
function put(
  changes: Record<string, unknown> | Error = {},
  { isAws = true, encryption = ENCRYPTION, key = 'p/users/x.gz' } = {}
) {
  const bucket = fakeBucket(input => {
    if (changes instanceof Error) throw changes
    return { ...putAnswer(input), ...changes }
  }, isAws)
  const stored = putNewObject(
    bucket,
    encryption,
    key,
    BODY,
    sha256(BODY),
    NEVER
  )
  return { bucket, stored }
}

describe('an object', () => {
  test('is put once, whole, new, checked and encrypted', async () => {
    const { bucket, stored } = put()
    expect(await stored).toEqual({ versionId: 'v1', keyArn: KEY_ARN })
    expect(bucket.calls).toEqual([
      {
        action: 'PutObject',
        command: 'PutObjectCommand',
        hasSignal: true,
        input: {
          Bucket: 'my-backups',
          Key: 'p/users/x.gz',
          Body: BODY,
          ContentLength: BODY.length,
          ContentType: 'application/gzip',
          IfNoneMatch: '*',
          ChecksumSHA256: DIGEST,
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: KEY_ARN,
          BucketKeyEnabled: false
        }
      }
    ])
  })

  test('that is a manifest is called JSON', async () => {
    const { bucket, stored } = put({}, { key: 'p/manifest.json' })
    await stored
    expect(bucket.calls[0]?.input['ContentType']).toBe('application/json')
  })

  test('may be encrypted twice', async () => {
    const encryption = { algorithm: 'aws:kms:dsse', keyId: KEY_ID } as const
    const { bucket, stored } = put({}, { encryption })
    await stored
    const input = bucket.calls[0]?.input
    expect(input?.['ServerSideEncryption']).toBe('aws:kms:dsse')
    expect(input?.['SSEKMSKeyId']).toBe(KEY_ID)
  })

  test('has no version in a bucket without versions', async () => {
    const { stored } = put({ VersionId: undefined })
    expect(await stored).toEqual({ versionId: null, keyArn: KEY_ARN })
  })
})

describe('an answer of AWS is refused', () => {
  const unsaid = 'did not say how it is encrypted'
  test.each<[string, Record<string, unknown>, string]>([
    ['without a checksum', { ChecksumSHA256: undefined }, 'SHA-256'],
    [
      'with the checksum of other bytes',
      { ChecksumSHA256: 'b3RoZXI=' },
      "did not confirm its SHA-256, so don't rely on this snapshot. Run"
    ],
    ['with an empty checksum', { ChecksumSHA256: '' }, 'SHA-256'],
    ['without encryption', { ServerSideEncryption: undefined }, unsaid],
    [
      'with S3’s own encryption',
      { ServerSideEncryption: 'AES256' },
      'did not encrypt it with aws:kms'
    ],
    [
      'with another encryption',
      { ServerSideEncryption: 'aws:kms:dsse' },
      'did not encrypt it with aws:kms'
    ],
    ['without a key', { SSEKMSKeyId: undefined }, 'did not say with which key'],
    ['with another key', { SSEKMSKeyId: `${KEY_ARN}0` }, 'with another key'],
    [
      'with that key in another account',
      { SSEKMSKeyId: KEY_ARN.replace('1', '2') },
      'with another key'
    ]
  ])('%s', async (_what, changes, says) => {
    await expect(put(changes).stored).rejects.toMatchObject({
      code: 'storage-answer',
      message: expect.stringContaining(says)
    })
  })

  test('with a single layer where two were asked for', async () => {
    const encryption = { algorithm: 'aws:kms:dsse', keyId: KEY_ARN } as const
    const { stored } = put({ ServerSideEncryption: 'aws:kms' }, { encryption })
    await expect(stored).rejects.toMatchObject({
      code: 'storage-answer',
      message: expect.stringContaining('aws:kms:dsse')
    })
  })
})

describe('an answer of a custom endpoint', () => {
  test('may come without a checksum', async () => {
    const { stored } = put({ ChecksumSHA256: undefined }, { isAws: false })
    expect(await stored).toEqual({ versionId: 'v1', keyArn: KEY_ARN })
  })

  test.each<[string, Record<string, unknown>]>([
    ['with the checksum of other bytes', { ChecksumSHA256: 'b3RoZXI=' }],
    ['with an empty checksum', { ChecksumSHA256: '' }],
    ['without encryption', { ServerSideEncryption: undefined }],
    ['with another key', { SSEKMSKeyId: `${KEY_ARN}0` }]
  ])('is refused %s', async (_what, changes) => {
    const { stored } = put(changes, { isAws: false })
    await expect(stored).rejects.toMatchObject({ code: 'storage-answer' })
  })
})

describe('an object that exists already', () => {
  test('at the first attempt is never overwritten', async () => {
    const { stored } = put(awsFailure('PreconditionFailed'))
    await expect(stored).rejects.toMatchObject({
      code: 'storage-answer',
      message: expect.stringContaining('p/users/x.gz')
    })
  })

  test('after a retry is the one that the lost attempt stored', async () => {
    const { stored } = put(awsFailure('PreconditionFailed', { attempts: 2 }))
    expect(await stored).toEqual({ versionId: null, keyArn: null })
  })
})

describe('an object whose key anybody can work out', () => {
  const putOnce = (answer: Record<string, unknown> | Error) =>
    putUnlessPresent(
      fakeBucket(input => {
        if (answer instanceof Error) throw answer
        return { ...putAnswer(input), ...answer }
      }),
      ENCRYPTION,
      'p/started-1.json',
      BODY,
      sha256(BODY),
      NEVER,
      RESTORE_RECORD
    )

  test('is stored when there is none', async () => {
    expect(await putOnce({})).toBe(true)
  })

  test('may be that of somebody else, after a retry too', async () => {
    for (const attempts of [1, 2]) {
      const present = awsFailure('PreconditionFailed', { attempts })
      expect(await putOnce(present)).toBe(false)
    }
  })

  test('is held against what was asked for, in words of its own', async () => {
    await expect(putOnce({ SSEKMSKeyId: 'other' })).rejects.toMatchObject({
      code: 'storage-answer',
      message: `S3 stored p/started-1.json but encrypted it with another key than the one of the snapshot, so check the bucket's default encryption and its policy.`
    })
  })

  test('that S3 refuses is an error', async () => {
    const failure = awsFailure('AccessDenied')
    await expect(putOnce(failure)).rejects.toBe(failure)
  })
})

test('any other failure comes out as it is, retried or not', async () => {
  for (const attempts of [1, 3]) {
    const failure = awsFailure('AccessDenied', { attempts })
    await expect(put(failure).stored).rejects.toBe(failure)
  }
  const bug = new TypeError('a bug')
  await expect(put(bug).stored).rejects.toBe(bug)
})

describe('the key asked for', () => {
  test.each([
    [KEY_ARN, KEY_ARN, true],
    [KEY_ID, KEY_ARN, true],
    ['mrk-1', 'arn:aws:kms:eu-west-1:1:key/mrk-1', true],
    ['alias/backup', KEY_ARN, true],
    ['arn:aws:kms:eu-west-1:1:alias/backup', KEY_ARN, true],
    [KEY_ID.slice(1), KEY_ARN, false],
    [`key/${KEY_ID}`, KEY_ARN, false],
    ['0', KEY_ARN, false],
    [`${KEY_ARN}0`, KEY_ARN, false],
    ['key-about-alias/x', KEY_ARN, false]
  ])('%s is met by %s: %s', (asked, keyArn, isMet) => {
    expect(isKeyAskedFor(asked, keyArn)).toBe(isMet)
  })
})
