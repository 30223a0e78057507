import { expect, test } from '@jest/globals'
import { partKey } from '../../src/snapshot/manifest.ts'
import { newRestoreOutcome } from '../../src/shared/new-outcomes.ts'
import { restoreSnapshot } from '../../src/restore/restore-snapshot.ts'
import { fakeBucket, putAnswer, STORED_AT } from '../fixtures/fake-bucket.ts'
import { fakePool, poolAnswer } from '../fixtures/fake-pool.ts'
import {
  countingBytes,
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER,
  UNHURRIED
} from '../fixtures/fake-world.ts'
import { policiesWith } from '../fixtures/restore-plans.ts'
import { ADDRESS, smallSnapshot } from '../fixtures/small-snapshot.ts'
import { groupRecord, userRecord } from '../fixtures/snapshot-records.ts'
import { commandOf, s3Answer } from '../fixtures/verify-scene.ts'

/*
 * A restore reads the users twice: to check and plan, and to apply. Whoever
 * changes a part in between must get nothing of it into the pool.
 */

const KEY = partKey(ADDRESS, 'users', 0)
const GOOD = { users: [userRecord()], groups: [groupRecord()] }
const FORGED = {
  users: [userRecord({ attributes: { email: 'mallory@example.com' } })],
  groups: [groupRecord()]
}
/** Restores while the part of users is exchanged after its first reading. */
async function restore(keepsVersions: boolean) {
  const { objects } = await smallSnapshot(GOOD, ADDRESS, 'v1')
  const forged = (await smallSnapshot(FORGED, ADDRESS, 'v1')).objects.get(KEY)
  const readings: unknown[] = []
  const bucket = fakeBucket(input => {
    if (input['Body'] !== undefined) return putAnswer(input)
    const command = commandOf(input)
    const isPart = command === 'GetObject' && input['Key'] === KEY
    if (isPart) readings.push(input['VersionId'])
    const isExchanged = isPart && readings.length > 1 && !keepsVersions
    const stored = isExchanged
      ? new Map([...objects, [KEY, forged ?? Buffer.of()]])
      : objects
    return { ...s3Answer(stored, command, input), LastModified: STORED_AT }
  })
  const created: unknown[] = []
  const pool = fakePool({
    GetProvisionedLimit: () => ({ Limit: {} }),
    DescribeUserPool: () => poolAnswer(),
    ListPointInTimeRecoveries: () => ({ Restorations: [] }),
    ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
    ListGroups: () => ({ Groups: [] }),
    ListUsers: () => ({ Users: [] }),
    CreateGroup: () => ({}),
    AdminCreateUser: input => {
      created.push(input)
      return {}
    },
    AdminSetUserPassword: () => ({})
  })
  let error: unknown
  try {
    await restoreSnapshot(
      {
        snapshot: { address: ADDRESS },
        ageIdentities: [],
        ageRecipients: [],
        policies: policiesWith({})
      },
      {
        pool,
        bucket,
        clock: fakeClock().clock,
        randomBytes: countingBytes(),
        progress: fakeProgress().progress,
        log: fakeLog(),
        signal: NEVER,
        ending: UNHURRIED
      },
      newRestoreOutcome()
    )
  } catch (thrown) {
    error = thrown
  }
  return { error, created, readings }
}

test('the second reading asks for the very version of the first', async () => {
  const { error, created, readings } = await restore(true)
  expect(error).toBeUndefined()
  expect(readings).toEqual(['v1', 'v1'])
  expect(created).toHaveLength(1)
})

test('where it gives other bytes, none of them reaches the pool', async () => {
  const { error, created, readings } = await restore(false)
  expect(readings).toEqual(['v1', 'v1', 'v1'])
  expect(error).toMatchObject({
    code: expect.stringMatching(/^snapshot-(digest|truncated|appended)$/)
  })
  expect(created).toEqual([])
})
