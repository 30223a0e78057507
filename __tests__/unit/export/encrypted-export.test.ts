import { describe, expect, test } from '@jest/globals'
import { exportPool } from '../../../src/export/export-pool.ts'
import { createSnapshotWriter } from '../../../src/export/snapshot-writer.ts'
import { newExportOutcome } from '../../../src/shared/new-outcomes.ts'
import { fingerprint } from '../../../src/snapshot/age/age-keys.ts'
import { createAgeWriter } from '../../../src/snapshot/age/age-writer.ts'
import { openSnapshot, readRecords } from '../../../src/snapshot/reader.ts'
import { membershipCodec } from '../../../src/snapshot/records.ts'
import { fetchFrom } from '../../../src/storage/find-snapshot.ts'
import { X25519, X25519_BREAK_GLASS } from '../../fixtures/age-keys.ts'
import { KEY_ARN, memoryBucket } from '../../fixtures/fake-bucket.ts'
import { fakePool } from '../../fixtures/fake-pool.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER,
  UNHURRIED
} from '../../fixtures/fake-world.ts'
import { ADDRESS, smallManifest } from '../../fixtures/small-snapshot.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import { drain, streamOf } from '../../fixtures/streams.ts'

const RECIPIENTS = [X25519.recipient, X25519_BREAK_GLASS.recipient]
const ENCRYPTION = { algorithm: 'aws:kms', keyId: KEY_ARN } as const

describe('an encrypted snapshot that was written', () => {
  test('can be read back through its manifest, which names its keys by fingerprint', async () => {
    const { bucket, objects } = memoryBucket()
    const age = await createAgeWriter(RECIPIENTS)
    const writer = createSnapshotWriter(bucket, ENCRYPTION, ADDRESS, age)
    const membership = { group: 'admins', username: 'ada' }
    const lines = [membershipCodec.encode(membership)]
    await writer.store('pool', streamOf([['{"userPool":{}}']]), NEVER)
    await writer.store('memberships', streamOf([lines]), NEVER)
    const counts = { users: 0, groups: 0, memberships: 1 }
    await writer.finish(smallManifest(counts, []), NEVER)

    expect([...objects.keys()].map(key => key.replace(/^.*P\//, ''))).toEqual([
      'pool.json.gz.age',
      'memberships/part-00000.ndjson.gz.age',
      'manifest.json'
    ])
    const fetch = fetchFrom(bucket, NEVER)
    const opened = await openSnapshot(ADDRESS, fetch, [X25519.identity])
    expect(JSON.stringify(opened.manifest.encryption.client)).toBe(
      JSON.stringify({
        scheme: 'age',
        recipients: RECIPIENTS.map(fingerprint).sort()
      })
    )
    const read = readRecords(opened, 'memberships', membershipCodec, fetch)
    expect((await drain(read)).flat()).toEqual([membership])
    // The records alone are counted, not the lines around them.
    expect(opened.manifest.objects.map(({ records }) => records)).toEqual([
      1, 1
    ])
  })
})

test('an export for a key that nothing can be encrypted for makes no call', async () => {
  const pool = fakePool({})
  const { bucket, objects } = memoryBucket()
  const exporting = exportPool(
    {
      prefix: 'cognito-backup',
      encryption: ENCRYPTION,
      ageRecipients: [X25519.recipient, `age1${'q'.repeat(52)}5cu47z`],
      mfaLookup: { mode: 'never', limit: 0 },
      capture: { clientLimit: 1000, captureLogo: false },
      allowedAccountIds: [],
      run: { repository: null, id: null, attempt: null }
    },
    {
      pool,
      bucket,
      clock: fakeClock().clock,
      randomBytes: countingBytes(),
      openScratch: noScratch,
      progress: fakeProgress().progress,
      log: fakeLog(),
      signal: NEVER,
      ending: UNHURRIED
    },
    newExportOutcome()
  )
  await expect(exporting).rejects.toMatchObject({ code: 'input' })
  expect(pool.calls).toEqual([])
  expect(objects.size).toBe(0)
})
