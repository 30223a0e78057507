import { expect, test } from '@jest/globals'
import type { Ending } from '../../../src/shared/ending.ts'
import { cancelled, StoppedCallError } from '../../../src/shared/errors.ts'
import { exportPool } from '../../../src/export/export-pool.ts'
import { newExportOutcome } from '../../../src/shared/new-outcomes.ts'
import { awsFailure } from '../../fixtures/aws-failures.ts'
import { fakeBucket, KEY_ARN, putAnswer } from '../../fixtures/fake-bucket.ts'
import {
  fakePool,
  listedUser,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  fakeProgress,
  UNHURRIED
} from '../../fixtures/fake-world.ts'

const isManifest = (key: unknown) => String(key).endsWith('/manifest.json')

/** Exports a pool of two users into a bucket that does as the test says. */
async function exportInto(
  onPut: (key: string, stop: AbortController) => void | Promise<void>,
  ending: Partial<Ending> = {},
  describe = () => poolAnswer()
) {
  const stop = new AbortController()
  const outcome = newExportOutcome()
  const bucket = fakeBucket(async input => {
    await onPut(String(input['Key']), stop)
    return putAnswer(input)
  })
  // The rest of the definition can be done without.
  const denied = refuses('AccessDenied', { code: 'access-denied' })
  const answers = fakePool({
    DescribeUserPool: describe,
    ListGroups: () => ({ Groups: [] }),
    ListUsers: () => ({ Users: [listedUser('ada'), listedUser('eva')] })
  })
  const { userPoolId } = answers
  const pool = { ...answers, optional: { userPoolId, call: denied } }
  const request = {
    prefix: 'backups',
    encryption: { algorithm: 'aws:kms', keyId: KEY_ARN } as const,
    ageRecipients: [],
    mfaLookup: { mode: 'never', limit: 0 } as const,
    capture: { clientLimit: 1000, captureLogo: false },
    allowedAccountIds: [],
    run: { repository: null, id: null, attempt: null }
  }
  let error: unknown
  try {
    await exportPool(
      request,
      {
        pool,
        bucket,
        clock: fakeClock().clock,
        randomBytes: countingBytes(),
        openScratch: noScratch,
        progress: fakeProgress().progress,
        log: fakeLog(),
        signal: stop.signal,
        ending: { ...UNHURRIED, ...ending }
      },
      outcome
    )
  } catch (thrown) {
    error = thrown
  }
  const manifests = bucket.calls.filter(({ input }) => isManifest(input['Key']))
  return { outcome, error, manifests, lastSignal: bucket.signals.at(-1) }
}

test('an export that is cancelled after its last part stores no manifest', async () => {
  const { outcome, error, manifests } = await exportInto((_key, stop) => {
    stop.abort()
  })
  expect(error).toMatchObject({ code: 'cancelled' })
  expect(manifests).toEqual([])
  expect(outcome).toMatchObject({
    status: 'failed',
    snapshot: undefined,
    maybeStored: undefined,
    usersRead: 2
  })
})

test('one that is cancelled while its manifest is stored has made a snapshot', async () => {
  const { outcome, error } = await exportInto((key, stop) => {
    if (isManifest(key)) stop.abort()
  })
  expect(error).toBeUndefined()
  expect(outcome.status).toBe('complete')
  expect(outcome.snapshot).toBeDefined()
})

test('one whose manifest is not confirmed in time knows which it may be', async () => {
  const { outcome, error, manifests } = await exportInto(key => {
    if (isManifest(key)) throw new StoppedCallError(cancelled(), true)
  })
  expect(error).toMatchObject({ code: 'cancelled' })
  expect(manifests).toHaveLength(1)
  expect(outcome.snapshot).toBeUndefined()
  expect(outcome.status).toBe('failed')
  expect(manifests[0]?.input['Key']).toContain(
    `/${outcome.maybeStored ?? '?'}/`
  )
})

test('a manifest on its way is waited for until the last answer', async () => {
  const { signal: lastAnswer } = new AbortController()
  const { lastSignal } = await exportInto(() => undefined, { lastAnswer })
  expect(lastSignal).toBe(lastAnswer)
})

test('a pool that is deleted on the way is no snapshot', async () => {
  let asked = 0
  const { outcome, error, manifests } = await exportInto(
    () => undefined,
    {},
    () => {
      asked += 1
      if (asked === 1) return poolAnswer()
      throw awsFailure('ResourceNotFoundException', { code: 'not-found' })
    }
  )
  expect(error).toMatchObject({ code: 'not-found' })
  expect(manifests).toEqual([])
  expect(outcome.status).toBe('failed')
})

test('a manifest that S3 refuses is no snapshot at all', async () => {
  const { outcome, error } = await exportInto(key => {
    if (isManifest(key)) throw new TypeError('a bug')
  })
  expect(error).toBeInstanceOf(TypeError)
  expect(outcome.maybeStored).toBeUndefined()
})
