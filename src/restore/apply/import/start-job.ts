import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import {
  describeImportJob,
  startImportJob
} from '../../../cognito/import/import-jobs.ts'
import { AwsCallError, stopIfCancelled } from '../../../shared/errors.ts'
import type { ImportJobFacts } from '../../../shared/outcome.ts'
import type { Piece } from '../../../shared/world.ts'
import type { RestoreTools } from '../../request.ts'
import { failsEveryUser } from '../users/failures.ts'
import { FIRST_LOOK_MS, longer } from './follow-job.ts'

/** How long to wait for other jobs of the account, which may take hours. */
const LONGEST_WAIT_MS = 60 * 60_000

/** The errors while another job of the account is active. */
const BUSY = ['PreconditionNotMetException', 'UserImportInProgressException']

/**
 * Starts the job. "Only one import job can be active at a time per account"
 * (developer guide, CSV import), in any pool. Its error can't be distinguished
 * from those of other preconditions.
 */
export async function startJob(
  id: string,
  facts: ImportJobFacts,
  {
    pool,
    clock,
    progress,
    signal
  }: Pick<RestoreTools, 'pool' | 'clock' | 'progress' | 'signal'>
): Promise<boolean> {
  const endsAt = clock.now() + LONGEST_WAIT_MS
  let waiting: Piece | undefined
  try {
    for (let wait = FIRST_LOOK_MS; ; wait = longer(wait)) {
      stopIfCancelled(signal)
      const answer = await tryToStart(pool, id)
      if (answer === undefined) return true
      if (!BUSY.includes(answer) || clock.now() >= endsAt) {
        facts.problem = `Cognito would not start it (${answer})`
        return false
      }
      waiting ??= progress.start(
        'Waiting until no other import job of the account is active',
        'attempt'
      )
      waiting.advance(1)
      await clock.sleep(wait, signal)
    }
  } finally {
    waiting?.end()
  }
}

/** The name of the error that kept the job from starting, if one did. */
async function tryToStart(
  pool: PoolClient,
  id: string
): Promise<string | undefined> {
  try {
    await startImportJob(pool, id)
    return undefined
  } catch (error) {
    if (!(error instanceof AwsCallError) || failsEveryUser(error)) throw error
    // An attempt whose answer was lost may have started it.
    const { status } = await describeImportJob(pool, id)
    if (status === 'Created') return error.awsCode
    return status === 'Expired' ? status : undefined
  }
}
