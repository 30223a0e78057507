import type { ActionRun } from '../../simulator/run-action.ts'
import type { Stats } from '../../simulator/stats.ts'
import {
  countIn,
  failureOf,
  measureAction,
  pacingInputs,
  type Pace
} from './action-run.ts'
import type { ProcessUsage } from './measured-process.ts'
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
  /** Empty when there is no snapshot. */
  snapshotId: string
  /** What makes the figures worthless, in sentences; empty when all is well. */
  problems: string[]
}

export interface ExportSettings extends Pace {
  /** As the simulator made it; left out where its groups have changed since. */
  pool?: Pick<PoolOptions, 'groups' | 'membershipsPerUser'>
  users: number
  /** Public keys of age that the snapshot is encrypted for; none: it isn't. */
  ageRecipients?: readonly string[]
}

/** Exports the simulator's pool with dist/index.js. */
export async function runExport(
  simulator: SimulatorProcess,
  settings: ExportSettings
): Promise<ExportRun> {
  const { action, elapsedSeconds, usage } = await measureAction(simulator, {
    mode: 'export',
    'user-pool-id': simulator.userPoolId,
    bucket: simulator.bucket,
    'kms-key-id': simulator.kmsKeyArn,
    ...(settings.ageRecipients !== undefined && {
      'age-recipients': settings.ageRecipients.join('\n') || 'none'
    }),
    ...(await pacingInputs(settings))
  })
  return {
    elapsedSeconds,
    usage,
    stats: await readStats(simulator),
    bytesStored: await storedBytes(simulator, action.outputs['snapshot-uri']),
    exitCode: action.exitCode,
    users: countIn(action, 'users'),
    snapshotId: action.outputs['snapshot-id'] ?? '',
    problems: problemsOf(action, settings)
  }
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
  const failure = failureOf(action, 'export')
  if (failure !== undefined) return [failure]
  const { pool, users } = settings
  const expected = { users, ...(pool !== undefined && countsOf(pool, users)) }
  return Object.entries(expected)
    .filter(([name, count]) => countIn(action, name) !== count)
    .map(
      ([name, count]) =>
        `The pool has ${count} ${name}, the outputs say ${countIn(action, name) ?? 'nothing'}.`
    )
}

function countsOf(
  pool: Pick<PoolOptions, 'groups' | 'membershipsPerUser'>,
  users: number
) {
  // With three groups or more, the simulator leaves the last one empty.
  const joined = pool.groups < 3 ? pool.groups : pool.groups - 1
  return {
    groups: pool.groups,
    memberships: users * Math.min(pool.membershipsPerUser, joined)
  }
}
