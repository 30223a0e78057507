import { beforeEach, describe, expect, test } from '@jest/globals'
import { cancelled } from '../../../../src/shared/errors.ts'
import {
  journalWarning,
  openJournal
} from '../../../../src/restore/records/journal.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  getAnswer,
  KEY_ARN,
  putAnswer
} from '../../../fixtures/fake-bucket.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const PLACE = {
  prefix: 'backups',
  userPoolId: 'eu-west-1_Target123',
  snapshotId: '20261123T020000Z-ABCDEFGHIJKLMNOP'
}
const BASE = `backups/${PLACE.userPoolId}/restores/${PLACE.snapshotId}/`
const ENCRYPTION = { algorithm: 'aws:kms', keyId: KEY_ARN } as const
const DENIED = awsFailure('AccessDenied', { code: 'access-denied' })
const HOUR = 3_600_000

/** S3's clock; an hour passes before each run. */
let now: number
let objects: Map<string, { bytes: Uint8Array; at: Date }>
/** What the bucket does instead of answering, call by call. */
let instead: (call: 'get' | 'put', key: string) => object | undefined

beforeEach(() => {
  now = Date.parse('2026-11-23T03:00:00Z')
  objects = new Map()
  instead = () => undefined
})

const bucket = fakeBucket(input => {
  const key = String(input['Key']).replace(BASE, '')
  const body = input['Body']
  const other = instead(body === undefined ? 'get' : 'put', key)
  if (other instanceof Error) throw other
  if (other !== undefined) return { ...putAnswer(input), ...other }
  if (body instanceof Uint8Array) {
    if (objects.has(key)) throw awsFailure('PreconditionFailed')
    objects.set(key, { bytes: body, at: new Date(now) })
    return putAnswer(input)
  }
  const object = objects.get(key)
  if (object === undefined) throw awsFailure('NoSuchKey')
  return { ...getAnswer(object.bytes), LastModified: object.at }
})

/** A new run that opens the journal, by a clock that differs from S3's. */
function open(signal = NEVER) {
  now += HOUR
  const startedAt = new Date(now + 5 * 60_000 + 123)
  return openJournal(bucket, ENCRYPTION, PLACE, startedAt, signal)
}

describe('the journal of a snapshot', () => {
  test('is empty before the first restore, and opening it writes nothing', async () => {
    const journal = await open()
    expect(journal).toMatchObject({
      unfinishedSince: undefined,
      isUsable: true,
      reason: undefined
    })
    expect(objects.size).toBe(0)
  })

  test('holds when a restore began and what it met, and nothing else', async () => {
    const journal = await open()
    await journal.begin(Date.parse('2026-11-22T01:02:03.456Z'))
    await journal.finish()
    const text = (newestUserAt: string) =>
      `{"format":"cognito-backup-restore","startedAt":"2026-11-23T04:05:00.123Z","newestUserAt":${newestUserAt}}`
    expect(
      [...objects].map(([key, { bytes }]) => [key, String(bytes)])
    ).toEqual([
      ['started-1.json', text('"2026-11-22T01:02:03.456Z"')],
      ['finished-1.json', text('null')]
    ])
    expect(bucket.calls.at(-1)).toMatchObject({
      hasSignal: true,
      input: {
        Key: `${BASE}finished-1.json`,
        IfNoneMatch: '*',
        ServerSideEncryption: 'aws:kms',
        SSEKMSKeyId: KEY_ARN,
        ContentType: 'application/json'
      }
    })
  })

  test('numbers restores that finished, each of which starts afresh', async () => {
    for (const number of [1, 2, 3]) {
      const journal = await open()
      expect(journal.unfinishedSince).toBeUndefined()
      await journal.begin(undefined)
      expect(journal.unfinishedSince).toBeUndefined()
      await journal.finish()
      expect(objects.size).toBe(2 * number)
      expect(objects.has(`finished-${number}.json`)).toBe(true)
    }
  })

  test('keeps no end of a restore that never began', async () => {
    const journal = await open()
    await journal.finish()
    expect(objects.size).toBe(0)
  })
})

describe('a restore that was killed', () => {
  test('is continued from when it began by S3’s clock', async () => {
    await (await open()).begin(undefined)
    const began = now
    const second = await open()
    expect(second.unfinishedSince).toBe(began)
    await second.begin(undefined)

    // Killed again: the third run continues what the first began.
    const third = await open()
    expect(third.unfinishedSince).toBe(began)
    await third.begin(undefined)
    await third.finish()
    expect([...objects.keys()].join()).toBe(
      'started-1.json,continued-1-1.json,continued-1-2.json,finished-1.json'
    )
    expect((await open()).unfinishedSince).toBeUndefined()
  })

  test.each([
    ['was there long before', -HOUR, 0],
    ['was created in the same second', 700, 701],
    ['is of a clock that runs ahead of S3’s', HOUR, HOUR + 1]
  ])(
    'takes nobody for its own who was there: the newest %s',
    async (_what, newest, since) => {
      const journal = await open()
      const began = now
      await journal.begin(began + newest)
      expect((await open()).unfinishedSince).toBe(began + since)
    }
  )

  test.each([
    ['no time', '{"newestUserAt":"soon"}'],
    ['a number', '{"newestUserAt":7}'],
    ['nothing of that', '{"format":"cognito-backup-restore"}'],
    ['no object', 'null'],
    ['no JSON', 'x']
  ])(
    'is continued although the journal holds %s of its newest user',
    async (_what, text) => {
      const at = new Date(now)
      objects.set('started-1.json', { bytes: Buffer.from(text), at })
      const journal = await open()
      expect(journal).toMatchObject({
        unfinishedSince: at.getTime(),
        isUsable: true
      })
    }
  )

  test('is found after others that finished', async () => {
    const first = await open()
    await first.begin(undefined)
    await first.finish()
    await (await open()).begin(undefined)
    const began = now
    expect((await open()).unfinishedSince).toBe(began)
  })

  test('is not taken for finished because of what an older one left', async () => {
    // Its beginning was deleted by a lifecycle rule, its end wasn't yet.
    objects.set('finished-1.json', { bytes: Buffer.of(1), at: new Date(now) })
    await (await open()).begin(undefined)
    const began = now
    expect([...objects.keys()]).toContain('started-2.json')
    expect((await open()).unfinishedSince).toBe(began)
  })
})

describe('a run that finds at its beginning that another one began', () => {
  test('continues that one', async () => {
    const late = await open()
    const early = await open()
    await early.begin(undefined)
    const began = now
    now += HOUR
    await late.begin(undefined)
    expect(late).toMatchObject({ unfinishedSince: began, isUsable: true })
    await late.finish()
    await early.finish()
    expect(early.isUsable).toBe(true)
    expect(objects.size).toBe(3)
  })

  test('is the first when the other one is itself, whose answer was lost', async () => {
    const journal = await open()
    await journal.begin(undefined)
    const own = objects.get('started-1.json')
    objects.clear()
    now -= HOUR
    const again = await open()
    objects.set('started-1.json', own ?? { bytes: Buffer.of(), at: new Date() })
    await again.begin(undefined)
    expect(again).toMatchObject({ unfinishedSince: undefined, isUsable: true })
    expect(await again.takenOver()).toBeUndefined()
    expect(objects.has('continued-1-1.json')).toBe(false)
    await again.finish()
    expect(objects.has('finished-1.json')).toBe(true)
  })

  test('goes on without a journal when the object can’t be read', async () => {
    const journal = await open()
    instead = call =>
      call === 'put' ? awsFailure('PreconditionFailed') : undefined
    await journal.begin(undefined)
    expect(journal).toMatchObject({
      unfinishedSince: undefined,
      isUsable: false
    })
  })
})

describe('a journal that may not be read', () => {
  test.each([
    ['the object', 'finished-1.json'],
    ['the beginning', 'started-1.json']
  ])('is not usable (%s), and says so', async (_what, denied) => {
    instead = (call, key) =>
      call === 'get' && key === denied ? DENIED : undefined
    const journal = await open()
    expect(journal).toMatchObject({
      unfinishedSince: undefined,
      isUsable: false
    })
    const warning = journalWarning(journal)
    expect(warning?.text).toContain(DENIED.message)
    expect(warning?.text).toContain('s3:ListBucket')
    expect(warning?.text).toContain(
      's3:GetObject on s3://my-backups/backups/eu-west-1_Target123/restores/*'
    )
  })

  test('is not written either', async () => {
    instead = call => (call === 'get' ? DENIED : undefined)
    const journal = await open()
    await journal.begin(undefined)
    await journal.finish()
    expect(objects.size).toBe(0)
  })

  test('is one that holds what this tool never wrote', async () => {
    const large = { bytes: new Uint8Array(65_537), at: new Date(now) }
    objects.set('started-1.json', large)
    expect((await open()).isUsable).toBe(false)
  })

  test('is one whose time S3 doesn’t tell', async () => {
    await (await open()).begin(undefined)
    instead = (_call, key) =>
      key === 'started-1.json' ? getAnswer(Buffer.from('{}')) : undefined
    expect((await open()).isUsable).toBe(false)
  })
})

describe('a journal that may not be written', () => {
  test('at the beginning doesn’t hinder the restore', async () => {
    instead = call => (call === 'put' ? DENIED : undefined)
    const journal = await open()
    expect(journal.isUsable).toBe(true)
    expect(journalWarning(journal)).toBeUndefined()
    await journal.begin(undefined)
    expect(journal).toMatchObject({
      unfinishedSince: undefined,
      isUsable: false
    })
    const warning = journalWarning(journal)
    expect(warning?.text).toContain(
      's3:PutObject on s3://my-backups/backups/eu-west-1_Target123/restores/*'
    )
    expect(warning?.text).toContain('kms:GenerateDataKey')
    instead = () => undefined
    await journal.finish()
    expect(objects.size).toBe(0)
  })

  test('for a key that only the bucket’s first region has doesn’t either', async () => {
    const failure = awsFailure('KMS.NotFoundException', { code: 'not-found' })
    instead = call => (call === 'put' ? failure : undefined)
    const journal = await open()
    await journal.begin(undefined)
    expect(journal.reason).toContain('KMS.NotFoundException')
  })

  test('at the end doesn’t fail what was restored', async () => {
    for (const code of ['access-denied', 'network', 'credentials'] as const) {
      objects.clear()
      instead = () => undefined
      const journal = await open()
      await journal.begin(undefined)
      instead = () => awsFailure('Any', { code })
      await journal.finish()
      expect(journal.isUsable).toBe(false)
      expect(journal.reason).toContain('will continue this one')
    }
  })

  test('as asked gets its end all the same', async () => {
    instead = (call, key) => {
      if (call === 'get' || key !== 'started-1.json') return undefined
      objects.set(key, { bytes: Buffer.of(1), at: new Date(now) })
      return { ServerSideEncryption: 'AES256' }
    }
    const journal = await open()
    await journal.begin(undefined)
    expect(journal.isUsable).toBe(false)
    await journal.finish()
    expect(objects.has('finished-1.json')).toBe(true)
  })
})

describe('a run is ended', () => {
  test.each([
    ['credentials', awsFailure('ExpiredToken', { code: 'credentials' })],
    ['the network', awsFailure('ECONNRESET', { code: 'network' })],
    ['a cancellation', cancelled()],
    ['a bug', new TypeError('a bug')]
  ])('by %s before it wrote to the pool', async (_what, failure) => {
    const journal = await open()
    instead = () => failure
    await expect(open()).rejects.toBe(failure)
    await expect(journal.begin(undefined)).rejects.toBe(failure)
  })

  test('by a fault of S3 when it can’t know what to continue', async () => {
    const failure = awsFailure('InternalError')
    instead = () => failure
    await expect(open()).rejects.toBe(failure)
  })

  test('by a bug at its end', async () => {
    const journal = await open()
    await journal.begin(undefined)
    const bug = new TypeError('a bug')
    instead = () => bug
    await expect(journal.finish()).rejects.toBe(bug)
  })
})
