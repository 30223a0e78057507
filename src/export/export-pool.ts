import { refuseOtherAccount } from '../shared/allowed-accounts.ts'
import { readActiveRecovery } from '../cognito/active-recovery.ts'
import { describePool } from '../cognito/describe-pool.ts'
import {
  captureDefinition,
  type CaptureOptions
} from '../cognito/definition/capture.ts'
import { recoveryPages } from '../cognito/definition/recoveries.ts'
import { newSource } from '../cognito/definition/source.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { learnProvisionedLimit } from '../cognito/calls/provisioned-limits.ts'
import type { Ending } from '../shared/ending.ts'
import {
  AwsCallError,
  StoppedCallError,
  stopIfCancelled
} from '../shared/errors.ts'
import type { ExportOutcome } from '../shared/outcome.ts'
import { formatAddress, newSnapshotId } from '../snapshot/address.ts'
import { createAgeWriter } from '../snapshot/age/age-writer.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { EncryptionRequest } from '../storage/put.ts'
import type {
  Clock,
  Log,
  OpenScratch,
  Progress,
  RandomBytes
} from '../shared/world.ts'
import { expectAllStored, expectUsers, findShortfall } from './gates.ts'
import {
  membershipLines,
  readGroups,
  type MembershipTally
} from './group-lines.ts'
import { describeSnapshot, type WorkflowRun } from './manifest-content.ts'
import {
  planMfaLookup,
  startMfaLookup,
  type MfaLookup,
  type MfaLookupPolicy
} from './mfa-lookup.ts'
import { createSnapshotWriter } from './snapshot-writer.ts'
import { storeDefinition, type StoredDefinition } from './store-definition.ts'
import { together } from '../shared/together.ts'
import { newUserTally, userLines, type UserTally } from './user-lines.ts'
import { exportWarnings } from './warnings.ts'

export interface ExportRequest {
  prefix: string
  encryption: EncryptionRequest
  /** Public age keys to encrypt the snapshot for; empty: no age encryption. */
  ageRecipients: readonly string[]
  mfaLookup: MfaLookupPolicy
  capture: CaptureOptions
  /** Accounts whose pools may be read; empty: any account. */
  allowedAccountIds: readonly string[]
  /** The workflow run that makes the snapshot, for the manifest. */
  run: WorkflowRun
}

export interface ExportTools {
  pool: PoolClient
  bucket: Bucket
  clock: Clock
  randomBytes: RandomBytes
  openScratch: OpenScratch
  progress: Progress
  log: Log
  signal: AbortSignal
  ending: Ending
}

/**
 * Writes a snapshot of a pool. The snapshot exists only when this returns: the
 * manifest is stored last, after all gates.
 *
 * @param outcome filled as the run learns its facts, on failure too
 * @throws UserError whose sentence says what to change
 */
export async function exportPool(
  request: ExportRequest,
  tools: ExportTools,
  outcome: ExportOutcome
): Promise<void> {
  const { pool, bucket, clock, log, progress, openScratch } = tools
  const startedAt = new Date(clock.now())
  const { ageRecipients } = request
  outcome.ageKeys = ageRecipients.length
  // Before any call: an age key that doesn't work is a wrong input.
  const age =
    ageRecipients.length === 0
      ? undefined
      : await createAgeWriter(ageRecipients)
  const source = await describePool(pool, tools.signal)
  const { region, accountId, mfa: poolMfa } = source
  refuseOtherAccount(accountId, request.allowedAccountIds)
  const estimate = source.estimatedNumberOfUsers
  outcome.pool = { id: pool.userPoolId, region, accountId }

  const address = {
    bucket: bucket.name,
    prefix: request.prefix,
    userPoolId: pool.userPoolId,
    snapshotId: newSnapshotId(startedAt, tools.randomBytes(16))
  }
  const writer = createSnapshotWriter(bucket, request.encryption, address, age)
  const tally = newUserTally()
  const members: MembershipTally = { memberships: 0, vanishedGroups: 0 }
  // Before the first user is listed. If the same recovery blocks writes later on,
  // no user can have been created or changed since this snapshot.
  const recoveries = recoveryPages(newSource(pool.optional, tools.signal))
  const recovery = await readActiveRecovery(pool, tools.signal, recoveries)
  const groups = await readGroups(pool, tools.signal)
  outcome.groups = groups.names.length

  let stored: StoredDefinition = { notCaptured: [], clients: undefined }
  const isLookupMade = planMfaLookup(request.mfaLookup, poolMfa, estimate)
  let lookup: MfaLookup | undefined
  if (isLookupMade) {
    await learnProvisionedLimit(pool, 'UserRead', log, tools.signal)
  }

  const [, groupsStored, usersStored, membershipsStored] = await together<
    [unknown, number, number, number]
  >(tools.signal, [
    async signal => {
      const captured = await captureDefinition(
        pool,
        source,
        request.capture,
        signal,
        recoveries
      )
      stored = await storeDefinition(writer, captured, signal)
    },
    signal => writer.store('groups', inPages(groups.pages), signal),
    signal => {
      lookup = startMfaLookup(
        request.mfaLookup,
        poolMfa,
        estimate,
        pool,
        signal
      )
      const { factorsOf } = lookup
      const listing = { pool, progress, log, openScratch, signal }
      const lines = userLines(
        { ...listing, poolMfa, estimate, factorsOf },
        tally
      )
      return writer.store('users', lines, signal)
    },
    signal => {
      const lines = membershipLines(
        pool,
        groups.names,
        progress,
        signal,
        members,
        address.snapshotId
      )
      return writer.store('memberships', lines, signal)
    }
  ]).finally(() => {
    outcome.billedUsers = lookup?.billed() ?? 0
    outcome.usersRead = tally.users
  })
  fillCounts(outcome, tally, members)

  expectUsers(tally.users, estimate)
  expectAllStored('groups', groups.names.length, groupsStored)
  expectAllStored('users', tally.users, usersStored)
  expectAllStored('memberships', members.memberships, membershipsStored)

  // Once more, because a pool that was deleted meanwhile gave the same answers
  // as a pool that lacks a group or a part of its definition.
  await describePool(pool, tools.signal)

  const shortfall = findShortfall(tally.users, estimate)
  stopIfCancelled(tools.signal)
  const manifest = describeSnapshot({
    address,
    source,
    startedAt,
    finishedAt: new Date(clock.now()),
    run: request.run,
    groups: groups.names.length,
    users: tally,
    members,
    shortfall,
    clients: stored.clients,
    recovery
  })
  const { snapshotId: id } = address
  // Once the manifest is on its way, the snapshot may exist. So a cancelled run
  // waits for the answer.
  const { manifestSha256 } = await writer
    .finish(manifest, tools.ending.lastAnswer)
    .catch((error: unknown) => {
      if (isUnanswered(error)) outcome.maybeStored = id
      throw error
    })
  outcome.snapshot = { id, uri: formatAddress(address), manifestSha256 }
  outcome.warnings.push(
    ...exportWarnings({
      tally,
      members,
      shortfall,
      estimate,
      notCaptured: stored.notCaptured,
      clientsLeftOut: stored.clients?.leftOut ?? 0,
      isLookupMade,
      ageRecipients: ageRecipients.length,
      deniedAction: lookup?.deniedAction(),
      recovery,
      // Old pools and emulators leave the field out, which says nothing.
      isDeletable: source.userPool.DeletionProtection === 'INACTIVE'
    })
  )
  outcome.status = 'complete'
}

/** Whether S3 may have stored the manifest although no answer came. */
function isUnanswered(error: unknown): boolean {
  return (
    error instanceof StoppedCallError ||
    (error instanceof AwsCallError && error.code === 'network')
  )
}

async function* inPages(pages: string[][]): AsyncGenerator<string[]> {
  for (const page of pages) yield await Promise.resolve(page)
}

function fillCounts(
  outcome: ExportOutcome,
  tally: UserTally,
  members: MembershipTally
): void {
  outcome.users = tally.users
  outcome.skippedUsers = tally.skippedUsers
  outcome.skipped = tally.skipped
  outcome.mfaUnknown = tally.mfaUnknown
  outcome.byStatus = tally.byStatus
  outcome.memberships = members.memberships
}
