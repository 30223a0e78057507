import { describe, expect, test } from '@jest/globals'
import { UserError } from '../../../../src/shared/errors.ts'
import {
  encryptionOf,
  reportNotStored,
  storeRestoreReport,
  whyNotStored
} from '../../../../src/restore/records/store-report.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  KEY_ARN,
  memoryBucket,
  putAnswer,
  type FakeBucket
} from '../../../fixtures/fake-bucket.ts'
import { NEVER, settle } from '../../../fixtures/fake-world.ts'
import { smallSnapshot } from '../../../fixtures/small-snapshot.ts'

const PLACE = {
  prefix: 'backups',
  userPoolId: 'eu-west-1_Target123',
  restoreId: '20261123T020000Z-ABCDEFGHIJKLMNOP'
}
const BASE = `backups/${PLACE.userPoolId}/restores/${PLACE.restoreId}/`
const ENCRYPTION = { algorithm: 'aws:kms:dsse', keyId: KEY_ARN } as const
const FILES = {
  report: Buffer.from('the report'),
  subMap: Buffer.from('map'),
  isEncrypted: false
}

function store(bucket: FakeBucket, files = FILES) {
  return storeRestoreReport(bucket, ENCRYPTION, PLACE, files, NEVER)
}

describe('the files of a restore', () => {
  test('are stored whole, and their addresses told', async () => {
    const { bucket, objects } = memoryBucket()
    expect(await store(bucket)).toEqual({
      reportUri: `s3://my-backups/${BASE}report.ndjson.gz`,
      subMapUri: `s3://my-backups/${BASE}sub-map.csv.gz`,
      problem: undefined
    })
    expect(Object.fromEntries(objects)).toEqual({
      [`${BASE}report.ndjson.gz`]: FILES.report,
      [`${BASE}sub-map.csv.gz`]: FILES.subMap
    })
  })

  test('that are encrypted with age are stored under names that say so', async () => {
    const { bucket, objects } = memoryBucket()
    const stored = await store(bucket, { ...FILES, isEncrypted: true })
    expect(stored).toEqual({
      reportUri: `s3://my-backups/${BASE}report.ndjson.gz.age`,
      subMapUri: `s3://my-backups/${BASE}sub-map.csv.gz.age`,
      problem: undefined
    })
    expect([...objects.keys()]).toEqual([
      `${BASE}report.ndjson.gz.age`,
      `${BASE}sub-map.csv.gz.age`
    ])
    expect(bucket.calls.map(({ input }) => input['ContentType'])).toEqual([
      'application/octet-stream',
      'application/octet-stream'
    ])
  })

  test('are new, encrypted as asked, and checked', async () => {
    const { bucket } = memoryBucket()
    await store(bucket)
    expect(bucket.calls).toHaveLength(2)
    for (const { input, hasSignal } of bucket.calls) {
      expect(hasSignal).toBe(true)
      expect(input).toMatchObject({
        IfNoneMatch: '*',
        ServerSideEncryption: 'aws:kms:dsse',
        SSEKMSKeyId: KEY_ARN,
        ContentType: 'application/gzip'
      })
    }
  })

  test.each([
    ['is there already', {}, awsFailure('PreconditionFailed')],
    ['has another key', { SSEKMSKeyId: `${KEY_ARN}0` }, undefined],
    ['has no encryption', { ServerSideEncryption: undefined }, undefined]
  ])(
    'that S3 says %s are an error that speaks of no export',
    async (_what, changes, failure) => {
      const bucket = fakeBucket(input => {
        if (failure !== undefined) throw failure
        return { ...putAnswer(input), ...changes }
      })
      expect(await store(bucket)).toMatchObject({
        reportUri: undefined,
        subMapUri: undefined,
        problem: {
          code: 'storage-answer',
          message: expect.not.stringMatching(
            /kms-key-id|this snapshot|a snapshot|again/
          )
        }
      })
    }
  )

  test('are stored side by side, and both to their ends', async () => {
    let underWay = 0
    let most = 0
    const bucket = fakeBucket(async input => {
      underWay += 1
      most = Math.max(most, underWay)
      await settle()
      if (String(input['Key']).includes('report')) {
        underWay -= 1
        throw awsFailure('AccessDenied', { code: 'access-denied' })
      }
      await settle()
      underWay -= 1
      return putAnswer(input)
    })
    expect(await store(bucket)).toMatchObject({
      reportUri: undefined,
      subMapUri: expect.stringContaining('sub-map'),
      problem: { code: 'access-denied' }
    })
    expect([most, underWay]).toEqual([2, 0])
  })

  test('that may not be stored are the error of that call', async () => {
    const denied = awsFailure('AccessDenied', { code: 'access-denied' })
    const bucket = fakeBucket(() => {
      throw denied
    })
    expect((await store(bucket)).problem).toBe(denied)
  })

  test('are stored each whatever becomes of the other', async () => {
    for (const [name, stored] of [
      ['report', { reportUri: undefined, subMapUri: expect.any(String) }],
      ['sub-map', { reportUri: expect.any(String), subMapUri: undefined }]
    ] as const) {
      const bucket = fakeBucket(input => {
        if (String(input['Key']).includes(name))
          throw awsFailure('AccessDenied')
        return putAnswer(input)
      })
      expect(await store(bucket)).toMatchObject(stored)
    }
  })

  test('that fail like a bug are one', async () => {
    const bucket = fakeBucket(() => {
      throw new TypeError('a bug')
    })
    await expect(store(bucket)).rejects.toThrow('a bug')
  })
})

test('they are encrypted as the snapshot is', async () => {
  const { manifest } = await smallSnapshot()
  const encryptedBy = (algorithm: string) =>
    encryptionOf({
      ...manifest,
      encryption: { server: { algorithm, keyArn: KEY_ARN }, client: null }
    })
  for (const algorithm of ['aws:kms', 'aws:kms:dsse']) {
    expect(encryptedBy(algorithm)).toEqual({ algorithm, keyId: KEY_ARN })
  }
  expect(encryptedBy('aws:later').algorithm).toBe('aws:kms')
})

describe('the warning about files that were not stored', () => {
  test('names what is missing, why, and the permissions', () => {
    const denied = awsFailure('AccessDenied', { code: 'access-denied' })
    const { text } = reportNotStored('my-backups', PLACE, denied)
    expect(text).toContain('What the restore did in the pool is done')
    expect(text).toContain('report')
    expect(text).toContain('map from old to new subs')
    expect(text).toContain(denied.message)
    expect(text).toContain(
      's3:PutObject on s3://my-backups/backups/eu-west-1_Target123/restores/*'
    )
    expect(text).toContain('kms:GenerateDataKey')
  })

  test('names only what is missing, and permissions only where they are', () => {
    const digest = awsFailure('InternalError')
    const warn = (stored: object) =>
      reportNotStored('my-backups', PLACE, digest, stored)
    const withoutMap = warn({ reportUri: 's3://b/report' })
    expect(withoutMap.title).toBe('The map of subs was not stored')
    expect(withoutMap.text).toContain('Only the map from old to new subs (its')
    expect(withoutMap.text).not.toContain('The role needs')
    const withoutReport = warn({ subMapUri: 's3://b/map' })
    expect(withoutReport.title).toContain('The report')
    expect(withoutReport.text).toContain('Only its report (the map')
  })

  test('does not say of what S3 stored otherwise that it is not there', () => {
    const other = new UserError('storage-answer', 'S3 stored it otherwise.')
    const { text } = reportNotStored('my-backups', PLACE, other)
    expect(text).toContain('could not be stored as asked in')
  })

  test('gives no advice about the inputs of an export', () => {
    const failure = awsFailure('KMS.DisabledException', {
      code: 'not-found',
      action: 's3:PutObject'
    })
    failure.message = 'Check the input kms-key-id.'
    expect(whyNotStored(failure)).toBe(
      'S3 answered s3:PutObject with KMS.DisabledException.'
    )
    const other = new UserError('storage-answer', 'Something else.')
    expect(whyNotStored(other)).toBe('Something else.')
  })
})
