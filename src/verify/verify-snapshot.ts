import { refuseOtherAccount } from '../shared/allowed-accounts.ts'
import { describePool } from '../cognito/describe-pool.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { throwAlarms, type AlarmLimits } from '../compare/alarms.ts'
import { restoreMaps } from '../compare/users/restore-maps.ts'
import { isSnapshotRefusal, type UserError } from '../shared/errors.ts'
import type { VerifyOutcome } from '../shared/outcome.ts'
import { ageOf, ageRefusal } from '../snapshot/snapshot-age.ts'
import { fillSnapshot } from '../snapshot/fill-snapshot.ts'
import { expectKey, type OpenSnapshot } from '../snapshot/reader.ts'
import { warnOfPlain } from '../snapshot/age/snapshot-key.ts'
import type { Bucket } from '../storage/bucket.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import {
  openChosenSnapshot,
  type SnapshotChoice,
  type SnapshotConditions
} from '../storage/open-chosen.ts'
import type { Clock, Log, Progress } from '../shared/world.ts'
import { checkContents } from './check-contents.ts'
import { checkHeaders } from './check-headers.ts'
import { checkListing } from './check-listing.ts'
import {
  compareUsers,
  newComparison,
  remarkOnDefinition,
  type ComparedPool
} from './compare-with-pool.ts'
import { Findings } from './findings.ts'

export interface VerifyRequest {
  snapshot: SnapshotChoice
  /** What the snapshot must be, besides whole; nothing by default. */
  conditions?: SnapshotConditions
  /** Secret age keys, one of which opens the snapshot if it is encrypted. */
  ageIdentities?: readonly string[]
  level: 'contents' | 'headers'
  /** How much the pool may have changed since. */
  limits: AlarmLimits
  /** The attribute in which restores keep the old `sub`, if they do. */
  subAttribute?: string | undefined
  /** Accounts whose pools may be read; empty: any account. */
  allowedAccountIds: readonly string[]
}

export interface VerifyTools {
  /** The pool to compare with the snapshot, if any. */
  pool: PoolClient | undefined
  bucket: Bucket
  clock: Clock
  progress: Progress
  log: Log
  signal: AbortSignal
}

/**
 * Proves that a snapshot is whole, authentic and recent. If a pool is given,
 * counts how the pool has changed since. It reports all findings, not only the
 * first.
 *
 * @param outcome filled as the run learns its facts, on failure too
 * @throws UserError whose sentence says what is wrong
 */
export async function verifySnapshot(
  request: VerifyRequest,
  tools: VerifyTools,
  outcome: VerifyOutcome
): Promise<void> {
  const { level } = request
  const { bucket, progress, signal } = tools
  outcome.level = level
  outcome.billedUsers = 0
  const findings = new Findings(outcome.findings)
  const alarms: UserError[] = []
  let unfinished: { error: unknown } | undefined
  // First, so that a missing permission shows before minutes have passed.
  const pool = await openPool(request, tools, outcome)
  const snapshot = await open(request, tools, outcome, findings)
  if (level === 'contents') expectKey(snapshot)

  await checkListing(snapshot, bucket, signal, findings)
  const sound = await checkHeaders(
    snapshot,
    { bucket, progress, signal },
    findings,
    level === 'contents'
  )
  if (level === 'contents') {
    const fetch = fetchFrom(bucket, signal)
    const reading = { fetch, progress, log: tools.log, signal }
    const comparison =
      pool && newComparison(snapshot, pool, request.subAttribute)
    const counts = await checkContents(
      snapshot,
      sound,
      reading,
      findings,
      record => comparison?.userBefore(record)
    )
    if (counts !== undefined) {
      outcome.skippedUsers = counts.skippedUsers
      outcome.byStatus = counts.byStatus
      if (pool !== undefined && comparison !== undefined) {
        const { limits, ageIdentities = [] } = request
        const { prefix } = snapshot.address
        const { userPoolId } = pool.client
        const place = { prefix, userPoolId }
        const comparing = {
          ...reading,
          readAnnounced: restoreMaps(bucket, place, ageIdentities, signal)
        }
        const users = await compareUsers(
          snapshot,
          pool,
          comparison,
          limits,
          comparing
        )
        outcome.drift = users.drift
        alarms.push(...users.alarms)
        if (users.warning !== undefined) outcome.warnings.push(users.warning)
        // What is found by then must be said, whatever becomes of this.
        await remarkOnDefinition(snapshot, pool, comparing, findings).catch(
          (error: unknown) => (unfinished = { error })
        )
      }
    }
  }
  outcome.wouldRestore = findings.wouldRestore
  warnOfRemarks(outcome)
  findings.expectNone(snapshot.address.snapshotId)
  throwAlarms(alarms)
  if (unfinished !== undefined) throw unfinished.error
  outcome.status = 'complete'
}

async function openPool(
  { level, allowedAccountIds }: VerifyRequest,
  { pool: client, log, signal }: VerifyTools,
  outcome: VerifyOutcome
): Promise<ComparedPool | undefined> {
  if (client === undefined) return undefined
  if (level === 'headers') {
    log.info(
      'The pool is not compared with the snapshot: verify-level headers reads no users'
    )
    return undefined
  }
  const description = await describePool(client, signal)
  const { region, accountId } = description
  refuseOtherAccount(accountId, allowedAccountIds)
  outcome.pool = { id: client.userPoolId, region, accountId }
  return { client, description }
}

async function open(
  { snapshot: choice, conditions = {}, ageIdentities = [] }: VerifyRequest,
  { bucket, clock, signal }: VerifyTools,
  outcome: VerifyOutcome,
  findings: Findings
): Promise<OpenSnapshot> {
  const { manifestSha256, maxAgeMs = Infinity } = conditions
  try {
    const { snapshot, refusal } = await openChosenSnapshot(
      bucket,
      choice,
      manifestSha256,
      signal,
      ageIdentities
    )
    fillSnapshot(outcome, snapshot)
    const { skipped } = snapshot.manifest.counts
    outcome.skipped = {
      'no-username': skipped.noUsername,
      'mfa-protected': skipped.mfaProtected,
      federated: skipped.federated
    }
    warnOfPlain(snapshot.manifest, ageIdentities, outcome.warnings)
    const now = clock.now()
    outcome.snapshotAgeMs = ageOf(snapshot.manifest, now)
    if (refusal !== undefined) findings.refuse(refusal)
    const tooOld = ageRefusal(snapshot.manifest, now, maxAgeMs)
    if (tooOld !== undefined) findings.refuse(tooOld)
    return snapshot
  } catch (error) {
    // Without a manifest there is nothing else to check.
    if (isSnapshotRefusal(error)) {
      findings.refuse(error)
      outcome.wouldRestore = false
    }
    throw error
  }
}

function warnOfRemarks({ findings, warnings }: VerifyOutcome): void {
  for (const { weight, code, text } of findings) {
    if (weight === 'remark') warnings.push({ title: `Verify: ${code}`, text })
  }
}
