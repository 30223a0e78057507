import { secretTexts } from './age-inputs.ts'
import { connectPool } from './cognito/pool-client.ts'
import { withDeadline, type Deadline } from './deadline.ts'
import { untilOver, watchForEnding, type Ending } from './ending.ts'
import { exportPool } from './export/export-pool.ts'
import { readInputs, type Inputs } from './inputs.ts'
import {
  newExportOutcome,
  newRestoreOutcome,
  newVerifyOutcome,
  type Outcome
} from './outcome.ts'
import { createProgress } from './report/progress.ts'
import type { Report, RunEnd } from './report/report.ts'
import type { Tracker, TrackingRequest } from './report/track-run.ts'
import { readRunSubject } from './run-subject.ts'
import { restoreSnapshot } from './restore/restore-snapshot.ts'
import { connectBucket } from './storage/bucket.ts'
import type { SnapshotChoice } from './storage/open-chosen.ts'
import { readTracking } from './tracking-inputs.ts'
import { verifySnapshot } from './verify/verify-snapshot.ts'
import type { Clock, Env, RandomBytes } from './world.ts'

/** All that a run takes from outside. */
export interface World {
  env: Env
  clock: Clock
  randomBytes: RandomBytes
  /** Aborted when the run is to stop. */
  signal: AbortSignal
  report: Report
  tracker: Tracker
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
  let tracking: TrackingRequest | undefined
  const ending = watchForEnding(world.signal, clock)
  try {
    // Before anything is said.
    for (const secret of secretTexts(world.env)) report.mask(secret)
    tracking = readTracking(world.env)
    const inputs = readInputs(world.env)
    const { maxDurationMs, mode } = inputs
    deadline = withDeadline(world.signal, clock, maxDurationMs, mode)
    const job = prepare(inputs, { ...world, signal: deadline.signal }, ending)
    outcome = job.outcome
    await report.inGroup(job.title, () => untilOver(job.work, ending))
  } catch (error) {
    failure = error
  } finally {
    deadline?.end()
    ending.end()
  }
  const end: RunEnd = {
    subject: readRunSubject(world.env),
    outcome,
    error: failure,
    startedAt,
    durationMs: clock.now() - startedAt
  }
  await report.end(end)
  // Last, so that nothing of the above waits for GitHub.
  if (tracking !== undefined) await world.tracker.track(tracking, end)
}

/** The work of a mode, and the outcome that it will fill. */
interface Job {
  title: string
  outcome: Outcome
  work: () => Promise<void>
}

function prepare(inputs: Inputs, world: World, ending: Ending): Job {
  const { env, clock, randomBytes, signal, report } = world
  const { region, regionSource } = inputs
  const context = { env, region, regionSource, randomBytes, signal, ending }
  const connect = (userPoolId: string) =>
    connectPool(context, userPoolId, inputs.pace, clock)
  const tools = {
    bucket: connectBucket(context, inputs.bucket),
    clock,
    randomBytes,
    signal,
    ending,
    log: report.log,
    progress: createProgress(report.log, clock)
  }
  switch (inputs.mode) {
    case 'export': {
      const outcome = newExportOutcome()
      const request = { ...inputs, run: workflowRun(env) }
      const pool = connect(inputs.userPoolId)
      return {
        title: `Exporting ${inputs.userPoolId}`,
        outcome,
        work: () => exportPool(request, { ...tools, pool }, outcome)
      }
    }
    case 'restore': {
      const outcome = newRestoreOutcome()
      const pool = connect(inputs.userPoolId)
      return {
        title: `Restoring into ${inputs.userPoolId}`,
        outcome,
        work: () => restoreSnapshot(inputs, { ...tools, pool }, outcome)
      }
    }
    case 'verify': {
      const outcome = newVerifyOutcome()
      const { userPoolId } = inputs
      const pool = userPoolId === undefined ? undefined : connect(userPoolId)
      return {
        title: `Verifying ${nameOf(inputs.snapshot)}`,
        outcome,
        work: () => verifySnapshot(inputs, { ...tools, pool }, outcome)
      }
    }
  }
}

function nameOf(choice: SnapshotChoice): string {
  return 'address' in choice
    ? `the snapshot ${choice.address.snapshotId}`
    : `the latest snapshot of ${choice.latestOf.userPoolId}`
}

/** Which workflow run made a snapshot, for its manifest. */
function workflowRun(env: Env) {
  return {
    repository: env['GITHUB_REPOSITORY'] ?? null,
    id: env['GITHUB_RUN_ID'] ?? null,
    attempt: env['GITHUB_RUN_ATTEMPT'] ?? null
  }
}
