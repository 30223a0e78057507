import {
  describeImportJob,
  hasEnded,
  startImportJob,
  stopImportJob,
  type ImportJob
} from '../../../cognito/import/import-jobs.ts'
import { uploadImportFile } from '../../../cognito/import/import-upload.ts'
import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import type { Ending } from '../../../shared/ending.ts'
import {
  AwsCallError,
  reasonToStop,
  StoppedCallError,
  stopIfCancelled,
  UserError
} from '../../../shared/errors.ts'
import type { ImportJobFacts } from '../../../shared/outcome.ts'
import type { Clock, Log, Piece, Progress } from '../../../shared/world.ts'
import { isForEverybody } from '../failures.ts'
import type { CsvFile } from './csv-file.ts'
import type { NewJobs } from './new-jobs.ts'

export interface JobTools {
  pool: PoolClient
  clock: Clock
  progress: Progress
  log: Log
  signal: AbortSignal
  ending: Ending
}

/** Waits between two tries to send a file; an address is good for minutes. */
const UPLOAD_WAITS_MS = [1000, 4000, 15_000]
const MOST_REFUSALS = 3

/** Another job of the account may take hours; then people should be told. */
const LONGEST_WAIT_MS = 60 * 60_000

/** The first looks are quick, since small jobs end within seconds. */
const FIRST_LOOK_MS = 250
const SLOWEST_LOOK_MS = 10_000

/** How long a job that was told to stop is watched, if there is so much time. */
const STOPPING_MS = 60_000

/**
 * Has Cognito import the users of a file: sends it, starts the job and follows it
 * to its end. A job that fails, or is never started, is no failure of the run.
 *
 * @param facts are kept up to date, for a run that is stopped
 * @throws AwsCallError that would hit every job; UserError `cancelled` or
 *   `out-of-time`, after the job was told to stop
 */
export async function runJob(
  jobs: NewJobs,
  file: CsvFile,
  facts: ImportJobFacts,
  tools: JobTools
): Promise<void> {
  const id = await upload(jobs, file, facts, tools)
  if (id === undefined) return
  try {
    facts.isStarted = await start(id, facts, tools)
  } catch (error) {
    // Whose answer is lost for good may run.
    facts.isStarted =
      error instanceof StoppedCallError
        ? error.mayHaveHappened
        : error instanceof AwsCallError && error.code === 'network'
    throw error
  }
  if (facts.isStarted) await follow(id, facts, tools)
}

async function upload(
  jobs: NewJobs,
  file: CsvFile,
  facts: ImportJobFacts,
  { pool, clock, log, signal }: JobTools
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

/** What StartUserImportJob answers while another job of the account is active. */
const BUSY = ['PreconditionNotMetException', 'UserImportInProgressException']

/**
 * "Only one import job can be active at a time per account" (developer guide, CSV
 * import), in whichever pool, which can't be told from other preconditions.
 */
async function start(
  id: string,
  facts: ImportJobFacts,
  { pool, clock, progress, signal }: JobTools
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
    if (!(error instanceof AwsCallError) || isForEverybody(error)) throw error
    // An attempt whose answer was lost may have started it.
    const { status } = await describeImportJob(pool, id)
    if (status === 'Created') return error.awsCode
    return status === 'Expired' ? status : undefined
  }
}

async function follow(
  id: string,
  facts: ImportJobFacts,
  tools: JobTools
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
    if (signal.aborted) await stop(id, see, tools)
  } finally {
    piece.end()
  }
}

const longer = (wait: number) => Math.min(wait * 2, SLOWEST_LOOK_MS)

function stateOf({ status, imported, skipped, failed }: ImportJob) {
  return { status, imported, skipped, failed }
}

/**
 * @param see is told what is known of the job; returns whether it goes on
 * @throws why it was stopped
 */
async function stop(
  id: string,
  see: (job: ImportJob) => boolean,
  { pool, clock, signal, ending }: JobTools
): Promise<void> {
  const endsAt = clock.now() + STOPPING_MS
  try {
    const isTold = await tellToStop(pool, id, see)
    let goesOn = see(await describeImportJob(pool, id))
    while (isTold && goesOn && clock.now() < endsAt) {
      await clock.sleep(FIRST_LOOK_MS, ending.lastWrite)
      if (ending.lastWrite.aborted) break
      goesOn = see(await describeImportJob(pool, id))
    }
  } catch (error) {
    // How far it is, isn't known then: the next run waits for it.
    if (!(error instanceof UserError)) throw error
  }
  const reason = reasonToStop(signal)
  if (reason !== undefined) throw reason
}

/** @returns whether it stops; else it has come to its end, or can't be told to */
async function tellToStop(
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
