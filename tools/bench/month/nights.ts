import { isDeepStrictEqual } from 'node:util'
import type { Stats } from '../../../simulator/stats.ts'
import {
  countIn,
  failureOf,
  measureAction,
  type MeasuredAction
} from '../action-run.ts'
import { runExport, type ExportRun } from '../export-run.ts'
import { quotaBound } from '../quota-bound.ts'
import {
  readStats,
  resetStats,
  type SimulatorProcess
} from '../simulator-process.ts'
import type { Changes } from './changes.ts'
import type { MonthUse } from './cost.ts'

/** One night: an export, a verification, a comparison with the night before. */
export interface Night {
  night: number
  users: number
  /** As the comparison found it; `null` on the first night. */
  changes: Changes | null
  /** The error code of the comparison; empty if no alarm rang. */
  alarm: string
  exportSeconds: number
  verifySeconds: number
  compareSeconds: number
  /** Of the three together. */
  cpuSeconds: number
  /** The most of the three, in units of 1024² bytes. */
  peakMemoryMB: number
  bytesStored: number
  /** Calls of Cognito and S3. */
  requests: number
}

const FREE = { quotas: 'none', quotaShare: 100 } as const

/** What `quota-share` is if it is left out, in percent. */
const DEFAULT_SHARE = 80

/** Runs the nights, and holds each against what is known of the pool. */
export class Nights {
  readonly #simulator: SimulatorProcess
  readonly #limits: Record<string, string>
  readonly all: Night[] = []
  readonly snapshotIds: string[] = []
  readonly problems: string[] = []
  readonly use: MonthUse = {
    bytesStored: 0,
    calls: {},
    bytesRead: 0,
    runnerMinutes: 0
  }

  /** @param limits inputs of the comparison that ring an alarm */
  constructor(simulator: SimulatorProcess, limits: Record<string, string>) {
    this.#simulator = simulator
    this.#limits = limits
  }

  /** @throws Error when the export fails: the nights after it show nothing */
  async backUp(
    night: number,
    expected: Pick<Night, 'users' | 'changes' | 'alarm'>
  ): Promise<void> {
    const { users } = expected
    const exported = await this.#export(night, users)
    const verified = await this.#read({ mode: 'verify', 'max-age': '26h' })
    const compared = await this.#read({
      mode: 'compare',
      'compare-with': 'previous',
      'max-age': '12h',
      ...this.#limits
    })
    const changes = expected.changes === null ? null : changesIn(compared)
    const alarm = compared.action.outputs['error-code'] ?? ''
    const failure = failureOf(verified.action, `verification of night ${night}`)
    if (failure !== undefined) this.problems.push(failure)
    const found = { users, changes, alarm }
    if (!isDeepStrictEqual(found, expected))
      this.problems.push(
        `Night ${night} should be ${JSON.stringify(expected)} and is ${JSON.stringify(found)}:\n${compared.action.stdout}`
      )
    const all = [exported, verified, compared]
    this.all.push({
      night,
      ...found,
      exportSeconds: exported.elapsedSeconds,
      verifySeconds: verified.elapsedSeconds,
      compareSeconds: compared.elapsedSeconds,
      cpuSeconds: total(all.map(({ usage }) => usage.cpuSeconds)),
      peakMemoryMB: Math.max(
        ...all.map(({ usage }) => usage.peakMemoryKiB / 1024)
      ),
      bytesStored: exported.bytesStored,
      requests: total(all.flatMap(({ stats }) => Object.values(stats.calls)))
    })
  }

  async #export(night: number, users: number): Promise<ExportRun> {
    await resetStats(this.#simulator)
    const run = await runExport(this.#simulator, { ...FREE, users })
    if (run.problems.length > 0)
      throw new Error(`Night ${night}: ${run.problems.join('\n')}`)
    this.snapshotIds.push(run.snapshotId)
    this.use.bytesStored += run.bytesStored
    // On AWS an export waits for its quotas, which this month is free of.
    const bound = quotaBound(run.stats.quota, DEFAULT_SHARE)
    this.#count(run.stats, Math.max(run.elapsedSeconds, bound?.seconds ?? 0))
    return run
  }

  async #read(
    inputs: Record<string, string>
  ): Promise<MeasuredAction & { stats: Stats }> {
    const simulator = this.#simulator
    await resetStats(simulator)
    const run = await measureAction(simulator, {
      'source-user-pool-id': simulator.userPoolId,
      bucket: simulator.bucket,
      ...inputs
    })
    const stats = await readStats(simulator)
    this.use.bytesRead += stats.bytes.sent
    this.#count(stats, run.elapsedSeconds)
    return { ...run, stats }
  }

  #count({ calls }: Stats, seconds: number): void {
    this.use.runnerMinutes += Math.ceil(seconds / 60)
    for (const [name, count] of Object.entries(calls))
      this.use.calls[name] = (this.use.calls[name] ?? 0) + count
  }
}

const total = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0)

const changesIn = ({ action }: MeasuredAction): Changes => ({
  added: countIn(action, 'users-added') ?? NaN,
  gone: countIn(action, 'users-gone') ?? NaN,
  changed: countIn(action, 'users-changed') ?? NaN
})
