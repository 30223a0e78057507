import type { PoolClient } from '../cognito/pool-client.ts'
import {
  describePool,
  readMfaConfig,
  type PoolDescription
} from '../cognito/definition.ts'
import type { ExportOutcome } from '../outcome.ts'
import {
  formatAddress,
  newSnapshotId,
  type SnapshotAddress
} from '../snapshot/address.ts'
import { encodeDefinition } from '../snapshot/definition.ts'
import {
  FORMAT_VERSION,
  NOT_CAPTURED,
  type Manifest
} from '../snapshot/manifest.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { EncryptionRequest } from '../storage/put.ts'
import { VERSION } from '../version.ts'
import type { Clock, Progress, RandomBytes } from '../world.ts'
import { expectAllStored, expectUsers } from './gates.ts'
import { groupLines, membershipLines, userLines } from './pool-lines.ts'
import { createSnapshotWriter } from './snapshot-writer.ts'
import { newUserTally, type UserTally } from './tally.ts'
import { exportWarnings } from './warnings.ts'

export interface ExportRequest {
  prefix: string
  encryption: EncryptionRequest
  /** The workflow run that the snapshot is made by, for its manifest. */
  run: Manifest['run']
}

export interface ExportTools {
  pool: PoolClient
  bucket: Bucket
  clock: Clock
  randomBytes: RandomBytes
  progress: Progress
  signal: AbortSignal
}

/**
 * Writes a snapshot of a pool (DESIGN section 6). The snapshot exists only when
 * this returns: the manifest is stored last, after all gates.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws UserError whose sentence says what to change
 */
export async function exportPool(
  request: ExportRequest,
  tools: ExportTools,
  outcome: ExportOutcome
): Promise<void> {
  const { pool, bucket, clock, signal } = tools
  const startedAt = new Date(clock.now())
  const source = await describePool(pool)
  const mfaConfig = await readMfaConfig(pool)
  outcome.pool = {
    id: pool.userPoolId,
    region: source.region,
    accountId: source.accountId
  }
  outcome.billedUsers = 0

  const address = {
    bucket: bucket.name,
    prefix: request.prefix,
    userPoolId: pool.userPoolId,
    snapshotId: newSnapshotId(startedAt, tools.randomBytes(16))
  }
  const writer = createSnapshotWriter(
    bucket,
    request.encryption,
    address,
    signal
  )
  // Stored first, so that a bucket or a key that refuses is found out before a
  // long listing and not after it.
  const { userPool } = source
  await writer.store('pool', onePage(encodeDefinition({ userPool, mfaConfig })))

  const groups = groupLines(tools)
  const groupsStored = await writer.store('groups', groups.pages)
  outcome.groups = groups.names.length

  const tally = newUserTally()
  const usersStored = await writer.store(
    'users',
    userLines(tools, source, tally)
  )
  fillUsers(outcome, tally)
  expectUsers(tally.users, source.estimatedNumberOfUsers)

  const memberships = membershipLines(tools, groups.names)
  const membershipsStored = await writer.store('memberships', memberships.pages)
  outcome.memberships = memberships.count()

  expectAllStored('groups', groups.names.length, groupsStored)
  expectAllStored('users', tally.users, usersStored)
  expectAllStored('memberships', memberships.count(), membershipsStored)

  const { manifestSha256 } = await writer.finish({
    ...manifestHead(address, startedAt, new Date(clock.now())),
    source: manifestSource(pool.userPoolId, source),
    counts: {
      users: tally.users,
      groups: groups.names.length,
      memberships: memberships.count(),
      skipped: {
        noUsername: tally.skipped['no-username'],
        mfaProtected: tally.skipped['mfa-protected'],
        federated: tally.skipped.federated
      },
      mfaUnknown: tally.mfaUnknown,
      byStatus: tally.byStatus
    },
    run: request.run
  })
  outcome.snapshot = {
    id: address.snapshotId,
    uri: formatAddress(address),
    manifestSha256
  }
  outcome.warnings.push(...exportWarnings(tally, memberships.vanishedGroups()))
  outcome.status = 'complete'
}

async function* onePage(line: string): AsyncGenerator<string[]> {
  yield await Promise.resolve([line])
}

function fillUsers(outcome: ExportOutcome, tally: UserTally): void {
  outcome.users = tally.users
  outcome.skippedUsers = tally.skippedUsers
  outcome.skipped = tally.skipped
  outcome.mfaUnknown = tally.mfaUnknown
  outcome.byStatus = tally.byStatus
}

function manifestHead(address: SnapshotAddress, start: Date, end: Date) {
  return {
    format: 'cognito-backup' as const,
    version: FORMAT_VERSION,
    snapshotId: address.snapshotId,
    status: 'complete' as const,
    startedAt: start.toISOString(),
    finishedAt: end.toISOString(),
    notCaptured: [...NOT_CAPTURED],
    writer: { name: 'cognito-backup', version: VERSION }
  }
}

function manifestSource(userPoolId: string, source: PoolDescription) {
  return {
    userPoolId,
    userPoolArn: source.arn,
    region: source.region,
    accountId: source.accountId,
    estimatedNumberOfUsers: source.estimatedNumberOfUsers ?? null,
    mfaConfiguration: source.mfa,
    usernameAttributes: [...source.usernameAttributes],
    aliasAttributes: [...source.aliasAttributes],
    caseSensitive: source.caseSensitive
  }
}
