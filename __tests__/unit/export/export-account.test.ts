import { expect, test } from '@jest/globals'
import { exportPool } from '../../../src/export/export-pool.ts'
import { newExportOutcome } from '../../../src/shared/new-outcomes.ts'
import { KEY_ARN, memoryBucket } from '../../fixtures/fake-bucket.ts'
import { fakePool, poolAnswer } from '../../fixtures/fake-pool.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER,
  UNHURRIED
} from '../../fixtures/fake-world.ts'

test('a pool of an account that is not allowed is read no further', async () => {
  const pool = fakePool({ DescribeUserPool: () => poolAnswer() })
  const { bucket, objects } = memoryBucket()
  const outcome = newExportOutcome()
  const exporting = exportPool(
    {
      prefix: 'cognito-backup',
      encryption: { algorithm: 'aws:kms', keyId: KEY_ARN },
      ageRecipients: [],
      mfaLookup: { mode: 'never', limit: 0 },
      capture: { clientLimit: 1000, captureLogo: false },
      allowedAccountIds: ['444455556666'],
      run: { repository: 'octo/app', id: '42', attempt: '1' }
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
    outcome
  )
  await expect(exporting).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining('is in account 111122223333, which')
  })
  expect(pool.calls.map(call => call.operation)).toEqual(['DescribeUserPool'])
  expect(objects.size).toBe(0)
  expect(outcome.status).toBe('failed')
})
