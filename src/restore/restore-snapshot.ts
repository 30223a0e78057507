import { amount } from '../amount.ts'
import type { PoolClient } from '../cognito/pool-client.ts'
import { learnProvisionedLimit } from '../cognito/provisioned-limits.ts'
import { UserError } from '../errors.ts'
import type { RestoreOutcome } from '../outcome.ts'
import { formatAddress, type SnapshotAddress } from '../snapshot/address.ts'
import {
  openSnapshot,
  readRecords,
  type OpenSnapshot
} from '../snapshot/reader.ts'
import { userCodec } from '../snapshot/records.ts'
import type { Bucket } from '../storage/bucket.ts'
import { fetchFrom, openLatestSnapshot } from '../storage/find-snapshot.ts'
import type { Log, Progress, RandomBytes } from '../world.ts'
import { applyGroups } from './apply-groups.ts'
import { applyUsers } from './apply-users.ts'
import { checkSnapshot, type CheckedSnapshot } from './check-snapshot.ts'
import { expectComplete } from './failures.ts'
import { countPlan, newPlanTally, type PlanTally } from './plan-tally.ts'
import { planUser, type UserCreation } from './plan.ts'
import { findBlocks, refuseBlocked } from './preflight.ts'
import { readTarget, type Target } from './target.ts'
import { restoreWarnings } from './warnings.ts'

/** One snapshot, or the newest of a pool. */
export type SnapshotChoice =
  | { address: SnapshotAddress }
  | { latestOf: { prefix: string; userPoolId: string } }

export interface RestoreTools {
  pool: PoolClient
  bucket: Bucket
  randomBytes: RandomBytes
  progress: Progress
  log: Log
  signal: AbortSignal
}

/**
 * Restores a snapshot into a pool (DESIGN section 7): everything is read,
 * checked and planned before the first write.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws UserError whose sentence says what to change
 */
export async function restoreSnapshot(
  choice: SnapshotChoice,
  tools: RestoreTools,
  outcome: RestoreOutcome
): Promise<void> {
  const { pool, progress, signal } = tools
  const fetch = fetchFrom(tools.bucket, signal)
  const snapshot = await open(choice, tools)
  fillSnapshot(outcome, snapshot)

  const target = await readTarget(pool, progress, signal)
  const { region, accountId } = target.description
  outcome.pool = { id: pool.userPoolId, region, accountId }

  const plan = newPlanTally()
  const checked = await checkSnapshot(
    snapshot,
    { fetch, progress, signal },
    (record, groups) => countPlan(plan, planUser(record, groups, target))
  )
  fillPlan(outcome, plan)
  const { source } = snapshot.manifest
  refuseBlocked(findBlocks(source, target.description, plan.attributes))
  expectSomeone(plan)

  if (plan.create > 0) {
    await learnProvisionedLimit(pool, 'UserCreation', tools.log)
  }
  try {
    await applyGroups(checked.groups, target.groups, tools, outcome)
    const { minimumLength } = target.description.passwordPolicy
    await applyUsers(
      creations(snapshot, checked, target, fetch),
      plan.create,
      { ...tools, minimumPasswordLength: minimumLength },
      outcome
    )
    expectComplete(outcome)
    outcome.status = 'complete'
  } catch (error) {
    if (hasWritten(outcome)) outcome.status = 'partial'
    throw error
  }
}

function hasWritten(outcome: RestoreOutcome): boolean {
  return (outcome.groupsCreated ?? 0) + (outcome.billedUsers ?? 0) > 0
}

function open(
  choice: SnapshotChoice,
  { bucket, signal }: RestoreTools
): Promise<OpenSnapshot> {
  if ('address' in choice) {
    return openSnapshot(choice.address, fetchFrom(bucket, signal))
  }
  const { prefix, userPoolId } = choice.latestOf
  return openLatestSnapshot(bucket, prefix, userPoolId, signal)
}

function fillSnapshot(outcome: RestoreOutcome, snapshot: OpenSnapshot): void {
  const { address, manifest, manifestSha256 } = snapshot
  outcome.snapshot = {
    id: address.snapshotId,
    uri: formatAddress(address),
    manifestSha256
  }
  outcome.sourceUserPoolId = manifest.source.userPoolId
  outcome.users = manifest.counts.users
  outcome.groups = manifest.counts.groups
  outcome.memberships = manifest.counts.memberships
  outcome.mfaUnknown = manifest.counts.mfaUnknown
}

function fillPlan(outcome: RestoreOutcome, plan: PlanTally): void {
  outcome.usersExisting = plan.keep
  outcome.usersUpdated = 0
  outcome.skippedUsers = plan.skip
  outcome.skipped = plan.skipped
  outcome.warnings.push(...restoreWarnings(plan, outcome.mfaUnknown ?? 0))
}

/** Nothing to do at all is most likely not what the person wanted. */
function expectSomeone(plan: PlanTally): void {
  if (plan.skip > 0 && plan.create + plan.keep === 0) {
    const { skipped } = plan
    throw new UserError(
      'nothing-restored',
      `Nothing was restored, because all of ${amount(plan.skip, 'user')} would be skipped: ${skipped['no-username']} without a username of their own, ${skipped['mfa-protected']} protected by MFA, ${skipped.federated} federated. This version of the action restores only users without such a reason.`
    )
  }
}

/** Reads the users once more, held against the same digests as before. */
async function* creations(
  snapshot: OpenSnapshot,
  { memberships }: CheckedSnapshot,
  target: Target,
  fetch: ReturnType<typeof fetchFrom>
): AsyncGenerator<UserCreation> {
  for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
    for (const record of page) {
      const groups = memberships.of(record.username)
      const plan = planUser(record, groups, target)
      if (plan.action === 'create') yield plan
    }
  }
}
