import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { describePool } from '../../cognito/describe-pool.ts'
import { addCustomAttributes } from '../../cognito/writes.ts'
import { AwsCallError, UserError } from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'
import { together } from '../../shared/together.ts'
import { importedUsers } from '../plan/import/import-choice.ts'
import type { RestorePlan } from '../plan/plan.ts'
import { refusedUsers } from '../plan/tally.ts'
import type { PlannedUser } from '../plan/users/user-plan.ts'
import type { RestorePolicies } from '../policies.ts'
import { warnOfConflicts } from '../preflight/warnings.ts'
import { stopWhenTakenOver } from '../records/other-run.ts'
import type { RestoreRecords } from '../records/restore-records.ts'
import type { RestoreTools } from '../request.ts'
import type { Target } from '../target/target.ts'
import { startGroups } from './apply-groups.ts'
import { expectComplete } from './expect-complete.ts'
import type { Import } from './import/apply-import.ts'
import { openImport } from './import/open-import.ts'
import { noticeRecovery } from './notice-recovery.ts'
import { applyUsers } from './users/apply-users.ts'

/**
 * Carries out a plan: attributes first, then groups and users side by side. At
 * the end, however it ends, it stores the report.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws AwsCallError that would fail every user; UserError `cancelled`,
 *   `out-of-time`, `other-run`, `recovery-active`, and as expectComplete does
 */
export async function applyRestore(
  plan: RestorePlan,
  target: Target,
  records: RestoreRecords,
  policies: RestorePolicies,
  given: RestoreTools,
  outcome: RestoreOutcome
): Promise<void> {
  const { signal } = given
  await records.begin(target.users.newestAt)
  const { minimumLength } = target.description.passwordPolicy
  // A failure of the groups stops the users, and the other way round.
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  const pool = noticeRecovery(given.pool, signal, error => stop.abort(error))
  const tools = { ...given, pool }
  const endLooking = stopWhenTakenOver(records, tools.clock, stop)
  let byJob: Import | undefined
  let isDone = false
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
      billed: target.users.billed,
      minimumPasswordLength: minimumLength
    }
    const byApi = applyUsers(
      byJob === undefined ? plan.users() : except(plan.users(), byJob),
      plan.tally.create + plan.tally.update - importedUsers(plan.importing),
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
      // If a bug has ended the groups, the users know only that they ended.
      await groups.finished.catch((cause: unknown) => {
        if (!(cause instanceof UserError)) throw cause
      })
      throw error
    }
    await groups.finished
    warnOfConflicts(outcome)
    // If users or groups failed, the restore stays unfinished, so that the next
    // run tries them again. Refused users don't count: the next run would
    // refuse them again.
    isDone =
      outcome.usersFailed === refusedUsers(plan.tally) &&
      outcome.groupsFailed === 0
    if (!isDone) await refuseTakenOver(records)
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
    await records.store(outcome, isDone)
  }
}

/**
 * Users that another run has created meanwhile have failed here. A run that is
 * shorter than the interval of its checks sees the other run only now.
 *
 * @throws UserError `other-run`
 */
async function refuseTakenOver(records: RestoreRecords): Promise<void> {
  const other = await records.takenOver()
  if (other !== undefined) throw other
}

/** The users that no import job creates. */
async function* except(
  users: AsyncIterable<PlannedUser>,
  { isImported }: Import
): AsyncGenerator<PlannedUser> {
  for await (const user of users) if (!isImported(user.plan)) yield user
}

/** If an answer was lost, the retry finds the attributes there. */
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
