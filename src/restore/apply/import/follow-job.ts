import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import {
  describeImportJob,
  hasEnded,
  stopImportJob,
  type ImportJob
} from '../../../cognito/import/import-jobs.ts'
import {
  AwsCallError,
  reasonToStop,
  StoppedCallError,
  UserError
} from '../../../shared/errors.ts'
import type { ImportJobFacts } from '../../../shared/outcome.ts'
import type { RestoreTools } from '../../request.ts'

type FollowTools = Pick<
  RestoreTools,
  'pool' | 'clock' | 'progress' | 'signal' | 'ending'
>

/** The first checks are quick, because small jobs end within seconds. */
export const FIRST_LOOK_MS = 250
const SLOWEST_LOOK_MS = 10_000

/** How long to watch a job that was asked to stop, if there is time. */
const STOPPING_MS = 60_000

/**
 * Watches a job to its end. If the run is stopped, it asks Cognito to stop the
 * job.
 *
 * @param facts are kept up to date
 * @throws AwsCallError; UserError `cancelled` or `out-of-time`
 */
export async function followJob(
  id: string,
  facts: ImportJobFacts,
  tools: FollowTools
): Promise<void> {
  const { pool, clock, signal } = tools
  const piece = tools.progress.start('Importing users', 'user', facts.rows)
  const see = (job: ImportJob) => {
    const before = facts.imported + facts.skipped + facts.failed
    Object.assign(facts, stateOf(job))
    piece.advance(facts.imported + facts.skipped + facts.failed - before)
    return !hasEnded(job)
  }
  const watch = async () => {
    let wait = FIRST_LOOK_MS
    while (see(await describeImportJob(pool, id, signal))) {
      await clock.sleep(wait, signal)
      if (signal.aborted) return
      wait = longer(wait)
    }
  }
  try {
    await watch().catch((error: unknown) => {
      if (!(error instanceof StoppedCallError)) throw error
    })
    if (signal.aborted) await stopJob(id, see, tools)
  } finally {
    piece.end()
  }
}

/** The wait before the next check, in milliseconds. */
export const longer = (wait: number) => Math.min(wait * 2, SLOWEST_LOOK_MS)

function stateOf({ status, imported, skipped, failed }: ImportJob) {
  return { status, imported, skipped, failed }
}

/**
 * @param see takes in the state of the job, and returns whether the job goes on
 * @throws the reason to stop
 */
async function stopJob(
  id: string,
  see: (job: ImportJob) => boolean,
  { pool, clock, signal, ending }: FollowTools
): Promise<void> {
  const endsAt = clock.now() + STOPPING_MS
  try {
    const isStopping = await askToStop(pool, id, see)
    let goesOn = see(await describeImportJob(pool, id))
    while (isStopping && goesOn && clock.now() < endsAt) {
      await clock.sleep(FIRST_LOOK_MS, ending.lastWrite)
      if (ending.lastWrite.aborted) break
      goesOn = see(await describeImportJob(pool, id))
    }
  } catch (error) {
    // The state isn't known then. The next run waits for the job.
    if (!(error instanceof UserError)) throw error
  }
  const reason = reasonToStop(signal)
  if (reason !== undefined) throw reason
}

/**
 * Asks Cognito to stop the job.
 * @returns whether it stops; if not, it has ended or can't be stopped
 */
async function askToStop(
  pool: PoolClient,
  id: string,
  see: (job: ImportJob) => boolean
): Promise<boolean> {
  try {
    const stopped = await stopImportJob(pool, id)
    if (stopped !== undefined) see(stopped)
    return true
  } catch (error) {
    if (!(error instanceof AwsCallError)) throw error
    return false
  }
}
