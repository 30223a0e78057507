import { beforeEach, expect, jest, test } from '@jest/globals'
import type * as ExportPool from '../../../src/export/export-pool.ts'
import type * as SnapshotWriter from '../../../src/export/snapshot-writer.ts'
import { newExportOutcome } from '../../../src/shared/new-outcomes.ts'
import type { PartKind } from '../../../src/snapshot/parts/part-kinds.ts'
import { BARE_DEFINITION } from '../../fixtures/bare-definition.ts'
import { KEY_ARN, memoryBucket } from '../../fixtures/fake-bucket.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  poolAnswer
} from '../../fixtures/fake-pool.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER,
  UNHURRIED
} from '../../fixtures/fake-world.ts'

let losing: PartKind | undefined

// No answer of AWS brings it about that fewer records are stored than were
// listed: only a bug of ours would.
jest.mock('../../../src/export/snapshot-writer.ts', () => {
  const { createSnapshotWriter } = jest.requireActual<typeof SnapshotWriter>(
    '../../../src/export/snapshot-writer.ts'
  )
  return {
    createSnapshotWriter: (
      ...args: Parameters<typeof createSnapshotWriter>
    ): ReturnType<typeof createSnapshotWriter> => {
      const writer = createSnapshotWriter(...args)
      return {
        ...writer,
        async store(kind, pages, signal) {
          const records = await writer.store(kind, pages, signal)
          return kind === losing ? records - 1 : records
        }
      }
    }
  }
})
const { exportPool } = jest.requireActual<typeof ExportPool>(
  '../../../src/export/export-pool.ts'
)

beforeEach(() => {
  losing = undefined
})

async function exportPeople() {
  const pool = fakePool({
    ...BARE_DEFINITION,
    DescribeUserPool: () => poolAnswer(),
    ListGroups: () => ({ Groups: [listedGroup('admins')] }),
    ListUsers: () => ({ Users: [listedUser('ada'), listedUser('eva')] }),
    ListUsersInGroup: () => ({ Users: [listedUser('ada')] })
  })
  const { bucket, objects } = memoryBucket()
  const outcome = newExportOutcome()
  let error: unknown
  try {
    await exportPool(
      {
        prefix: 'cognito-backup',
        encryption: { algorithm: 'aws:kms', keyId: KEY_ARN },
        ageRecipients: [],
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
      outcome
    )
  } catch (thrown) {
    error = thrown
  }
  const manifests = [...objects.keys()].filter(key => key.endsWith('.json'))
  return { error, manifests, outcome }
}

test('an export that stores all that it listed is complete', async () => {
  const { error, manifests, outcome } = await exportPeople()
  expect(error).toBeUndefined()
  expect(manifests).toHaveLength(1)
  expect(outcome.status).toBe('complete')
})

test.each(['groups', 'users', 'memberships'] as const)(
  'an export that stores fewer %s than it listed fails, and leaves no manifest',
  async kind => {
    losing = kind
    const { error, manifests, outcome } = await exportPeople()
    expect(error).toMatchObject({
      code: 'count-mismatch',
      message: expect.stringContaining(kind)
    })
    expect(manifests).toEqual([])
    expect(outcome.status).toBe('failed')
  }
)
