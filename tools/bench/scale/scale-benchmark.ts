import type { ActionRun } from '../../../simulator/run-action.ts'
import {
  countIn,
  failureOf,
  measureAction,
  pacingInputs,
  type MeasuredAction
} from '../action-run.ts'
import { runExport, type ExportRun } from '../export-run.ts'
import { MOST_USERS, type ScaleOptions } from '../options.ts'
import { countPool, everybody } from '../pool-content.ts'
import {
  readStats,
  resetStats,
  withSimulator,
  type SimulatorProcess
} from '../simulator-process.ts'
import type { Stats } from '../../../simulator/stats.ts'
import { projectExport, type Projection } from './projection.ts'

/** What `scale --json` prints. */
export interface ScaleResult {
  benchmark: 'scale'
  groups: number
  seed: number
  latencyMs: number
  /** All modes with one pool, then the larger export. */
  runs: ScaleRun[]
  /** Peak memory of the larger export over that of the first. */
  memoryRatio: number
  /** Of the largest pool that Cognito has. */
  projection: Projection | null
  problems: string[]
}

/** One run of the action, and what it took. */
export interface ScaleRun {
  what: 'export' | 'verify' | 'compare' | 'restore by import jobs'
  users: number
  elapsedSeconds: number
  cpuSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  /** By operation, of Cognito, S3 and the uploads of import jobs. */
  calls: Record<string, number>
  /** Of the bodies that the action received and sent. */
  bytesReceived: number
  bytesSent: number
}

/** Nothing limits these runs but the action's work. */
const FREE = { quotas: 'none', quotaShare: 100 } as const

/** Some are disabled, so that a restore has calls to make beside its jobs. */
const PEOPLE = { plain: true, onDemand: true, disabledShare: 0.01 } as const

/** The outputs of a comparison with a pool that stayed as it was. */
const NO_CHANGES = {
  'definition-changes': 0,
  'users-added': 0,
  'users-gone': 0,
  'users-changed': 0
}

const IMPORT_ROLE = 'arn:aws:iam::123456789012:role/cognito-import-logs'

/**
 * Exports a large pool, verifies the snapshot, compares it with the pool and
 * restores it into an empty pool by import jobs; exports a still larger pool; and
 * projects the largest one.
 */
export async function benchmarkScale(
  options: ScaleOptions,
  signal: AbortSignal
): Promise<ScaleResult> {
  const first = await thereAndBack(options, signal)
  const largest = await exportMost(options, signal)
  const [smallest] = first.runs
  const { groups, seed, latencyMs } = options.pool
  return {
    benchmark: 'scale',
    groups,
    seed,
    latencyMs,
    runs: [...first.runs, largest.run],
    memoryRatio: largest.run.peakMemoryMB / (smallest?.peakMemoryMB ?? NaN),
    projection: largest.projection ?? null,
    problems: [...first.problems, ...largest.problems]
  }
}

async function thereAndBack(
  { pool, users }: ScaleOptions,
  signal: AbortSignal
): Promise<{ runs: ScaleRun[]; problems: string[] }> {
  const people = { ...pool, ...PEOPLE }
  return await withSimulator(people, users, 'none', signal, async simulator => {
    console.error(`Exporting ${users} users …`)
    const exported = await runExport(simulator, { pool, users, ...FREE })
    const runs = [runOfExport(exported, users)]
    if (exported.problems.length > 0)
      return { runs, problems: exported.problems }
    console.error('Verifying the snapshot, and how the pool has changed …')
    const withPool = {
      'user-pool-id': simulator.userPoolId,
      bucket: simulator.bucket,
      ...(await pacingInputs(FREE))
    }
    const verified = await step(simulator, { mode: 'verify', ...withPool })
    console.error('Comparing the snapshot with the pool …')
    const compared = await step(simulator, { mode: 'compare', ...withPool })
    console.error('Restoring it by import jobs …')
    const restored = await step(simulator, {
      mode: 'restore',
      'user-pool-id': simulator.emptyUserPoolId,
      'source-user-pool-id': simulator.userPoolId,
      bucket: simulator.bucket,
      'max-duration': '6d',
      'restore-method': 'import-job',
      'import-role-arn': IMPORT_ROLE,
      ...(await pacingInputs(FREE))
    })
    console.error('Counting what was restored …')
    runs.push(
      runOf('verify', users, verified, verified.stats),
      runOf('compare', users, compared, compared.stats),
      runOf('restore by import jobs', users, restored, restored.stats)
    )
    return {
      runs,
      problems: [
        ...problemsOf(verified.action, 'verification', { users }),
        ...problemsOf(compared.action, 'comparison', NO_CHANGES),
        ...problemsOf(restored.action, 'restore', { 'users-created': users }),
        ...(await poolProblems(simulator, users))
      ]
    }
  })
}

async function exportMost(
  { pool, mostUsers: users }: ScaleOptions,
  signal: AbortSignal
) {
  const people = { ...pool, ...PEOPLE }
  return await withSimulator(people, users, 'none', signal, async simulator => {
    console.error(`Exporting ${users} users …`)
    const run = await runExport(simulator, { pool, users, ...FREE })
    const calls = Object.fromEntries(
      Object.entries(run.stats.quota).map(([name, use]) => [name, use.calls])
    )
    const { bytesStored } = run
    return {
      run: runOfExport(run, users),
      problems: run.problems,
      projection: projectExport({ users, calls, bytesStored }, MOST_USERS)
    }
  })
}

async function step(
  simulator: SimulatorProcess,
  inputs: Record<string, string>
): Promise<MeasuredAction & { stats: Stats }> {
  await resetStats(simulator)
  const run = await measureAction(simulator, inputs)
  return { ...run, stats: await readStats(simulator) }
}

function runOfExport(run: ExportRun, users: number): ScaleRun {
  return runOf('export', users, run, run.stats)
}

function runOf(
  what: ScaleRun['what'],
  users: number,
  { elapsedSeconds, usage }: Pick<MeasuredAction, 'elapsedSeconds' | 'usage'>,
  { calls, bytes }: Stats
): ScaleRun {
  return {
    what,
    users,
    elapsedSeconds,
    cpuSeconds: usage.cpuSeconds,
    peakMemoryMB: usage.peakMemoryKiB / 1024,
    calls,
    // What the simulator sent is what the action received.
    bytesReceived: bytes.sent,
    bytesSent: bytes.received
  }
}

function problemsOf(
  action: ActionRun,
  what: string,
  expected: Record<string, number>
): string[] {
  const failure = failureOf(action, what)
  if (failure !== undefined) return [failure]
  return Object.entries(expected)
    .filter(([name, count]) => countIn(action, name) !== count)
    .map(
      ([name, count]) =>
        `The output ${name} of the ${what} should be ${count} and is ${countIn(action, name) ?? 'not set'}.`
    )
}

/** Holds the pool that was restored against the one that was exported. */
async function poolProblems(
  simulator: SimulatorProcess,
  users: number
): Promise<string[]> {
  const restored = await countPool(
    simulator,
    simulator.emptyUserPoolId,
    everybody
  )
  const source = await countPool(simulator, simulator.userPoolId, everybody)
  if (source.users !== users)
    return [`The pool lists ${source.users} users, not ${users}.`]
  return Object.entries(source)
    .filter(([name, count]) => restored[name as keyof typeof source] !== count)
    .map(
      ([name, count]) =>
        `The restored pool should have ${count} ${name} and has ${restored[name as keyof typeof source]}.`
    )
}
