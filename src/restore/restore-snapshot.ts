import { learnProvisionedLimit } from '../cognito/calls/provisioned-limits.ts'
import type { RestoreOutcome } from '../shared/outcome.ts'
import { together } from '../shared/together.ts'
import { warnOfPlain } from '../snapshot/age/snapshot-key.ts'
import { tierOf } from '../snapshot/definition-codec.ts'
import { expectKey } from '../snapshot/reader.ts'
import { ageOf } from '../snapshot/snapshot-age.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import { openExpected } from '../storage/open-expected.ts'
import { applyRestore } from './apply/apply-restore.ts'
import { waitForImportJobs } from './apply/import/open-import.ts'
import { readChosenUsers } from './plan/chosen-users.ts'
import { fillPlan, fillPlannedCounts } from './plan/plan-outcome.ts'
import { planRestore } from './plan/plan-restore.ts'
import { readFrame } from './plan/read-snapshot.ts'
import { expectUsersToRestore } from './preflight/expect-users.ts'
import { toPreflightFacts } from './preflight/facts.ts'
import { refuseBlocked, toWarnings } from './preflight/findings.ts'
import { findFindings } from './preflight/preflight.ts'
import {
  earlierRestoreWarnings,
  restoreWarnings
} from './preflight/warnings.ts'
import { reportEncryption } from './records/report-keys.ts'
import { openRecords } from './records/restore-records.ts'
import type { RestoreRequest, RestoreTools } from './request.ts'
import { readMemberships, readUsers } from './target/read-users.ts'
import { readTarget } from './target/target.ts'

/**
 * Restores a snapshot into a pool. Everything is read, checked and planned
 * before the first write to the pool.
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
  const isPseudonymised = policies.pseudonyms !== undefined
  outcome.isPseudonymised = isPseudonymised

  // Open the snapshot, and read the pool but for its users. What can run side by
  // side does, because a far Region takes long to answer.
  const [snapshot, found] = await together(signal, [
    async either => {
      const stoppable = { ...tools, signal: either }
      const snapshot = await openExpected(request, stoppable, outcome)
      expectKey(snapshot)
      warnOfPlain(snapshot.manifest, request.ageIdentities, outcome.warnings)
      return snapshot
    },
    async either => {
      await waitForImportJobs(pool, policies, { ...tools, signal: either })
      const found = await readTarget(pool, policies, either)
      const { region, accountId } = found.description
      outcome.pool = { id: pool.userPoolId, region, accountId }
      return found
    }
  ])

  // Read what earlier restores of the snapshot have stored, the users of the
  // pool, and the snapshot but for users that aren't chosen.
  const reading = { fetch: fetchFrom(tools.bucket, signal), progress, signal }
  const [{ records, chosen, needs, users }, frame] = await together(signal, [
    async either => {
      const stoppable = { ...tools, ...reading, signal: either }
      const age = await reportEncryption(snapshot, request.ageRecipients, log)
      const records = await openRecords(
        snapshot,
        pool.userPoolId,
        tools,
        age,
        isPseudonymised
      )
      const { description } = found
      const chosen = await readChosenUsers(
        snapshot,
        description,
        policies,
        stoppable
      )
      const isContinued = records.unfinishedSince !== undefined
      const needs = {
        sought: chosen.sought,
        areCompared: policies.existingUsers === 'update' || isContinued,
        memberships: snapshot.manifest.counts.memberships
      }
      const users = await readUsers(pool, found, needs, stoppable)
      await records.created.read()
      return { records, chosen, needs, users }
    },
    either => readFrame(snapshot, { ...reading, signal: either }),
    either => learnProvisionedLimit(pool, 'UserCreation', log, either)
  ])
  const target = { ...found, users }
  try {
    await readMemberships(pool, target, needs, tools)
  } finally {
    if (users.billed.size > 0) outcome.billedUsers = users.billed.size
  }

  // Plan.
  const plan = await planRestore(
    {
      snapshot,
      frame,
      target,
      policies,
      chosen: chosen.records,
      records
    },
    reading
  )
  fillPlan(outcome, plan, policies, operation => pool.paceOf(operation))

  // Preflight.
  const { source } = snapshot.manifest
  const facts = toPreflightFacts(plan, source, target, policies, {
    ageMs: ageOf(snapshot.manifest, tools.clock.now()),
    tier: tierOf(frame.definition)
  })
  const findings = findFindings(facts)
  outcome.warnings.push(
    ...restoreWarnings(plan),
    ...toWarnings(findings),
    ...earlierRestoreWarnings(plan, records.created.unreadable)
  )
  refuseBlocked(findings)
  if (plan.importing.isAsked) log.info(plan.importing.reason)
  if (isPseudonymised) {
    log.info('Made-up users stand for those of the snapshot.')
  }
  if (policies.dryRun) fillPlannedCounts(outcome, plan)
  expectUsersToRestore(plan.tally, policies)
  if (policies.dryRun) {
    outcome.status = 'planned'
    return
  }

  // Apply.
  await applyRestore(plan, target, records, policies, tools, outcome)
}
