import { gunzipSync } from 'node:zlib'
import type { ActionRun } from '../../simulator/run-action.ts'
import { runExport } from './export-run.ts'
import {
  countIn,
  failureOf,
  measureAction,
  pacingInputs,
  type MeasuredAction
} from './action-run.ts'
import type { RestoreOptions } from './options.ts'
import {
  countPool,
  everybody,
  isRestoredByDefault,
  MIXED_PEOPLE,
  type PoolContent
} from './pool-content.ts'
import { writeBound, type QuotaBound } from './quota-bound.ts'
import {
  getObject,
  readStats,
  resetStats,
  withSimulator,
  type SimulatorProcess
} from './simulator-process.ts'
import type { Stats } from '../../simulator/stats.ts'

/** What `restore --json` prints. Shares are parts of 1. */
export interface RestoreResult {
  benchmark: 'restore'
  method: 'api' | 'import-job'
  /** In the snapshot. */
  users: number
  groups: number
  membershipsPerUser: number
  seed: number
  latencyMs: number
  quotas: 'default' | 'none'
  quotaShare: number
  /** Of the target pool, by its own listing, and what it should be. */
  restored: PoolContent
  expected: PoolContent
  /** Users whom a default restore skips. */
  skipped: number
  elapsedSeconds: number
  quotaBound: QuotaBound | null
  /** Elapsed time over the bound: 1 is as fast as the quotas allow. */
  ratio: number | null
  cpuSeconds: number
  cpuSecondsPer10kUsers: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  /** By operation, of Cognito, S3 and STS. */
  calls: Record<string, number>
  /** Answers of TooManyRequestsException, and their part of Cognito's. */
  throttled: number
  throttledShare: number
  /** By quota category: the most of its full limit that any 5 s used. */
  peakShare: Record<string, number>
  exitCode: number | null
  countsMatch: boolean
  problems: string[]
}

/** Exports a pool, and measures how it is restored into an empty one. */
export async function benchmarkRestore(
  options: RestoreOptions,
  signal: AbortSignal
): Promise<RestoreResult> {
  const { users, quotas } = options
  const pool = {
    ...options.pool,
    ...MIXED_PEOPLE,
    plain: options.method === 'import-job'
  }
  console.error(`Starting a simulator with ${users} users …`)
  return await withSimulator(pool, users, quotas, signal, async simulator => {
    const { userPoolId, emptyUserPoolId } = simulator
    const expected = await countPool(simulator, userPoolId, isRestoredByDefault)
    console.error('Exporting, not measured …')
    const exported = await runExport(simulator, options)
    if (exported.problems.length > 0)
      throw new Error(exported.problems.join('\n'))
    await resetStats(simulator)
    console.error(`Restoring ${expected.users} of them …`)
    const run = await measureRestore(simulator, options)
    const stats = await readStats(simulator)
    console.error('Counting what was restored …')
    const restored = await countPool(simulator, emptyUserPoolId, everybody)
    const mapped = await countMapped(simulator, run)
    return resultOf(options, run, stats, { expected, restored }, mapped)
  })
}

async function measureRestore(
  simulator: SimulatorProcess,
  options: RestoreOptions
): Promise<MeasuredAction> {
  return await measureAction(simulator, {
    mode: 'restore',
    'user-pool-id': simulator.emptyUserPoolId,
    'source-user-pool-id': simulator.userPoolId,
    bucket: simulator.bucket,
    'max-duration': '6d',
    ...(options.method === 'import-job' && {
      'restore-method': 'import-job',
      'import-role-arn': 'arn:aws:iam::123456789012:role/cognito-import-logs'
    }),
    ...(await pacingInputs(options))
  })
}

/** How many users the map from old to new subs has; 0 without a map. */
async function countMapped(
  simulator: SimulatorProcess,
  { action }: MeasuredAction
): Promise<number> {
  const address = action.outputs['sub-map-uri']
  if (address === undefined) return 0
  const map = gunzipSync(await getObject(simulator, address))
  let lines = 0
  for (let at = map.indexOf(10); at !== -1; at = map.indexOf(10, at + 1))
    lines += 1
  // The first one has the headings.
  return lines - 1
}

function resultOf(
  options: RestoreOptions,
  { action, elapsedSeconds, usage }: MeasuredAction,
  stats: Stats,
  content: { expected: PoolContent; restored: PoolContent },
  mapped: number
): RestoreResult {
  const { pool, users, quotas, quotaShare } = options
  const { groups, membershipsPerUser, seed, latencyMs } = pool
  const bound = writeBound(stats.calls, stats.quota, quotaShare)
  const used = Object.entries(stats.quota)
  const cognitoCalls = used.reduce((sum, [, { calls }]) => sum + calls, 0)
  const billed =
    options.method === 'api' ? content.expected.users : stats.billedUsers
  const problems = problemsOf(action, users, billed, stats, content)
  if (mapped !== content.expected.users)
    problems.push(
      `The map of subs should have ${content.expected.users} users and has ${mapped}.`
    )
  return {
    benchmark: 'restore',
    method: options.method,
    users,
    groups,
    membershipsPerUser,
    seed,
    latencyMs,
    quotas,
    quotaShare,
    ...content,
    skipped: users - content.expected.users,
    elapsedSeconds,
    quotaBound: bound ?? null,
    ratio: bound === undefined ? null : elapsedSeconds / bound.seconds,
    cpuSeconds: usage.cpuSeconds,
    cpuSecondsPer10kUsers: (usage.cpuSeconds / content.expected.users) * 10_000,
    peakMemoryMB: usage.peakMemoryKiB / 1024,
    calls: stats.calls,
    throttled: stats.throttles,
    throttledShare: cognitoCalls === 0 ? 0 : stats.throttles / cognitoCalls,
    peakShare: Object.fromEntries(
      used.map(([category, { peakShare }]) => [category, peakShare])
    ),
    exitCode: action.exitCode,
    countsMatch: problems.length === 0,
    problems
  }
}

/** Holds what the action says and what the pool has against what it should. */
function problemsOf(
  action: ActionRun,
  users: number,
  billed: number,
  stats: Stats,
  { expected, restored }: { expected: PoolContent; restored: PoolContent }
): string[] {
  const failure = failureOf(action, 'restore')
  if (failure !== undefined) return [failure]
  const outputs = {
    users,
    'users-created': expected.users,
    'users-existing': 0,
    'failed-users': 0,
    'skipped-users': users - expected.users,
    'groups-created': expected.groups,
    'memberships-added': expected.memberships,
    'billed-users': billed
  }
  const problems = Object.entries(outputs)
    .filter(([name, count]) => countIn(action, name) !== count)
    .map(
      ([name, count]) =>
        `The output ${name} should be ${count} and is ${countIn(action, name) ?? 'not set'}.`
    )
  for (const [name, count] of Object.entries(expected)) {
    const found = restored[name as keyof PoolContent]
    if (found !== count)
      problems.push(`The pool should have ${count} ${name} and has ${found}.`)
  }
  if (stats.messagesSent > 0)
    problems.push(`Sent ${stats.messagesSent} messages.`)
  return problems
}
