import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { defaultQuotas } from '../simulator/quota-table.ts'
import { runAction, type ActionRun } from '../simulator/run-action.ts'
import type { Stats } from '../simulator/stats.ts'
import { measured, stopWith, type ProcessUsage } from './measured-process.ts'
import type { PoolOptions } from './options.ts'
import {
  getObject,
  readStats,
  type SimulatorProcess
} from './simulator-process.ts'

/** One export as the action did it, and what it took. */
export interface ExportRun {
  elapsedSeconds: number
  usage: ProcessUsage
  stats: Stats
  /** All objects of the snapshot; 0 when there is none. */
  bytesStored: number
  exitCode: number | null
  /** `undefined` when the action didn't say. */
  users: number | undefined
  /** What makes the figures worthless, in sentences; empty when all is well. */
  problems: string[]
}

export interface ExportSettings {
  pool: PoolOptions
  users: number
  quotas: 'default' | 'none'
  quotaShare: number
}

/** Exports the simulator's pool with dist/index.js. */
export async function runExport(
  simulator: SimulatorProcess,
  settings: ExportSettings
): Promise<ExportRun> {
  const { signal } = simulator
  const inputs = {
    mode: 'export',
    'user-pool-id': simulator.userPoolId,
    bucket: simulator.bucket,
    'kms-key-id': simulator.kmsKeyArn,
    ...(await pacingInputs(settings))
  }
  let startedAt = 0
  const { result: action, usage } = await measured(env =>
    runAction(simulator.endpoint, inputs, {
      env,
      onStart: child => {
        startedAt = performance.now()
        stopWith(child, signal)
      }
    })
  )
  const elapsedSeconds = (performance.now() - startedAt) / 1000
  signal.throwIfAborted()
  if (usage === undefined)
    throw new Error(`The export was killed.\n${action.stdout}${action.stderr}`)
  return {
    elapsedSeconds,
    usage,
    stats: await readStats(simulator),
    bytesStored: await storedBytes(simulator, action.outputs['snapshot-uri']),
    exitCode: action.exitCode,
    users: countIn(action, 'users'),
    problems: problemsOf(action, settings)
  }
}

/**
 * The inputs that set the pace. An older build without them, as action.yml
 * tells, doesn't pace itself and would refuse them.
 */
async function pacingInputs(
  settings: ExportSettings
): Promise<Record<string, string>> {
  const file = new URL('../action.yml', import.meta.url)
  const action = parse(await readFile(file, 'utf8')) as { inputs: object }
  const unlimited = Object.keys(defaultQuotas).map(name => `${name}=100000`)
  const inputs = {
    'quota-share': String(settings.quotaShare),
    quotas: settings.quotas === 'none' ? unlimited.join('\n') : ''
  }
  const known = Object.entries(inputs).filter(([name]) =>
    Object.hasOwn(action.inputs, name)
  )
  if (known.length < Object.keys(inputs).length)
    console.error('This build lacks quota-share or quotas: no pace is set.')
  return Object.fromEntries(known)
}

/** The sizes that the manifest lists, and the manifest's own. */
async function storedBytes(
  simulator: SimulatorProcess,
  snapshotUri: string | undefined
): Promise<number> {
  if (!snapshotUri) return 0
  const bytes = await getObject(simulator, `${snapshotUri}manifest.json`)
  const manifest = JSON.parse(bytes.toString()) as {
    objects: { bytes: number }[]
  }
  return manifest.objects.reduce((sum, one) => sum + one.bytes, bytes.length)
}

function problemsOf(action: ActionRun, settings: ExportSettings): string[] {
  const { pool, users } = settings
  if (action.exitCode !== 0)
    return [
      `The export failed with exit code ${action.exitCode ?? 'none'}:\n${action.stdout}${action.stderr}`
    ]
  // With three groups or more, the simulator leaves the last one empty.
  const joined = pool.groups < 3 ? pool.groups : pool.groups - 1
  const expected = {
    users,
    groups: pool.groups,
    memberships: users * Math.min(pool.membershipsPerUser, joined)
  }
  return Object.entries(expected)
    .filter(([name, count]) => countIn(action, name) !== count)
    .map(
      ([name, count]) =>
        `The pool has ${count} ${name}, the outputs say ${countIn(action, name) ?? 'nothing'}.`
    )
}

function countIn({ outputs }: ActionRun, name: string): number | undefined {
  const value = outputs[name]
  return value === undefined || value === '' ? undefined : Number(value)
}
