import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { findActiveImportJob } from '../../../cognito/import/import-jobs.ts'
import { stopIfCancelled } from '../../../shared/errors.ts'
import type { RestoreOutcome } from '../../../shared/outcome.ts'
import type { Clock, Progress } from '../../../shared/world.ts'
import { HASH_COLUMN } from '../../plan/import/csv-row.ts'
import type { RestorePlan } from '../../plan/plan.ts'
import type { RestorePolicies } from '../../policies.ts'
import { NO_HASHES } from '../../preflight/import-findings.ts'
import type { RestoreTools } from '../../request.ts'
import { readImportFormat } from '../../target/import-format.ts'
import type { Target } from '../../target/target.ts'
import { prepareImport, type Import } from './apply-import.ts'
import { openJobs } from './new-jobs.ts'

/**
 * Creates the first import job, if the plan has any.
 *
 * @returns `undefined` if all users are created by API
 * @throws AwsCallError
 */
export async function openImport(
  plan: RestorePlan,
  target: Target,
  policies: RestorePolicies,
  { pool, clock }: RestoreTools,
  outcome: RestoreOutcome
): Promise<Import | undefined> {
  const { importRoleArn: roleArn, restoredUserStatus } = policies
  if (!plan.importing.isUsed || roleArn === undefined) return undefined
  // The attributes that this run has added have columns now.
  const { format } =
    plan.customAttributes.length > 0
      ? await readImportFormat(pool, afterwards(plan, target), policies)
      : target.importing
  if (format === undefined) return undefined
  const wantsHashes =
    restoredUserStatus === 'confirmed' && format.columns.includes(HASH_COLUMN)
  const name = `cognito-backup-${plan.snapshotId}`
  const jobs = await openJobs(pool, clock, name, roleArn, wantsHashes)
  if (wantsHashes && !jobs.takesHashes) outcome.warnings.push(NO_HASHES)
  const { createdAt } = await jobs.current()
  // The dates of users may be in whole seconds.
  const since = Math.floor(createdAt.getTime() / 1000) * 1000
  return prepareImport({ plan, target, policies, format, jobs, since }, outcome)
}

/** The target pool with the attributes that this run has added. */
function afterwards(
  { customAttributes }: RestorePlan,
  { description }: Target
): PoolDescription {
  return {
    ...description,
    schema: [...description.schema, ...customAttributes]
  }
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 10_000

/**
 * Waits until no import job is active in the pool. The job of a run that was
 * killed may still create users of this snapshot.
 *
 * @throws AwsCallError; UserError `cancelled` or `out-of-time`
 */
export async function waitForImportJobs(
  pool: PoolClient,
  policies: RestorePolicies,
  {
    clock,
    progress,
    signal
  }: { clock: Clock; progress: Progress; signal: AbortSignal }
): Promise<void> {
  const { restoreMethod, importRoleArn, dryRun } = policies
  if (restoreMethod === 'api' || importRoleArn === undefined || dryRun) return
  let job = await findActiveImportJob(pool, signal)
  if (job === undefined) return
  const piece = progress.start(
    'Waiting for the import job that is active in the user pool',
    'user'
  )
  try {
    let wait = FIRST_WAIT_MS
    for (let done = 0; job !== undefined;) {
      const now = job.imported + job.skipped + job.failed
      piece.advance(now - done)
      done = now
      await clock.sleep(wait, signal)
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
      stopIfCancelled(signal)
      job = await findActiveImportJob(pool, signal)
    }
  } finally {
    piece.end()
  }
}
