import { expect, test } from '@jest/globals'
import { describePool } from '../../../src/cognito/describe-pool.ts'
import {
  describeSnapshot,
  type ExportFacts
} from '../../../src/export/manifest-content.ts'
import { newUserTally } from '../../../src/export/user-lines.ts'
import { NOT_CAPTURED } from '../../../src/snapshot/manifest.ts'
import { VERSION } from '../../../src/shared/version.ts'
import {
  fakePool,
  POOL_ARN,
  POOL_ID,
  poolAnswer
} from '../../fixtures/fake-pool.ts'
import { ADDRESS } from '../../fixtures/small-snapshot.ts'

/** Facts in which no two numbers are the same. */
async function factsOf(
  changes: Readonly<Record<string, unknown>> = {}
): Promise<ExportFacts> {
  const pool = fakePool({ DescribeUserPool: () => poolAnswer(changes) })
  return {
    address: ADDRESS,
    source: await describePool(pool),
    startedAt: new Date('2026-11-23T02:00:00Z'),
    finishedAt: new Date('2026-11-23T02:05:00.5Z'),
    run: { repository: 'octo/app', id: '42', attempt: '1' },
    groups: 101,
    users: {
      ...newUserTally(),
      users: 102,
      skippedUsers: 103,
      skipped: { 'no-username': 104, 'mfa-protected': 105, federated: 106 },
      mfaUnknown: 107,
      byStatus: { CONFIRMED: 108, UNCONFIRMED: 109 },
      duplicates: 110
    },
    members: { memberships: 111, vanishedGroups: 112 },
    shortfall: 113,
    clients: { listed: 115, leftOut: 114 },
    recovery: 'unknown'
  }
}

test('the manifest holds every fact in its place', async () => {
  const facts = await factsOf({
    EstimatedNumberOfUsers: 114,
    MfaConfiguration: 'OPTIONAL',
    UsernameAttributes: ['email'],
    AliasAttributes: ['preferred_username'],
    UsernameConfiguration: { CaseSensitive: true }
  })
  expect(describeSnapshot(facts)).toEqual({
    format: 'cognito-backup',
    version: { major: 1, minor: 1 },
    snapshotId: ADDRESS.snapshotId,
    status: 'complete',
    startedAt: '2026-11-23T02:00:00.000Z',
    finishedAt: '2026-11-23T02:05:00.500Z',
    source: {
      userPoolId: POOL_ID,
      userPoolArn: POOL_ARN,
      region: 'eu-west-1',
      accountId: '111122223333',
      estimatedNumberOfUsers: 114,
      mfaConfiguration: 'OPTIONAL',
      usernameAttributes: ['email'],
      aliasAttributes: ['preferred_username'],
      caseSensitive: true
    },
    counts: {
      users: 102,
      groups: 101,
      memberships: 111,
      skipped: { noUsername: 104, mfaProtected: 105, federated: 106 },
      mfaUnknown: 107,
      byStatus: { CONFIRMED: 108, UNCONFIRMED: 109 },
      duplicates: 110,
      shortfall: 113
    },
    notCaptured: [...NOT_CAPTURED],
    writer: { name: 'cognito-backup', version: VERSION },
    run: { repository: 'octo/app', id: '42', attempt: '1' },
    clients: { listed: 115, leftOut: 114 },
    recovery: 'unknown'
  })
})

test('an estimate that Cognito does not give is null, and zero is zero', async () => {
  const unknown = await factsOf({ EstimatedNumberOfUsers: undefined })
  expect(describeSnapshot(unknown).source.estimatedNumberOfUsers).toBeNull()
  const empty = await factsOf({ EstimatedNumberOfUsers: 0 })
  expect(describeSnapshot(empty).source.estimatedNumberOfUsers).toBe(0)
})
