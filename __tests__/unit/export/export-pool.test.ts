import { describe, expect, test } from '@jest/globals'
import { cancelled } from '../../../src/shared/errors.ts'
import { exportPool } from '../../../src/export/export-pool.ts'
import type { MfaLookupPolicy } from '../../../src/export/mfa-lookup.ts'
import { newExportOutcome } from '../../../src/shared/new-outcomes.ts'
import { manifestKey } from '../../../src/snapshot/manifest.ts'
import { openSnapshot, readRecords } from '../../../src/snapshot/reader.ts'
import { userCodec } from '../../../src/snapshot/records.ts'
import { fetchFrom } from '../../../src/storage/find-snapshot.ts'
import { BARE_DEFINITION } from '../../fixtures/bare-definition.ts'
import { KEY_ARN, memoryBucket } from '../../fixtures/fake-bucket.ts'
import {
  fakePool,
  listedGroup,
  listedUser,
  POOL_ARN,
  POOL_ID,
  poolAnswer,
  refuses
} from '../../fixtures/fake-pool.ts'
import {
  fakeClock,
  fakeLog,
  fakeProgress,
  NEVER,
  settle,
  UNHURRIED
} from '../../fixtures/fake-world.ts'
import { sha256 } from '../../fixtures/small-snapshot.ts'
import { noScratch } from '../../fixtures/fake-scratch.ts'
import { drain } from '../../fixtures/streams.ts'

const ADDRESS = {
  bucket: 'my-backups',
  prefix: 'cognito-backup',
  userPoolId: POOL_ID,
  snapshotId: '20261123T020000Z-AAAAAAAAAAAAAAAA'
}

/** What an ordinary pool of two users and a group answers. */
const ANSWERS = {
  ...BARE_DEFINITION,
  DescribeUserPool: () => poolAnswer(),
  ListGroups: () => ({ Groups: [listedGroup('admins')] }),
  ListUsers: () => ({
    Users: [
      listedUser('ada'),
      listedUser('eva', { UserStatus: 'EXTERNAL_PROVIDER' })
    ]
  }),
  ListUsersInGroup: () => ({ Users: [listedUser('ada')] })
}

const NO_LOOKUP = { mode: 'never', limit: 0 } as const

interface Scene {
  mfaLookup?: MfaLookupPolicy
  memory?: ReturnType<typeof memoryBucket>
  signal?: AbortSignal
}

/** Exports a pool that answers so. */
async function exportWith(
  changes: Parameters<typeof fakePool>[0] = {},
  { mfaLookup = NO_LOOKUP, memory = memoryBucket(), signal = NEVER }: Scene = {}
) {
  const pool = fakePool({ ...ANSWERS, ...changes })
  const outcome = newExportOutcome()
  const time = fakeClock()
  const request = {
    prefix: 'cognito-backup',
    encryption: { algorithm: 'aws:kms', keyId: KEY_ARN } as const,
    ageRecipients: [],
    mfaLookup,
    capture: { clientLimit: 1000, captureLogo: false },
    allowedAccountIds: ['111122223333'],
    run: { repository: 'octo/app', id: '42', attempt: '1' }
  }
  const tools = {
    pool,
    bucket: memory.bucket,
    clock: time.clock,
    randomBytes: (length: number) => new Uint8Array(length),
    openScratch: noScratch,
    progress: fakeProgress().progress,
    log: fakeLog(),
    signal,
    ending: UNHURRIED
  }
  let error: unknown
  try {
    await exportPool(request, tools, outcome)
  } catch (thrown) {
    error = thrown
  }
  return { ...memory, pool, outcome, error }
}

describe('an export', () => {
  test('writes a snapshot that holds the whole pool', async () => {
    const { bucket, error } = await exportWith()
    expect(error).toBeUndefined()
    const fetch = fetchFrom(bucket, NEVER)
    const snapshot = await openSnapshot(ADDRESS, fetch)
    const { manifest } = snapshot
    expect(manifest).toMatchObject({
      format: 'cognito-backup',
      version: { major: 1, minor: 1 },
      snapshotId: ADDRESS.snapshotId,
      status: 'complete',
      startedAt: '2026-11-23T02:00:00.000Z',
      finishedAt: '2026-11-23T02:00:00.000Z',
      source: {
        userPoolId: POOL_ID,
        userPoolArn: POOL_ARN,
        region: 'eu-west-1',
        accountId: '111122223333',
        estimatedNumberOfUsers: 2,
        mfaConfiguration: 'OFF',
        usernameAttributes: [],
        aliasAttributes: [],
        caseSensitive: false
      },
      counts: {
        users: 2,
        groups: 1,
        memberships: 1,
        skipped: { noUsername: 0, mfaProtected: 0, federated: 1 },
        mfaUnknown: 0,
        byStatus: { CONFIRMED: 1, EXTERNAL_PROVIDER: 1 },
        duplicates: 0,
        shortfall: 0
      },
      writer: { name: 'cognito-backup' },
      run: { repository: 'octo/app', id: '42', attempt: '1' }
    })
    expect(manifest.notCaptured).toContain('passwords')
    const users = await drain(readRecords(snapshot, 'users', userCodec, fetch))
    expect(users.flat().map(user => user.username)).toEqual(['ada', 'eva'])
  })

  test('tells what it did', async () => {
    const { outcome, objects } = await exportWith()
    expect(outcome).toMatchObject({
      status: 'complete',
      pool: { id: POOL_ID, region: 'eu-west-1', accountId: '111122223333' },
      snapshot: {
        id: ADDRESS.snapshotId,
        uri: `s3://my-backups/cognito-backup/${POOL_ID}/${ADDRESS.snapshotId}/`,
        manifestSha256: sha256(objects.get(manifestKey(ADDRESS)) ?? '')
      },
      users: 2,
      groups: 1,
      memberships: 1,
      skippedUsers: 1,
      skipped: { 'no-username': 0, 'mfa-protected': 0, federated: 1 },
      mfaUnknown: 0,
      billedUsers: 0,
      byStatus: { CONFIRMED: 1, EXTERNAL_PROVIDER: 1 }
    })
    expect(outcome.warnings.map(warning => warning.title)).toEqual([
      'Federated users'
    ])
  })

  test('makes no call that bills a user or writes to the pool', async () => {
    const { pool } = await exportWith()
    const allowed = Object.keys(ANSWERS)
    for (const { operation } of pool.calls) expect(allowed).toContain(operation)
  })

  test('neither reads, lists nor deletes in the bucket', async () => {
    const { bucket } = await exportWith()
    expect(new Set(bucket.calls.map(call => call.action))).toEqual(
      new Set(['PutObject'])
    )
  })

  test('puts no personal data into the manifest', async () => {
    const { objects } = await exportWith()
    const manifest = String(objects.get(manifestKey(ADDRESS)))
    expect(manifest).not.toMatch(/ada|eva|@/)
  })

  test('of an empty pool is a snapshot of nobody', async () => {
    const { outcome, error } = await exportWith({
      DescribeUserPool: () => poolAnswer({ EstimatedNumberOfUsers: 0 }),
      ListUsers: () => ({ Users: [] }),
      ListGroups: () => ({ Groups: [] })
    })
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({ status: 'complete', users: 0, groups: 0 })
  })
})

describe('no manifest is written', () => {
  test.each([
    ['DescribeUserPool', 'ResourceNotFoundException'],
    ['ListGroups', 'AccessDeniedException'],
    ['ListUsers', 'TooManyRequestsException'],
    ['ListUsersInGroup', 'InternalErrorException']
  ])('when %s fails with %s', async (operation, awsCode) => {
    const { objects, outcome, error } = await exportWith({
      [operation]: refuses(awsCode)
    })
    expect(error).toMatchObject({ awsCode })
    expect(objects.has(manifestKey(ADDRESS))).toBe(false)
    expect(outcome).toMatchObject({ status: 'failed', snapshot: undefined })
  })

  test('when a pool that should have users lists none', async () => {
    const { objects, outcome, error } = await exportWith({
      ListUsers: () => ({ Users: [] })
    })
    expect(error).toMatchObject({ code: 'empty-pool' })
    expect(objects.has(manifestKey(ADDRESS))).toBe(false)
    expect(outcome.users).toBe(0)
  })

  test('and nothing at all is stored when the pool can not be read', async () => {
    const { objects, outcome } = await exportWith({
      DescribeUserPool: refuses('AccessDeniedException')
    })
    expect(objects.size).toBe(0)
    expect(outcome.users).toBeUndefined()
  })
})

test.each([
  ['INACTIVE', true],
  ['ACTIVE', false],
  [undefined, false]
])('deletion protection %s is warned of: %s', async (state, isWarned) => {
  const { outcome } = await exportWith({
    DescribeUserPool: () => poolAnswer({ DeletionProtection: state })
  })
  const titles = outcome.warnings.map(warning => warning.title)
  expect(titles.includes('Deletion protection is off')).toBe(isWarned)
})

describe('parts of the definition that can not be read', () => {
  test('are told, and the snapshot is complete without them', async () => {
    const { outcome, error } = await exportWith({
      ListTerms: refuses('AccessDeniedException', {
        code: 'access-denied',
        action: 'cognito-idp:ListTerms'
      })
    })
    expect(error).toBeUndefined()
    expect(outcome.status).toBe('complete')
    expect(outcome.warnings.map(warning => warning.text)).toContainEqual(
      expect.stringContaining('terms (cognito-idp:ListTerms)')
    )
  })
})

describe('looking users up', () => {
  const OPTIONAL = {
    DescribeUserPool: () => poolAnswer({ MfaConfiguration: 'OPTIONAL' }),
    GetProvisionedLimit: () => ({ Limit: { ProvisionedLimitValue: 240 } }),
    AdminGetUserAuthFactors: () => ({ UserMFASettingList: ['SMS_MFA'] })
  }
  const AUTO = { mode: 'auto', limit: 2 } as const

  test('finds who is protected, and tells whom AWS bills', async () => {
    const { outcome, pool } = await exportWith(OPTIONAL, { mfaLookup: AUTO })
    expect(outcome).toMatchObject({
      status: 'complete',
      billedUsers: 2,
      mfaUnknown: 0,
      skipped: { 'mfa-protected': 2 }
    })
    expect([...pool.learned]).toEqual([['UserRead', 240]])
  })

  test('is not made past the limit, and the warning says how to', async () => {
    const { outcome, pool } = await exportWith(OPTIONAL, {
      mfaLookup: { mode: 'auto', limit: 1 }
    })
    expect(outcome).toMatchObject({ billedUsers: 0, mfaUnknown: 2 })
    expect(outcome.warnings.map(warning => warning.text)).toContainEqual(
      expect.stringContaining('mfa-lookup: always')
    )
    expect(pool.learned.size).toBe(0)
  })

  test('that the role may not do leaves MFA unknown and says so', async () => {
    const denied = refuses('AccessDenied', {
      code: 'access-denied',
      action: 'cognito-idp:AdminGetUserAuthFactors'
    })
    const { outcome, error } = await exportWith(
      { ...OPTIONAL, AdminGetUserAuthFactors: denied, AdminGetUser: denied },
      { mfaLookup: AUTO }
    )
    expect(error).toBeUndefined()
    expect(outcome).toMatchObject({ billedUsers: 0, mfaUnknown: 2 })
    expect(outcome.warnings.map(warning => warning.text)).toContainEqual(
      expect.stringContaining(
        'may not call cognito-idp:AdminGetUserAuthFactors'
      )
    )
  })

  test('is told when the export fails after it', async () => {
    const { outcome, error } = await exportWith(
      {
        ...OPTIONAL,
        ListUsersInGroup: async () => {
          await settle()
          return refuses('InternalErrorException')()
        }
      },
      { mfaLookup: AUTO }
    )
    expect(error).toMatchObject({ awsCode: 'InternalErrorException' })
    expect(outcome.billedUsers).toBe(2)
  })
})

test('users whom no listing finds are counted and told', async () => {
  const { outcome, bucket } = await exportWith({
    DescribeUserPool: () => poolAnswer({ EstimatedNumberOfUsers: 53 })
  })
  const { manifest } = await openSnapshot(ADDRESS, fetchFrom(bucket, NEVER))
  expect(manifest.counts.shortfall).toBe(51)
  expect(outcome.status).toBe('complete')
  expect(outcome.warnings.map(warning => warning.title)).toContain(
    'Fewer users than Cognito estimates'
  )
})

test('an export that fails in one part stops the others', async () => {
  let pages = 0
  const { error, objects } = await exportWith({
    ListUsersInGroup: refuses('InternalErrorException'),
    ListUsers: async (_input, signal) => {
      pages += 1
      await settle()
      if (signal?.aborted === true) throw cancelled()
      return {
        Users: [listedUser(`user-${pages}`)],
        PaginationToken: `${pages}`
      }
    }
  })
  expect(error).toMatchObject({ awsCode: 'InternalErrorException' })
  expect(pages).toBeLessThan(20)
  expect(objects.has(manifestKey(ADDRESS))).toBe(false)
})
