import {
  countIn,
  failureOf,
  measureAction,
  pacingInputs,
  type MeasuredAction
} from '../action-run.ts'
import type { PeersOptions } from '../options.ts'
import { MIXED_PEOPLE } from '../pool-content.ts'
import {
  readStats,
  resetStats,
  withSimulator,
  type SimulatorProcess
} from '../simulator-process.ts'
import type { Stats } from '../../../simulator/stats.ts'
import { installPeer, PEER } from './install.ts'
import { lossesOf, type Losses } from './losses.ts'
import { readPool } from './pool-state.ts'
import { runPeer, type MeasuredCommand } from './run-peer.ts'

/** What `peers --json` prints. */
export interface PeersResult {
  benchmark: 'peers'
  users: number
  groups: number
  membershipsPerUser: number
  seed: number
  latencyMs: number
  quotas: 'default' | 'none'
  plain: boolean
  tools: ToolResult[]
  problems: string[]
}

/** What a backup and a restore of one pool by one tool took and brought back. */
export interface ToolResult {
  tool: string
  backup: StepResult
  restore: StepResult
  /** Users whom the restore made active in this month. */
  billedUsers: number
  messagesSent: number
  losses: Losses
  /** Users whom the tool said it leaves out; null when it doesn't say. */
  saidSkipped: number | null
}

export interface StepResult {
  elapsedSeconds: number
  cpuSeconds: number
  /** In units of 1024² bytes. */
  peakMemoryMB: number
  calls: Record<string, number>
  throttled: number
  exitCode: number | null
}

/** Each tool gets a simulator of its own, with the same pool. */
export async function benchmarkPeers(
  options: PeersOptions,
  signal: AbortSignal
): Promise<PeersResult> {
  const cli = await installPeer(signal)
  const problems: string[] = []
  const ours = await withPool(options, signal, simulator =>
    useAction(simulator, options, problems)
  )
  const peer = await withPool(options, signal, async simulator => {
    console.error(`${PEER}: backup and restore …`)
    const { between, backupStats } = statsBetween(simulator)
    const { backup, restore } = await runPeer(simulator, cli, between)
    return {
      tool: PEER,
      backup: stepOf(backup, backupStats()),
      restore,
      saidSkipped: null
    }
  })
  const { users, quotas, plain, pool } = options
  const { groups, membershipsPerUser, seed, latencyMs } = pool
  return {
    benchmark: 'peers',
    users,
    groups,
    membershipsPerUser,
    seed,
    latencyMs,
    quotas,
    plain,
    tools: [ours, peer],
    problems
  }
}

interface Used {
  tool: string
  backup: StepResult
  restore: MeasuredCommand
  saidSkipped: number | null
}

/** Has a tool work on a fresh pool, and looks at what came of it. */
async function withPool(
  { pool, users, quotas, plain }: PeersOptions,
  signal: AbortSignal,
  use: (simulator: SimulatorProcess) => Promise<Used>
): Promise<ToolResult> {
  const people = plain
    ? { ...pool, plain, disabledShare: MIXED_PEOPLE.disabledShare }
    : { ...pool, ...MIXED_PEOPLE }
  return await withSimulator(people, users, quotas, signal, async simulator => {
    const { tool, backup, restore, saidSkipped } = await use(simulator)
    const stats = await readStats(simulator)
    const source = await readPool(simulator, simulator.userPoolId)
    const restored = await readPool(simulator, simulator.emptyUserPoolId)
    return {
      tool,
      backup,
      restore: stepOf(restore, stats),
      billedUsers: stats.billedUsers,
      messagesSent: stats.messagesSent,
      losses: lossesOf(source, restored),
      saidSkipped
    }
  })
}

async function useAction(
  simulator: SimulatorProcess,
  options: PeersOptions,
  problems: string[]
): Promise<Used> {
  console.error('Cognito Backup: export and restore …')
  const store = { bucket: simulator.bucket, ...(await pacingInputs(options)) }
  const { between, backupStats } = statsBetween(simulator)
  const exported = await measureAction(simulator, {
    mode: 'export',
    'user-pool-id': simulator.userPoolId,
    'kms-key-id': simulator.kmsKeyArn,
    ...store
  })
  await between()
  const restored = await measureAction(simulator, {
    mode: 'restore',
    'user-pool-id': simulator.emptyUserPoolId,
    'source-user-pool-id': simulator.userPoolId,
    ...store
  })
  problems.push(
    ...[
      failureOf(exported.action, 'export'),
      failureOf(restored.action, 'restore')
    ].filter(failure => failure !== undefined)
  )
  return {
    tool: 'Cognito Backup',
    backup: stepOf(commandOf(exported), backupStats()),
    restore: commandOf(restored),
    saidSkipped: countIn(restored.action, 'skipped-users') ?? null
  }
}

/** Keeps what was counted of a backup, and counts from zero for the restore. */
function statsBetween(simulator: SimulatorProcess): {
  between: () => Promise<void>
  backupStats: () => Stats
} {
  let kept: Stats | undefined
  return {
    between: async () => {
      kept = await readStats(simulator)
      await resetStats(simulator)
    },
    backupStats: () => {
      if (kept === undefined) throw new Error('There was no backup.')
      return kept
    }
  }
}

const commandOf = (run: MeasuredAction): MeasuredCommand => ({
  elapsedSeconds: run.elapsedSeconds,
  usage: run.usage,
  exitCode: run.action.exitCode
})

function stepOf(
  { elapsedSeconds, usage, exitCode }: MeasuredCommand,
  { calls, throttles }: Stats
): StepResult {
  return {
    elapsedSeconds,
    cpuSeconds: usage.cpuSeconds,
    peakMemoryMB: usage.peakMemoryKiB / 1024,
    calls,
    throttled: throttles,
    exitCode
  }
}
