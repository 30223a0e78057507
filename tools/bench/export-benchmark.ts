import {
  compareEncrypted,
  exportEncrypted,
  type EncryptedResult
} from './encrypted-export.ts'
import { runExport, type ExportRun } from './export-run.ts'
import { measureFloor } from './floor-benchmark.ts'
import type { ProcessUsage } from './measured-process.ts'
import type { ExportOptions } from './options.ts'
import { quotaBound, type QuotaBound } from './quota-bound.ts'
import { withSimulator } from './simulator-process.ts'

/** What `export --json` prints. Shares are parts of 1. */
export interface ExportResult {
  benchmark: 'export'
  users: number
  groups: number
  membershipsPerUser: number
  mfa: string
  seed: number
  latencyMs: number
  quotas: 'default' | 'none'
  quotaShare: number
  elapsedSeconds: number
  quotaBound: QuotaBound | null
  /** Elapsed time over the bound: 1 is as fast as the quotas allow. */
  ratio: number | null
  cpuSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  /** By operation, of Cognito, S3 and STS. */
  calls: Record<string, number>
  /** Answers of TooManyRequestsException, and their part of Cognito's. */
  throttled: number
  throttledShare: number
  /** By quota category: the most of its full limit that any 5 s used. */
  peakShare: Record<string, number>
  bytesStored: number
  exitCode: number | null
  usersInOutputs: number | null
  /** `usersInOutputs` is what the pool has, as are groups and memberships. */
  countsMatch: boolean
  floor: FloorResult | null
  /** The same export with age, where it was asked for. */
  encrypted: EncryptedResult | null
  problems: string[]
}

/** CPU time of the export beside that of the least that it has to do. */
export interface FloorResult {
  cpuSeconds: number
  cpuSecondsPer100kUsers: number
  exportCpuSecondsPer100kUsers: number
  ratio: number
}

/** Exports one pool and, where no quota slows it down, measures the floor. */
export async function benchmarkExport(
  options: ExportOptions,
  signal: AbortSignal
): Promise<ExportResult> {
  const { pool, users, quotas } = options
  console.error(`Starting a simulator with ${users} users …`)
  return await withSimulator(pool, users, quotas, signal, async simulator => {
    console.error('Exporting …')
    const run = await runExport(simulator, options)
    if (run.problems.length > 0) return resultOf(options, run)
    const encrypted = await exportEncrypted(simulator, options)
    if (quotas === 'default') return resultOf(options, run, { encrypted })
    console.error('Measuring the floor …')
    const floor = await measureFloor(simulator, users)
    return resultOf(options, run, { floor, encrypted })
  })
}

interface Compared {
  floor?: ProcessUsage
  encrypted?: ExportRun | undefined
}

function resultOf(
  options: ExportOptions,
  run: ExportRun,
  { floor, encrypted }: Compared = {}
): ExportResult {
  const { pool, users, quotas, quotaShare } = options
  const { elapsedSeconds, usage, stats } = run
  const bound = quotaBound(stats.quota, quotaShare)
  const used = Object.entries(stats.quota)
  const problems = [...run.problems, ...(encrypted?.problems ?? [])]
  const cognitoCalls = used.reduce((sum, [, { calls }]) => sum + calls, 0)
  return {
    benchmark: 'export',
    users,
    ...pool,
    quotas,
    quotaShare,
    elapsedSeconds,
    quotaBound: bound ?? null,
    ratio: bound === undefined ? null : elapsedSeconds / bound.seconds,
    cpuSeconds: usage.cpuSeconds,
    peakMemoryMB: usage.peakMemoryKiB / 1024,
    calls: stats.calls,
    throttled: stats.throttles,
    throttledShare: cognitoCalls === 0 ? 0 : stats.throttles / cognitoCalls,
    peakShare: Object.fromEntries(
      used.map(([category, { peakShare }]) => [category, peakShare])
    ),
    bytesStored: run.bytesStored,
    exitCode: run.exitCode,
    usersInOutputs: run.users ?? null,
    countsMatch: problems.length === 0,
    floor: floor === undefined ? null : compare(usage, floor, users),
    encrypted:
      encrypted === undefined
        ? null
        : compareEncrypted(options.age, encrypted, run),
    problems
  }
}

function compare(
  usage: ProcessUsage,
  floor: ProcessUsage,
  users: number
): FloorResult {
  const per100k = ({ cpuSeconds }: ProcessUsage) =>
    (cpuSeconds / users) * 100_000
  return {
    cpuSeconds: floor.cpuSeconds,
    cpuSecondsPer100kUsers: per100k(floor),
    exportCpuSecondsPer100kUsers: per100k(usage),
    ratio: usage.cpuSeconds / floor.cpuSeconds
  }
}
