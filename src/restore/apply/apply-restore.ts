import { describePool } from '../../cognito/describe-pool.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { addCustomAttributes } from '../../cognito/writes.ts'
import { AwsCallError, UserError } from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'
import { together } from '../../shared/together.ts'
import { startGroups } from './apply-groups.ts'
import { applyUsers } from './apply-users.ts'
import { expectComplete } from './failures.ts'
import type { RestorePlan } from '../plan/plan-restore.ts'
import { openImport } from './import/open-import.ts'
import type { Import } from './import/apply-import.ts'
import { stopWhenTakenOver } from '../records/other-run.ts'
import { refusedUsers, type PlannedUser } from '../plan/plan-tally.ts'
import type { RestorePolicies } from '../policies.ts'
import type { RestoreRecords } from '../records/restore-records.ts'
import type { RestoreTools } from '../restore-tools.ts'
import type { Target } from '../target/target.ts'
import { warnOfConflicts } from '../preflight/warnings.ts'

/**
 * Carries a plan out: attributes, then groups and users side by side, and tells
 * about each user.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws AwsCallError that would hit everybody; UserError `cancelled`,
 *   `out-of-time`, `other-run`, `restore-incomplete`, `count-mismatch`
 */
export async function applyRestore(
  plan: RestorePlan,
  target: Target,
  records: RestoreRecords,
  policies: RestorePolicies,
  tools: RestoreTools,
  outcome: RestoreOutcome
): Promise<void> {
  const { pool, signal } = tools
  await records.begin(target.users.newestAt)
  const { minimumLength } = target.description.passwordPolicy
  // A failure of either ends both.
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  const endLooking = stopWhenTakenOver(records, tools.clock, stop)
  let byJob: Import | undefined
  try {
    await addMissingAttributes(pool, plan)
    if (plan.customAttributes.length > 0) outcome.hasWritten = true
    byJob = await openImport(plan, target, policies, tools, outcome)
    const groups = startGroups(
      plan.groups.groups,
      target.groups,
      { ...tools, signal: both },
      outcome
    )
    groups.finished.catch((error: unknown) => {
      stop.abort(error)
    })
    const userTools = {
      ...tools,
      signal: both,
      policies,
      groups,
      unfinishedSince: records.unfinishedSince,
      report: records.report,
      created: records.created,
      minimumPasswordLength: minimumLength
    }
    const imported = plan.importing.isUsed ? plan.importing.users : 0
    const byApi = applyUsers(
      byJob === undefined ? plan.users() : except(plan.users(), byJob),
      plan.tally.create + plan.tally.update - imported,
      userTools,
      outcome
    )
    try {
      await together<unknown[]>(
        both,
        [() => byApi, async () => byJob?.run(userTools)],
        error => stop.abort(error)
      )
      await byJob?.finish(userTools)
    } catch (error) {
      stop.abort(error)
      // Where a bug has ended the groups, the users know only that they ended.
      await groups.finished.catch((cause: unknown) => {
        if (!(cause instanceof UserError)) throw cause
      })
      throw error
    }
    await groups.finished
    warnOfConflicts(outcome)
    // Who was left half done is tried again by the next run; who was refused
    // from the start would be refused again.
    const isDone =
      outcome.usersFailed === refusedUsers(plan.tally) &&
      outcome.groupsFailed === 0
    if (isDone) await records.finish()
    else await refuseTakenOver(records)
    expectComplete(outcome, plan.tally.users, refusedUsers(plan.tally))
    outcome.status = 'complete'
  } catch (error) {
    const isStarted = outcome.importJobs.some(job => job.isStarted)
    if (
      outcome.hasWritten ||
      outcome.groupsCreated ||
      isStarted ||
      pool.unanswered.size > 0
    ) {
      outcome.status = 'partial'
    }
    const left = byJob?.left() ?? 0
    outcome.usersUnfinished = (outcome.usersUnfinished ?? 0) + left
    throw error
  } finally {
    endLooking()
    outcome.unanswered = pool.unanswered
    await records.store(outcome)
  }
}

/**
 * Users whom another run has created meanwhile have failed in this one, which is
 * too short to have looked before.
 *
 * @throws UserError `other-run`
 */
async function refuseTakenOver(records: RestoreRecords): Promise<void> {
  const other = await records.takenOver()
  if (other !== undefined) throw other
}

/** Everybody whom no import job creates. */
async function* except(
  users: AsyncIterable<PlannedUser>,
  { isImported }: Import
): AsyncGenerator<PlannedUser> {
  for await (const user of users) if (!isImported(user.plan)) yield user
}

/** An answer that was lost leaves attributes that a retry then meets. */
async function addMissingAttributes(
  pool: PoolClient,
  { customAttributes }: RestorePlan
): Promise<void> {
  try {
    await addCustomAttributes(pool, customAttributes)
  } catch (error) {
    if (!(error instanceof AwsCallError) || error.attempts === 1) throw error
    const { attributeNames } = await describePool(pool)
    const rest = customAttributes.filter(
      ({ name }) => !attributeNames.includes(name)
    )
    if (rest.length === customAttributes.length) throw error
    await addCustomAttributes(pool, rest)
  }
}
