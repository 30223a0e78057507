import type { Stats } from '../../simulator/stats.ts'
import {
  countIn,
  failureOf,
  measureAction,
  pacingInputs,
  type MeasuredAction
} from './action-run.ts'
import { runExport } from './export-run.ts'
import type { OneUserOptions } from './options.ts'
import {
  isRestoredByDefault,
  MIXED_PEOPLE,
  pagesOf,
  usersOn
} from './pool-content.ts'
import { quotaBound, type QuotaBound } from './quota-bound.ts'
import {
  deleteUser,
  readStats,
  resetStats,
  withSimulator,
  type SimulatorProcess
} from './simulator-process.ts'

/** What `one-user --json` prints. */
export interface OneUserResult {
  benchmark: 'one-user'
  /** In the pool and the snapshot. */
  users: number
  /** Deleted, and restored by name. */
  named: number
  latencyMs: number
  quotaShare: number
  elapsedSeconds: number
  /** Of all calls, reads too. */
  quotaBound: QuotaBound | null
  cpuSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  /** Calls to Cognito. */
  cognitoCalls: number
  /** By operation, of Cognito, S3 and STS. */
  calls: Record<string, number>
  problems: string[]
}

/**
 * Exports a pool, deletes a few of its users and measures how they are restored
 * by name. The simulator enforces no quotas, so that the export is quick; the
 * restore keeps to the default quotas by itself.
 */
export async function benchmarkOneUser(
  options: OneUserOptions,
  signal: AbortSignal
): Promise<OneUserResult> {
  const { users, quotaShare } = options
  const pool = { ...options.pool, ...MIXED_PEOPLE }
  console.error(`Starting a simulator with ${users} users …`)
  return await withSimulator(pool, users, 'none', signal, async simulator => {
    console.error('Exporting, not measured …')
    const unpaced = { ...options, quotas: 'none', quotaShare: 100 } as const
    const exported = await runExport(simulator, unpaced)
    if (exported.problems.length > 0) {
      throw new Error(exported.problems.join('\n'))
    }
    const names = await deleteSome(simulator, options.named)
    await resetStats(simulator)
    console.error(`Restoring ${names.length} of them …`)
    const run = await measureAction(simulator, {
      mode: 'restore',
      'user-pool-id': simulator.userPoolId,
      bucket: simulator.bucket,
      'only-users': names.join('\n'),
      ...(await pacingInputs({ quotas: 'default', quotaShare }))
    })
    return resultOf(options, run, await readStats(simulator))
  })
}

/** Deletes users whom a default restore creates, and returns their names. */
async function deleteSome(
  simulator: SimulatorProcess,
  count: number
): Promise<string[]> {
  const names: string[] = []
  for await (const page of pagesOf(simulator, 'ListUsers')) {
    const users = usersOn(page).filter(isRestoredByDefault)
    names.push(...users.map(({ Username }) => Username))
    if (names.length >= count) break
  }
  names.length = Math.min(names.length, count)
  await Promise.all(names.map(name => deleteUser(simulator, name)))
  return names
}

function resultOf(
  { users, named, pool, quotaShare }: OneUserOptions,
  { action, elapsedSeconds, usage }: MeasuredAction,
  stats: Stats
): OneUserResult {
  const failure = failureOf(action, 'restore')
  const created = countIn(action, 'users-created')
  return {
    benchmark: 'one-user',
    users,
    named,
    latencyMs: pool.latencyMs,
    quotaShare,
    elapsedSeconds,
    quotaBound: quotaBound(stats.quota, quotaShare) ?? null,
    cpuSeconds: usage.cpuSeconds,
    peakMemoryMB: usage.peakMemoryKiB / 1024,
    cognitoCalls: Object.values(stats.quota).reduce(
      (sum, { calls }) => sum + calls,
      0
    ),
    calls: stats.calls,
    problems:
      failure !== undefined
        ? [failure]
        : created === named
          ? []
          : [
              `The output users-created should be ${named} and is ${created ?? 'not set'}.`
            ]
  }
}
