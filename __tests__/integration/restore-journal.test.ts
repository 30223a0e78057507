import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import { gunzipSync } from 'node:zlib'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import { callAws } from '../../src/aws/errors.ts'
import { openJournal } from '../../src/restore/records/journal.ts'
import { storeRestoreReport } from '../../src/restore/records/store-report.ts'
import { createRestoreReport } from '../../src/snapshot/restore-report.ts'
import type { Bucket } from '../../src/storage/bucket.ts'
import { NEVER } from '../fixtures/fake-world.ts'
import { clients } from '../fixtures/simulator-clients.ts'

const ID = '20261123T020000Z-ABCDEFGHIJKLMNOP'

let simulator: Simulator
let bucket: Bucket

beforeAll(async () => {
  simulator = await startSimulator()
  const { s3 } = clients(simulator)
  const context = {
    env: {},
    region: simulator.region,
    regionSource: 'this test',
    randomBytes
  }
  bucket = {
    name: simulator.bucket,
    isAws: true,
    call: (action, send) =>
      callAws(
        context,
        `s3:${action}`,
        () => undefined,
        () => send(s3)
      ),
    log: () => undefined
  }
})
beforeEach(() => {
  simulator.deny([])
  for (const { key } of simulator.bucketObjects()) simulator.removeObject(key)
})
afterAll(() => simulator.close())

const place = () => ({ prefix: 'backups', userPoolId: simulator.userPoolId })
const encryption = () =>
  ({ algorithm: 'aws:kms', keyId: simulator.kmsKeyArn }) as const

function open() {
  const of = { ...place(), snapshotId: ID }
  return openJournal(bucket, encryption(), of, new Date(), NEVER)
}

test('a restore that was killed is continued until it finished', async () => {
  const before = Math.floor(Date.now() / 1000) * 1000
  const first = await open()
  expect(first).toMatchObject({ unfinishedSince: undefined, isUsable: true })
  await first.begin(undefined)

  const second = await open()
  expect(second.unfinishedSince).toBeGreaterThanOrEqual(before)
  expect(second.unfinishedSince).toBeLessThanOrEqual(Date.now())
  await second.begin(undefined)
  await second.finish()

  const third = await open()
  expect(third).toMatchObject({ unfinishedSince: undefined, isUsable: true })
})

test.each([
  ['s3:ListBucket', false],
  ['s3:GetObject', false],
  ['s3:PutObject', true]
])('a role without %s restores without a journal', async (action, isRead) => {
  simulator.deny([action])
  const journal = await open()
  expect(journal.isUsable).toBe(isRead)
  await journal.begin(undefined)
  await journal.finish()
  expect(journal.isUsable).toBe(false)
  expect(journal.reason).toContain(`The role needs s3:`)
  expect(simulator.bucketObjects()).toEqual([])
})

test('the report of a restore is stored under the key of the snapshot', async () => {
  const report = createRestoreReport()
  report.add({
    username: 'ada',
    oldSub: 'a',
    newSub: 'b',
    result: 'created',
    code: null
  })
  const { reportUri, subMapUri } = await storeRestoreReport(
    bucket,
    encryption(),
    { ...place(), restoreId: ID },
    await report.finish(),
    NEVER
  )
  const stored = simulator.bucketObjects().map(object => ({
    uri: `s3://${simulator.bucket}/${object.key}`,
    text: gunzipSync(object.bytes).toString(),
    kmsKeyArn: object.kmsKeyArn
  }))
  const { kmsKeyArn } = simulator
  expect(stored).toEqual([
    {
      uri: reportUri,
      text: '{"username":"ada","oldSub":"a","newSub":"b","result":"created","code":null}\n',
      kmsKeyArn
    },
    { uri: subMapUri, text: 'old_sub,new_sub\na,b\n', kmsKeyArn }
  ])
})
