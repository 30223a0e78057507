import { describe, expect, test } from '@jest/globals'
import { gunzipSync } from 'node:zlib'
import { newRestoreOutcome } from '../../../../src/shared/new-outcomes.ts'
import { openRecords } from '../../../../src/restore/records/restore-records.ts'
import { openSnapshot } from '../../../../src/snapshot/reader.ts'
import type { Bucket } from '../../../../src/storage/bucket.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import {
  fakeBucket,
  memoryBucket,
  putAnswer,
  STORED_AT
} from '../../../fixtures/fake-bucket.ts'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import {
  countingBytes,
  fakeClock,
  NEVER,
  UNHURRIED
} from '../../../fixtures/fake-world.ts'
import { ADDRESS, smallSnapshot } from '../../../fixtures/small-snapshot.ts'

const RESTORES = `cognito-backup/${POOL_ID}/restores/`
const JOURNAL = `${RESTORES}${ADDRESS.snapshotId}/`

async function open(bucket: Bucket, signal = NEVER, lastRecord = NEVER) {
  const { fetch } = await smallSnapshot()
  const snapshot = await openSnapshot(ADDRESS, fetch)
  const tools = {
    bucket,
    clock: fakeClock().clock,
    randomBytes: countingBytes(),
    signal,
    ending: { ...UNHURRIED, lastRecord }
  }
  return openRecords(snapshot, POOL_ID, tools)
}

const LINE = {
  username: 'ada',
  oldSub: 'old',
  newSub: 'new',
  result: 'created',
  code: null
} as const

describe('the records of a restore', () => {
  test('are nothing until it begins', async () => {
    const { bucket, objects } = memoryBucket()
    const records = await open(bucket)
    expect(records.unfinishedSince).toBeUndefined()
    expect(objects.size).toBe(0)
  })

  test('say that it began and that it finished', async () => {
    const { bucket, objects } = memoryBucket()
    const records = await open(bucket)
    await records.begin(undefined)
    expect([...objects.keys()]).toEqual([`${JOURNAL}started-1.json`])
    await records.store(newRestoreOutcome(), true)
    expect([...objects.keys()]).toContain(`${JOURNAL}finished-1.json`)
  })

  test('tell the next run since when one is unfinished', async () => {
    const { bucket } = memoryBucket()
    await (await open(bucket)).begin(undefined)
    expect((await open(bucket)).unfinishedSince).toBe(STORED_AT.getTime())
  })

  test('learn at their beginning of a run that began meanwhile', async () => {
    const { bucket } = memoryBucket()
    const late = await open(bucket)
    const newest = STORED_AT.getTime() + 60_000
    await (await open(bucket)).begin(newest)
    expect(late.unfinishedSince).toBeUndefined()
    await late.begin(undefined)
    expect(late.unfinishedSince).toBe(newest + 1)
  })

  test('end in a report and a map of subs, whose addresses are told', async () => {
    const { bucket, objects } = memoryBucket()
    const records = await open(bucket)
    records.report.add(LINE)
    const outcome = newRestoreOutcome()
    await records.store(outcome, false)
    const { uri = '', subMapUri = '' } = outcome.report ?? {}
    const stored = (address: string) =>
      gunzipSync(
        objects.get(address.replace('s3://my-backups/', '')) ?? ''
      ).toString()
    expect(JSON.parse(stored(uri))).toEqual(LINE)
    expect(stored(subMapUri)).toBe('old_sub,new_sub\nold,new\n')
    expect(outcome.warnings).toEqual([])
  })

  test('are stored although the run was told to stop', async () => {
    const { bucket } = memoryBucket()
    const stop = new AbortController()
    const lastRecord = new AbortController().signal
    const records = await open(bucket, stop.signal, lastRecord)
    stop.abort()
    const outcome = newRestoreOutcome()
    await records.store(outcome, false)
    expect(outcome.report).toBeDefined()
    const [first, second] = bucket.signals.slice(-2)
    expect(first).toBe(lastRecord)
    expect(second).toBe(lastRecord)
  })
})

describe('a bucket that takes nothing', () => {
  const denied = awsFailure('AccessDenied', { code: 'access-denied' })
  const refusing = () =>
    fakeBucket(input => {
      if (input['Body'] !== undefined) throw denied
      return memoryBucket().answer(input)
    })

  test('is one warning, and no failure', async () => {
    const records = await open(refusing())
    await records.begin(undefined)
    const outcome = newRestoreOutcome()
    await records.store(outcome, true)
    expect(outcome.report).toBeUndefined()
    expect(outcome.warnings.map(({ title }) => title)).toEqual([
      'The report of the restore was not stored'
    ])
  })

  /** A bucket that is empty and fails so, when it is read or written to. */
  function failing(error: Error, when: 'get' | 'put'): Bucket {
    return fakeBucket(input => {
      const isPut = input['Body'] !== undefined
      if (isPut === (when === 'put')) throw error
      return isPut ? putAnswer(input) : memoryBucket().answer(input)
    })
  }

  test('but for the report is a warning about the journal', async () => {
    const records = await open(failing(denied, 'get'))
    const outcome = newRestoreOutcome()
    await records.store(outcome, false)
    expect(outcome.report).toBeDefined()
    expect(outcome.warnings.map(({ title }) => title)).toEqual([
      'The journal of restores is not usable'
    ])
  })

  test('is a bug when it fails like one', async () => {
    const bug = new TypeError('a bug')
    const records = await open(failing(bug, 'put'))
    await expect(records.store(newRestoreOutcome(), false)).rejects.toBe(bug)
  })
})
