import { amount } from '../shared/amount.ts'
import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { learnProvisionedLimit } from '../cognito/calls/provisioned-limits.ts'
import { UserError } from '../shared/errors.ts'
import type { RestoreOutcome } from '../shared/outcome.ts'
import { ageOf, ageRefusal } from '../snapshot/snapshot-age.ts'
import { throwFirst } from '../snapshot/content-check.ts'
import { fillSnapshot } from '../snapshot/fill-snapshot.ts'
import { expectKey, type OpenSnapshot } from '../snapshot/reader.ts'
import { warnOfPlain } from '../snapshot/age/snapshot-key.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import {
  openChosenSnapshot,
  type SnapshotConditions,
  type SnapshotChoice
} from '../storage/open-chosen.ts'
import { applyRestore } from './apply/apply-restore.ts'
import type { RestoreTools } from './restore-tools.ts'
import { readFrame } from './plan/check-snapshot.ts'
import { refuseBlocked, toWarnings } from './preflight/findings.ts'
import { fillPlannedCounts, toPlanFacts } from './plan/plan-facts.ts'
import { planRestore, type RestorePlan } from './plan/plan-restore.ts'
import type { PlanTally } from './plan/plan-tally.ts'
import type { RestorePolicies } from './policies.ts'
import { waitForImportJobs } from './apply/import/open-import.ts'
import { reportEncryption } from './records/report-keys.ts'
import { openRecords, type RestoreRecords } from './records/restore-records.ts'
import { readTarget } from './target/target.ts'
import { restoreWarnings } from './preflight/warnings.ts'

export type { SnapshotChoice }

export interface RestoreRequest {
  snapshot: SnapshotChoice
  /** Secret keys of age, one of which opens the snapshot if it is encrypted. */
  ageIdentities: readonly string[]
  /** Public keys that its report is encrypted for; none: see reportEncryption. */
  ageRecipients: readonly string[]
  /** What the snapshot must be, beside whole; none by default. */
  conditions?: SnapshotConditions
  policies: RestorePolicies
}

/**
 * Restores a snapshot into a pool (DESIGN section 7): everything is read,
 * checked and planned before the first write.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws UserError whose sentence says what to change
 */
export async function restoreSnapshot(
  request: RestoreRequest,
  tools: RestoreTools,
  outcome: RestoreOutcome
): Promise<void> {
  const { policies } = request
  const { pool, progress, signal, log } = tools
  const snapshot = await open(request, tools, outcome)
  expectKey(snapshot)
  warnOfPlain(snapshot.manifest, request.ageIdentities, outcome.warnings)

  const age = await reportEncryption(snapshot, request.ageRecipients, log)
  const records = await openRecords(snapshot, pool.userPoolId, tools, age)
  await waitForImportJobs(pool, policies, tools)
  const target = await readTarget(
    pool,
    { policies, isContinued: records.unfinishedSince !== undefined },
    progress,
    signal
  )
  await records.created.read()
  const { region, accountId } = target.description
  outcome.pool = { id: pool.userPoolId, region, accountId }

  const reading = { fetch: fetchFrom(tools.bucket, signal), progress, signal }
  const frame = await readFrame(snapshot, reading)
  const plan = await planRestore(
    { snapshot, frame, target, policies, records },
    reading
  )
  const imported = plan.importing.isUsed ? plan.importing.users : 0
  if (plan.tally.create > imported) {
    await learnProvisionedLimit(pool, 'UserCreation', log)
  }
  fillPlan(outcome, plan, policies, records, operation =>
    pool.paceOf(operation)
  )
  refuseBlocked(plan.findings)
  if (plan.importing.isAsked) log.info(plan.importing.reason)
  if (policies.dryRun) {
    fillPlannedCounts(outcome, plan)
    expectSomeone(plan.tally, policies)
    outcome.status = 'planned'
    return
  }
  expectSomeone(plan.tally, policies)
  await applyRestore(plan, target, records, policies, tools, outcome)
}

async function open(
  { snapshot: choice, conditions = {}, ageIdentities }: RestoreRequest,
  { bucket, clock, signal }: RestoreTools,
  outcome: RestoreOutcome
): Promise<OpenSnapshot> {
  const { manifestSha256, maxAgeMs } = conditions
  const { snapshot, refusal, warning } = await openChosenSnapshot(
    bucket,
    choice,
    manifestSha256,
    signal,
    ageIdentities
  )
  fillSnapshot(outcome, snapshot)
  const now = clock.now()
  outcome.snapshotAgeMs = ageOf(snapshot.manifest, now)
  if (warning !== undefined) outcome.warnings.push(warning)
  throwFirst([refusal, ageRefusal(snapshot.manifest, now, maxAgeMs)])
  return snapshot
}

function fillPlan(
  outcome: RestoreOutcome,
  plan: RestorePlan,
  policies: RestorePolicies,
  { created }: RestoreRecords,
  paceOf: PoolClient['paceOf']
): void {
  const { tally, groups } = plan
  if (policies.onlyUsers !== undefined) {
    outcome.chosenBy = policies.onlyUsers.by
    outcome.usersInSnapshot = outcome.users
    outcome.users = tally.users
    const { groupsLeft, membershipsLeft } = plan.providerGroups
    outcome.groups = groups.groups.length + groupsLeft
    outcome.memberships = tally.memberships.add + membershipsLeft
  }
  outcome.usersExisting = tally.keep
  outcome.conflicts = tally.conflicts
  outcome.skippedUsers = tally.skip
  outcome.skipped = tally.skipped
  outcome.restoredUserStatus = policies.restoredUserStatus
  outcome.waysIn = plan.waysIn
  outcome.plan = toPlanFacts(plan, paceOf)
  outcome.warnings.push(...restoreWarnings(plan), ...toWarnings(plan.findings))
  const { unreadable } = created
  if (tally.conflicts > 0 && unreadable !== undefined) {
    outcome.warnings.push({
      title: 'Earlier restores are not known',
      text: unreadable
    })
  }
}

/** Nothing to do at all is most likely not what the person wanted. */
function expectSomeone(tally: PlanTally, policies: RestorePolicies): void {
  const { skipped, skip, conflicts, users } = tally
  if (users === 0 || skip + conflicts < users) return
  const ways: [count: number, what: string, way: string][] = [
    [
      skipped['no-username'],
      'without a username of their own',
      policies.usersWithoutUsername === 'recreate'
        ? 'an e-mail address or a phone number that the pool signs in with'
        : 'users-without-username: recreate'
    ],
    [skipped['mfa-protected'], 'protected by MFA', 'mfa-users: restore'],
    [
      skipped.federated,
      'federated',
      policies.federatedUsers === 'link'
        ? 'an e-mail address or a phone number that the pool signs in with'
        : 'federated-users: link'
    ],
    [
      conflicts,
      'not proven to be the user of the pool with the same name or address',
      'a verified address of those users, if they are the same people; their removal from the pool, if they are others'
    ]
  ]
  const known = ways.filter(([count]) => count > 0)
  const reasons = known.map(([count, what]) => `${count} ${what}`)
  const changes = new Set(known.map(([, , way]) => way))
  throw new UserError(
    'nothing-restored',
    `Nothing was restored, because all of ${amount(users, 'user')} would be ${conflicts === 0 ? 'skipped' : 'skipped or left alone'}: ${reasons.join(', ')}. What changes that: ${[...changes].join(', ')}.`
  )
}
