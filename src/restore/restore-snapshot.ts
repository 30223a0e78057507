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
import { importedUsers } from './plan/import/import-choice.ts'
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

  // Open the snapshot, and what earlier restores of it have stored.
  const snapshot = await openExpected(request, tools, outcome)
  expectKey(snapshot)
  warnOfPlain(snapshot.manifest, request.ageIdentities, outcome.warnings)
  const age = await reportEncryption(snapshot, request.ageRecipients, log)
  const records = await openRecords(snapshot, pool.userPoolId, tools, age)

  // Read the pool, and the snapshot but for users that aren't chosen.
  await waitForImportJobs(pool, policies, tools)
  const reading = { fetch: fetchFrom(tools.bucket, signal), progress, signal }
  const isContinued = records.unfinishedSince !== undefined
  const [{ target, chosen, needs }, frame] = await together(signal, [
    async either => {
      const found = await readTarget(pool, policies, either)
      const { description } = found
      const { region, accountId } = description
      outcome.pool = { id: pool.userPoolId, region, accountId }
      const chosen = await readChosenUsers(snapshot, description, policies, {
        ...reading,
        signal: either
      })
      const needs = {
        sought: chosen.sought,
        areCompared: policies.existingUsers === 'update' || isContinued,
        memberships: snapshot.manifest.counts.memberships
      }
      const users = await readUsers(pool, found, needs, {
        ...tools,
        signal: either
      })
      return { target: { ...found, users }, chosen, needs }
    },
    either => readFrame(snapshot, { ...reading, signal: either })
  ])
  const { billed } = target.users
  try {
    await readMemberships(pool, target, needs, tools)
  } finally {
    if (billed.size > 0) outcome.billedUsers = billed.size
  }
  await records.created.read()

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
  if (plan.tally.create > importedUsers(plan.importing)) {
    await learnProvisionedLimit(pool, 'UserCreation', log)
  }
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
  if (policies.dryRun) fillPlannedCounts(outcome, plan)
  expectUsersToRestore(plan.tally, policies)
  if (policies.dryRun) {
    outcome.status = 'planned'
    return
  }

  // Apply.
  await applyRestore(plan, target, records, policies, tools, outcome)
}
