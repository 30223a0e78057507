import type { AccessInputs } from './inputs/access.ts'
import { openAccess } from './access.ts'
import { checkEnvironment } from './aws/environment.ts'
import { connectCognito } from './cognito/calls/pool-client.ts'
import { withDeadline, type Deadline } from './shared/deadline.ts'
import { untilOver, watchForEnding, type Ending } from './shared/ending.ts'
import { createPool } from './create-pool/create-pool.ts'
import { exportPool } from './export/export-pool.ts'
import { takeTexts } from './inputs/parse.ts'
import { readInputs, readTracking, type Inputs } from './inputs/read-inputs.ts'
import { secretTexts } from './inputs/secrets.ts'
import { readChosenUsers } from './inputs/only-users-file.ts'
import {
  newCompareOutcome,
  newCreatePoolOutcome,
  newExportOutcome,
  newRecoverOutcome,
  newRestoreOutcome,
  newVerifyOutcome
} from './shared/new-outcomes.ts'
import type { Outcome } from './shared/outcome.ts'
import { createProgress } from './report/progress.ts'
import type { Report, RunEnd } from './report/report.ts'
import type { Tracker, TrackingRequest } from './report/issue/track-run.ts'
import { readRunSubject } from './inputs/run-subject.ts'
import { recoverPool } from './recover/recover-pool.ts'
import { restoreSnapshot } from './restore/restore-snapshot.ts'
import { connectBucket } from './storage/bucket.ts'
import type { SnapshotChoice } from './storage/open-chosen.ts'
import { compareSnapshots } from './compare/compare-snapshots.ts'
import type { Shown } from './compare/definition/shown-value.ts'
import { isPrivateRepository } from './report/github-event.ts'
import { verifySnapshot } from './verify/verify-snapshot.ts'
import type {
  Clock,
  Env,
  GetIdToken,
  OpenScratch,
  RandomBytes,
  ReadWorkspaceFile
} from './shared/world.ts'

/** All that a run takes from outside the program. */
export interface World {
  env: Env
  clock: Clock
  randomBytes: RandomBytes
  openScratch: OpenScratch
  readWorkspaceFile: ReadWorkspaceFile
  getIdToken: GetIdToken
  /** Aborted when the run is to stop. */
  signal: AbortSignal
  report: Report
  tracker: Tracker
}

/**
 * One run of the action: inputs, mode, outcome. Never throws: the report gets a
 * failure, and fails the step with it.
 */
export async function run(world: World): Promise<void> {
  const { report, clock } = world
  const startedAt = clock.now()
  const texts = takeTexts(world.env)
  let outcome: Outcome | undefined
  let failure: unknown
  let deadline: Deadline | undefined
  let tracking: TrackingRequest | undefined
  const ending = watchForEnding(world.signal, clock)
  try {
    // Before the first line of the log.
    for (const secret of secretTexts(texts)) report.mask(secret)
    tracking = readTracking(texts)
    const { inputs, access } = readInputs(texts, world.env, report.log)
    checkEnvironment(world.env)
    const { maxDurationMs, mode } = inputs
    deadline = withDeadline(world.signal, clock, maxDurationMs, mode)
    const ofRun = { ...world, signal: deadline.signal }
    const job = prepare(inputs, access, ofRun, ending)
    outcome = job.outcome
    await report.inGroup(job.title, () => untilOver(job.work, ending))
  } catch (error) {
    failure = error
  } finally {
    deadline?.end()
    ending.end()
  }
  const end: RunEnd = {
    subject: readRunSubject(texts),
    outcome,
    error: failure,
    startedAt,
    durationMs: clock.now() - startedAt
  }
  const error = report.end(end)
  // Last, so that the report doesn't wait for GitHub.
  if (tracking !== undefined) {
    await world.tracker.track(tracking, { ...end, error })
  }
}

/** The work of a mode, and the outcome that the work fills in. */
interface Job {
  title: string
  outcome: Outcome
  work: () => Promise<void>
}

function prepare(
  inputs: Inputs,
  accessInputs: AccessInputs,
  world: World,
  ending: Ending
): Job {
  const { env, clock, randomBytes, openScratch, signal, report } = world
  const { log } = report
  const access = openAccess(accessInputs, inputs, { ...world, ending, log })
  const cognito = connectCognito(access.pool, inputs.pace, clock)
  const connect = (userPoolId: string) => cognito.pool(userPoolId)
  const connectBucketOf = (outcome: Outcome) => (name: string) =>
    connectBucket(
      access.bucket,
      name,
      {
        expected: accessInputs.expectedBucketOwner,
        likely: () =>
          access.bucketRoleAccount ??
          outcome.pool?.accountId ??
          (outcome.mode === 'create-pool'
            ? outcome.target?.accountId
            : undefined),
        warn: warning => outcome.warnings.push(warning)
      },
      accessInputs.bucketHeaders
    )
  const common = {
    clock,
    randomBytes,
    signal,
    ending,
    log,
    progress: createProgress(log, clock)
  }
  const toolsFor = (outcome: Outcome, bucket: string) => ({
    ...common,
    bucket: connectBucketOf(outcome)(bucket)
  })
  switch (inputs.mode) {
    case 'export': {
      const outcome = newExportOutcome()
      const request = { ...inputs, run: workflowRun(env) }
      const pool = connect(inputs.userPoolId)
      const tools = { ...toolsFor(outcome, inputs.bucket), pool, openScratch }
      return {
        title: `Exporting ${inputs.userPoolId}`,
        outcome,
        work: async () => {
          await access.check(true)
          await exportPool(request, tools, outcome)
        }
      }
    }
    case 'restore': {
      const outcome = newRestoreOutcome()
      const onlyUsers = readChosenUsers(
        inputs.onlyUsers,
        world.readWorkspaceFile
      )
      const request = { ...inputs, policies: { ...inputs.policies, onlyUsers } }
      const pool = connect(inputs.userPoolId)
      const tools = { ...toolsFor(outcome, inputs.bucket), pool }
      return {
        title: `Restoring into ${inputs.userPoolId}`,
        outcome,
        work: async () => {
          await access.check(true)
          await restoreSnapshot(request, tools, outcome)
        }
      }
    }
    case 'verify': {
      const outcome = newVerifyOutcome()
      const { userPoolId } = inputs
      const pool = userPoolId === undefined ? undefined : connect(userPoolId)
      const tools = { ...toolsFor(outcome, inputs.bucket), pool }
      return {
        title: `Verifying ${nameOf(inputs.snapshot)}`,
        outcome,
        work: async () => {
          await access.check(pool !== undefined)
          await verifySnapshot(inputs, tools, outcome)
        }
      }
    }
    case 'compare': {
      const outcome = newCompareOutcome()
      const { userPoolId } = inputs
      const pool = userPoolId === undefined ? undefined : connect(userPoolId)
      const tools = { ...toolsFor(outcome, inputs.bucket), pool }
      const request = { ...inputs, show: shownOf(inputs.showValues, env) }
      return {
        title: `Comparing ${nameOf(inputs.snapshot)}`,
        outcome,
        work: async () => {
          await access.check(pool !== undefined)
          await compareSnapshots(request, tools, outcome)
        }
      }
    }
    case 'recover': {
      const outcome = newRecoverOutcome(inputs.recovery)
      const tools = {
        ...common,
        pool: connect(inputs.userPoolId),
        connectBucket: connectBucketOf(outcome)
      }
      return {
        title: `Point-in-time recovery of ${inputs.userPoolId}: ${inputs.recovery}`,
        outcome,
        work: async () => {
          await access.check(true)
          await recoverPool(inputs, tools, outcome)
        }
      }
    }
    case 'create-pool': {
      const outcome = newCreatePoolOutcome()
      const { region } = inputs
      return {
        title: `A new user pool from ${nameOf(inputs.snapshot)}`,
        outcome,
        work: async () => {
          await access.check(true)
          const target = { accountId: await access.account(), region }
          outcome.target = target
          const tools = { ...toolsFor(outcome, inputs.bucket), cognito, target }
          await createPool(inputs, tools, outcome)
        }
      }
    }
  }
}

/** Even a switch that is off is an attacker's note, so a stranger sees no value. */
function shownOf(showValues: boolean, env: Env): Shown {
  if (showValues) return 'all'
  return isPrivateRepository(env) ? 'words' : 'none'
}

function nameOf(choice: SnapshotChoice): string {
  return 'address' in choice
    ? `the snapshot ${choice.address.snapshotId}`
    : `the latest snapshot of ${choice.latestOf.userPoolId}`
}

/** The workflow run that makes a snapshot, for its manifest. */
function workflowRun(env: Env) {
  return {
    repository: env['GITHUB_REPOSITORY'] ?? null,
    id: env['GITHUB_RUN_ID'] ?? null,
    attempt: env['GITHUB_RUN_ATTEMPT'] ?? null
  }
}
