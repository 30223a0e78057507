import { beforeEach, describe, expect, test } from '@jest/globals'
import { openJournal } from '../../../../src/restore/records/journal.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  KEY_ARN,
  memoryBucket,
  STORED_AT
} from '../../../fixtures/fake-bucket.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const PLACE = {
  prefix: 'backups',
  userPoolId: 'eu-west-1_Target123',
  snapshotId: '20261123T020000Z-ABCDEFGHIJKLMNOP'
}
const ENCRYPTION = { algorithm: 'aws:kms', keyId: KEY_ARN } as const
const DENIED = awsFailure('AccessDenied', { code: 'access-denied' })

/** What the bucket does instead of answering, call by call. */
let instead: (call: 'get' | 'put', key: string) => Error | undefined
let bucket: ReturnType<typeof fakeBucket>
let runs = 0

beforeEach(() => {
  instead = () => undefined
  const { answer } = memoryBucket()
  bucket = fakeBucket(input => {
    const call = input['Body'] === undefined ? 'get' : 'put'
    const other = instead(call, String(input['Key']))
    if (other !== undefined) throw other
    return answer(input)
  })
})

/** A new run that opens the journal. */
function open() {
  runs += 1
  return openJournal(bucket, ENCRYPTION, PLACE, new Date(runs), NEVER)
}

describe('a run that is still alive when another one goes on', () => {
  const SINCE = / since 2026-11-23T03:00:00Z, so this one stopped/

  test('learns of it, whoever of the two began first', async () => {
    const first = await open()
    await first.begin(undefined)
    expect(await first.takenOver()).toBeUndefined()
    const second = await open()
    expect(await first.takenOver()).toBeUndefined()
    await second.begin(undefined)
    expect(await first.takenOver()).toMatchObject({
      code: 'other-run',
      message: expect.stringMatching(SINCE)
    })
    expect(await second.takenOver()).toBeUndefined()

    const third = await open()
    await third.begin(undefined)
    expect(await second.takenOver()).toMatchObject({ code: 'other-run' })
    expect(await third.takenOver()).toBeUndefined()
  })

  test('leaves the turns of two that go on at once to one each', async () => {
    await (await open()).begin(undefined)
    const [one, other] = [await open(), await open()]
    await Promise.all([one.begin(undefined), other.begin(undefined)])
    const stopped = await Promise.all([one.takenOver(), other.takenOver()])
    expect(stopped.filter(error => error === undefined)).toHaveLength(1)
  })

  test('goes on while S3 does not say', async () => {
    const first = await open()
    await first.begin(undefined)
    await (await open()).begin(undefined)
    instead = () => awsFailure('InternalError')
    expect(await first.takenOver()).toBeUndefined()
    instead = () => new TypeError('a bug')
    await expect(first.takenOver()).rejects.toThrow(TypeError)
  })

  test('is not looked for by a run without a journal', async () => {
    instead = call => (call === 'get' ? DENIED : undefined)
    const journal = await open()
    await journal.begin(undefined)
    const calls = bucket.calls.length
    expect(await journal.takenOver()).toBeUndefined()
    expect(bucket.calls).toHaveLength(calls)
  })

  test('can not be stopped by one that may not write, which says so', async () => {
    const first = await open()
    await first.begin(undefined)
    instead = call => (call === 'put' ? DENIED : undefined)
    const second = await open()
    await second.begin(undefined)
    expect(second.unfinishedSince).toBe(STORED_AT.getTime())
    expect(second.reason).toContain('goes on next to this one')
    expect(second.reason).toContain('s3:PutObject')
  })

  test('is not looked for without end', async () => {
    await (await open()).begin(undefined)
    instead = (call, key) =>
      call === 'put' && key.includes('/continued')
        ? awsFailure('PreconditionFailed')
        : undefined
    const journal = await open()
    await journal.begin(undefined)
    expect(journal.reason).toContain('it is there and that it is not')
  })
})
