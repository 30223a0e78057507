import { describe, expect, test } from '@jest/globals'
import { exportPool } from '../../../src/export/export-pool.ts'
import { newExportOutcome } from '../../../src/shared/new-outcomes.ts'
import { openSnapshot } from '../../../src/snapshot/reader.ts'
import { fetchFrom } from '../../../src/storage/find-snapshot.ts'
import { BARE_DEFINITION } from '../../fixtures/bare-definition.ts'
import { KEY_ARN, memoryBucket } from '../../fixtures/fake-bucket.ts'
import {
  fakePool,
  listedUser,
  POOL_ID,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import {
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER,
  UNHURRIED
} from '../../fixtures/fake-world.ts'

/** Exports a pool whose recoveries are listed so. */
async function written(ListPointInTimeRecoveries: () => object) {
  const pool = fakePool({
    ...BARE_DEFINITION,
    DescribeUserPool: () => poolAnswer(),
    ListGroups: () => ({ Groups: [] }),
    ListUsers: () => ({ Users: [listedUser('ada'), listedUser('eva')] }),
    ListPointInTimeRecoveries
  })
  const { bucket } = memoryBucket()
  const outcome = newExportOutcome()
  await exportPool(
    {
      prefix: 'cognito-backup',
      encryption: { algorithm: 'aws:kms', keyId: KEY_ARN },
      ageRecipients: [],
      mfaLookup: { mode: 'never', limit: 0 },
      capture: { clientLimit: 1000, captureLogo: false },
      allowedAccountIds: [],
      run: { repository: 'octo/app', id: '42', attempt: '1' }
    },
    {
      pool,
      bucket,
      clock: fakeClock().clock,
      randomBytes: length => new Uint8Array(length),
      openScratch: noScratch,
      progress: fakeProgress().progress,
      log: fakeLog(),
      signal: NEVER,
      ending: UNHURRIED
    },
    outcome
  )
  const address = {
    bucket: 'my-backups',
    prefix: 'cognito-backup',
    userPoolId: POOL_ID,
    snapshotId: outcome.snapshot?.id ?? ''
  }
  const { manifest } = await openSnapshot(address, fetchFrom(bucket, NEVER))
  return { recovery: manifest.recovery, calls: pool.calls, outcome }
}

describe('the manifest says of a recovery of the pool', () => {
  const ID = '0a1b2c3d-0000-4000-8000-0123456789ab'
  const recovery = (RestoreStatus: string) => ({
    RestoreId: ID,
    RestoreStatus,
    RestoreTimestamp: 1767323045.678
  })

  test('that it was active before the first user was listed', async () => {
    const seen = await written(() => ({
      Restorations: [recovery('PREVIEW_GENERATED')]
    }))
    expect(seen.recovery).toEqual({
      id: ID,
      status: 'PREVIEW_GENERATED',
      restoreTimestamp: '2026-01-02T03:04:05.678Z'
    })
    const asked = seen.calls.map(({ operation }) => operation)
    expect(asked.indexOf('ListPointInTimeRecoveries')).toBeLessThan(
      asked.indexOf('ListUsers')
    )
    expect(seen.outcome.warnings.map(({ title }) => title)).toContain(
      'A recovery of the pool is active'
    )
  })

  test('that there is none, by the one call that the definition needs', async () => {
    const { recovery: none, calls } = await written(() => ({
      Restorations: [recovery('RESTORE_COMPLETED')]
    }))
    expect(none).toBeNull()
    const asked = calls.filter(
      ({ operation }) => operation === 'ListPointInTimeRecoveries'
    )
    expect(asked).toHaveLength(1)
  })

  test('that it is unknown, when the role may not ask', async () => {
    const seen = await written(
      refuses('AccessDeniedException', { code: 'access-denied' })
    )
    expect(seen.recovery).toBe('unknown')
  })
})
