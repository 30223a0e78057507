import { AwsCallError, StoppedCallError } from '../../../shared/errors.ts'
import type { ImportJobFacts } from '../../../shared/outcome.ts'
import type { RestoreTools } from '../../request.ts'
import type { CsvFile } from './csv-file.ts'
import { followJob } from './follow-job.ts'
import type { NewJobs } from './new-jobs.ts'
import { sendFile } from './send-file.ts'
import { startJob } from './start-job.ts'

/** What the run of a job needs. */
export type JobTools = Omit<RestoreTools, 'bucket' | 'randomBytes'>

/**
 * Has Cognito import the users of a file: uploads it, starts the job and
 * follows it to its end. If a job fails or never starts, the run doesn't fail.
 *
 * @param facts are kept up to date, for a run that is stopped
 * @throws AwsCallError that would fail every job; UserError `cancelled` or
 *   `out-of-time`, after the job was asked to stop
 */
export async function runJob(
  jobs: NewJobs,
  file: CsvFile,
  facts: ImportJobFacts,
  tools: JobTools
): Promise<void> {
  const id = await sendFile(jobs, file, facts, tools)
  if (id === undefined) return
  try {
    facts.isStarted = await startJob(id, facts, tools)
  } catch (error) {
    // A job may be running if the answer to its start was lost.
    facts.isStarted =
      error instanceof StoppedCallError
        ? error.mayHaveHappened
        : error instanceof AwsCallError && error.code === 'network'
    throw error
  }
  if (facts.isStarted) await followJob(id, facts, tools)
}
