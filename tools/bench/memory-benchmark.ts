import { runExport } from './export-run.ts'
import type { MemoryOptions } from './options.ts'
import { withSimulator } from './simulator-process.ts'

/** What `memory --json` prints. */
export interface MemoryResult {
  benchmark: 'memory'
  groups: number
  membershipsPerUser: number
  mfa: string
  seed: number
  latencyMs: number
  /** Smallest first. */
  sizes: MemoryOfSize[]
  /** Peak memory of the largest size over that of the smallest. */
  ratio: number
  problems: string[]
}

export interface MemoryOfSize {
  users: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  elapsedSeconds: number
  exitCode: number | null
}

/** Exports a pool of each size, without quotas, and compares peak memory. */
export async function benchmarkMemory(
  options: MemoryOptions,
  signal: AbortSignal
): Promise<MemoryResult> {
  const { pool } = options
  const sizes: MemoryOfSize[] = []
  const problems: string[] = []
  for (const users of options.sizes) {
    console.error(`Exporting ${users} users …`)
    const run = await withSimulator(pool, users, 'none', signal, simulator =>
      runExport(simulator, { pool, users, quotas: 'none', quotaShare: 100 })
    )
    problems.push(...run.problems)
    sizes.push({
      users,
      peakMemoryMB: run.usage.peakMemoryKiB / 1024,
      elapsedSeconds: run.elapsedSeconds,
      exitCode: run.exitCode
    })
  }
  const largest = sizes.at(-1)?.peakMemoryMB ?? NaN
  const smallest = sizes[0]?.peakMemoryMB ?? NaN
  return {
    benchmark: 'memory',
    ...pool,
    sizes,
    ratio: largest / smallest,
    problems
  }
}
