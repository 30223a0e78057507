import { uploadImportFile } from '../../../cognito/import/import-upload.ts'
import { AwsCallError, stopIfCancelled } from '../../../shared/errors.ts'
import type { ImportJobFacts } from '../../../shared/outcome.ts'
import type { RestoreTools } from '../../request.ts'
import type { CsvFile } from './csv-file.ts'
import type { NewJobs } from './new-jobs.ts'

/** The waits between uploads of a file. An address is valid for minutes. */
const UPLOAD_WAITS_MS = [1000, 4000, 15_000]
const MOST_REFUSALS = 3

/**
 * Sends the file of an import job. It tries again after a failure, and with a
 * new job if the address is refused.
 *
 * @param facts get the id of the job, or the problem
 * @returns the id of the job that has the file; `undefined` if none has
 * @throws AwsCallError of a job that can't be created; UserError `cancelled` or
 *   `out-of-time`
 */
export async function sendFile(
  jobs: NewJobs,
  file: CsvFile,
  facts: ImportJobFacts,
  {
    pool,
    clock,
    log,
    signal
  }: Pick<RestoreTools, 'pool' | 'clock' | 'log' | 'signal'>
): Promise<string | undefined> {
  let failures = 0
  let refusals = 0
  for (;;) {
    stopIfCancelled(signal)
    const job = await jobs.current()
    facts.id = job.id
    try {
      if (await uploadImportFile(pool, job.preSignedUrl, file, signal)) {
        jobs.used()
        return job.id
      }
      log.info('The address for the file of the import job was refused')
      jobs.used()
      refusals += 1
      if (refusals < MOST_REFUSALS) continue
      facts.problem = 'its file was refused'
      return undefined
    } catch (error) {
      stopIfCancelled(signal)
      if (!(error instanceof AwsCallError)) throw error
      const wait = UPLOAD_WAITS_MS[failures]
      failures += 1
      if (wait === undefined) {
        facts.problem = `its file could not be sent (${error.awsCode})`
        return undefined
      }
      log.info(
        `The file of the import job could not be sent (${error.awsCode}); next try in ${wait / 1000} s`
      )
      await clock.sleep(wait, signal)
    }
  }
}
