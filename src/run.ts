import { secretTexts } from './age-inputs.ts'
import { connectPool } from './cognito/pool-client.ts'
import { withDeadline, type Deadline } from './deadline.ts'
import { exportPool } from './export/export-pool.ts'
import { readInputs, type Inputs } from './inputs.ts'
import { newExportOutcome, newRestoreOutcome, type Outcome } from './outcome.ts'
import { createProgress } from './report/progress.ts'
import type { Report } from './report/report.ts'
import { restoreSnapshot } from './restore/restore-snapshot.ts'
import { connectBucket } from './storage/bucket.ts'
import type { Clock, Env, RandomBytes } from './world.ts'

/** All that a run takes from outside. */
export interface World {
  env: Env
  clock: Clock
  randomBytes: RandomBytes
  /** Aborted when the run is to stop. */
  signal: AbortSignal
  report: Report
}

/**
 * One run of the action: inputs, mode, outcome. Never throws; a failure ends in
 * the report, as a failed step.
 */
export async function run(world: World): Promise<void> {
  const { report, clock } = world
  const startedAt = clock.now()
  let outcome: Outcome | undefined
  let failure: unknown
  let deadline: Deadline | undefined
  try {
    // Before anything is said.
    for (const secret of secretTexts(world.env)) report.mask(secret)
    const inputs = readInputs(world.env)
    const { maxDurationMs, mode } = inputs
    deadline = withDeadline(world.signal, clock, maxDurationMs, mode)
    const job = prepare(inputs, { ...world, signal: deadline.signal })
    outcome = job.outcome
    await report.inGroup(job.title, job.work)
  } catch (error) {
    failure = error
  } finally {
    deadline?.end()
  }
  await report.end(outcome, failure, clock.now() - startedAt)
}

/** The work of a mode, and the outcome that it will fill. */
interface Job {
  title: string
  outcome: Outcome
  work: () => Promise<void>
}

function prepare(inputs: Inputs, world: World): Job {
  const { env, clock, randomBytes, signal, report } = world
  const { userPoolId, region, regionSource } = inputs
  const context = { env, region, regionSource, signal }
  const tools = {
    pool: connectPool(context, userPoolId, inputs.pace, clock),
    bucket: connectBucket(context, inputs.bucket),
    clock,
    randomBytes,
    signal,
    log: report.log,
    progress: createProgress(report.log, clock)
  }
  switch (inputs.mode) {
    case 'export': {
      const outcome = newExportOutcome()
      const request = { ...inputs, run: workflowRun(env) }
      return {
        title: `Exporting ${userPoolId}`,
        outcome,
        work: () => exportPool(request, tools, outcome)
      }
    }
    case 'restore': {
      const outcome = newRestoreOutcome()
      return {
        title: `Restoring into ${userPoolId}`,
        outcome,
        work: () => restoreSnapshot(inputs, tools, outcome)
      }
    }
  }
}

/** Which workflow run made a snapshot, for its manifest. */
function workflowRun(env: Env) {
  return {
    repository: env['GITHUB_REPOSITORY'] ?? null,
    id: env['GITHUB_RUN_ID'] ?? null,
    attempt: env['GITHUB_RUN_ATTEMPT'] ?? null
  }
}
