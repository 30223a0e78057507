import { beforeEach, describe, expect, test } from '@jest/globals'
import { openJournal } from '../../../../src/create-pool/records/journal.ts'
import type { OpenSnapshot } from '../../../../src/snapshot/reader.ts'
import {
  KEY_ARN,
  memoryBucket,
  STORED_AT
} from '../../../fixtures/fake-bucket.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'

const NONCE = '0123456789abcdef0123456789abcdef'
const START = {
  nonce: NONCE,
  snapshotId: '20261123T020000Z-ABCDEFGHIJKLMNOP',
  sourceUserPoolId: 'eu-west-1_Source123',
  poolName: 'people'
}
const BASE = `backups/eu-west-1_Source123/created-pools/111122223333/eu-west-1/${NONCE}/`
const POOL = { nonce: NONCE, userPoolId: 'eu-west-1_New456789' }

let stored: ReturnType<typeof memoryBucket>
beforeEach(() => {
  stored = memoryBucket()
})

function open() {
  const snapshot = {
    address: { prefix: 'backups', userPoolId: 'eu-west-1_Source123' },
    manifest: {
      encryption: { server: { algorithm: 'aws:kms', keyArn: KEY_ARN } }
    }
  } as unknown as OpenSnapshot
  const place = { accountId: '111122223333', region: 'eu-west-1' }
  return openJournal(snapshot, place, { bucket: stored.bucket, signal: NEVER })
}

const textOf = (event: string) =>
  Buffer.from(stored.objects.get(`${BASE}${event}.json`) ?? []).toString()

describe('the journal of new pools', () => {
  test('is empty at first', async () => {
    expect(await open().nonces()).toEqual(new Set())
  })

  test('says what was begun, by which nonce, and when by S3', async () => {
    await open().start(START, new Date('2026-11-30T01:02:03Z'))
    expect(await open().nonces()).toEqual(new Set([NONCE]))
    expect(await open().read(NONCE)).toEqual({
      ...START,
      startedAt: STORED_AT.getTime(),
      userPoolId: undefined,
      clients: undefined,
      isComplete: false
    })
    expect(JSON.parse(textOf('started'))).toEqual({
      format: 'cognito-backup-pool',
      ...START,
      accountId: '111122223333',
      region: 'eu-west-1',
      startedAt: '2026-11-30T01:02:03.000Z'
    })
  })

  test('has the ids of clients once all are made, and says when the pool is', async () => {
    const clients = new Map([['old', 'new']])
    await open().start(START, new Date(0))
    await open().record('clients', POOL, clients)
    expect(await open().read(NONCE)).toMatchObject({
      userPoolId: POOL.userPoolId,
      clients,
      isComplete: false
    })
    await open().record('complete', POOL, clients)
    expect(await open().read(NONCE)).toMatchObject({
      clients,
      isComplete: true
    })
  })

  test('takes no pool for complete by an object that it did not write', async () => {
    const clients = new Map([['old', 'new']])
    await open().start(START, new Date(0))
    await open().record('clients', POOL, clients)
    stored.objects.set(`${BASE}complete.json`, Buffer.from('nonsense'))
    expect(await open().read(NONCE)).toMatchObject({
      clients,
      isComplete: false
    })
  })

  test('is never overwritten', async () => {
    await open().record('clients', POOL, new Map([['old', 'first']]))
    await open().record('clients', POOL, new Map([['old', 'second']]))
    expect(textOf('clients')).toContain('first')
  })

  test.each([
    ['of no JSON', 'nonsense'],
    ['of another nonce', JSON.stringify({ ...START, nonce: 'other' })],
    ['of another format', JSON.stringify(START)],
    [
      'that lacks a member',
      JSON.stringify({ format: 'cognito-backup-pool', nonce: NONCE })
    ]
  ])('knows nothing of a pool from an object %s', async (_, text) => {
    stored.objects.set(`${BASE}started.json`, Buffer.from(text))
    expect(await open().read(NONCE)).toBeUndefined()
  })

  test('takes no other folder for a nonce', async () => {
    stored.objects.set(BASE.replace(NONCE, 'notes'), Buffer.from(''))
    expect(await open().nonces()).toEqual(new Set())
  })
})

test('the journal says what of what waited a run has set', async () => {
  expect(await open().readFinished(NONCE)).toBeUndefined()
  await open().recordFinished(POOL, ['triggers', 'self sign-up'])
  expect(await open().readFinished(NONCE)).toEqual(
    new Set(['triggers', 'self sign-up'])
  )
})
