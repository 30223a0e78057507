import { seededRandom, seedFor } from '../../simulator/random.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import { startSimulator, type Simulator } from '../../simulator/simulator.ts'
import {
  annotations,
  runExport,
  runRestore,
  runVerify,
  writesToPools
} from '../fixtures/action-runs.ts'
import { createTarget } from '../fixtures/restore-runs.ts'
import { manifestKeys } from '../fixtures/stored-snapshots.ts'
import { unlessEqual } from './differences.ts'
import { expectedOf, type Expected, type PoolState } from './expected-pool.ts'
import { judgeDrift } from './judge-drift.ts'
import { judgeOutputs, judgeSnapshot } from './judge-export.ts'
import {
  judgeCounts,
  judgePartialCounts,
  judgePool,
  judgeRefusal,
  judgeSubMap
} from './judge-restore.ts'
import {
  addLinkedPeople,
  damage,
  namesFor,
  settle,
  type Kept
} from './pool-people.ts'
import {
  exportInputs,
  identityInputs,
  identityOf,
  restoreInputs,
  snapshotInputs,
  type Named
} from './round-inputs.ts'
import { byAddress, type RoundPlan } from './round-plan.ts'
import { readSnapshot, storedLines } from './snapshot-contents.ts'
import { createRuns, type Done, type Log, type Runs } from './weather-runs.ts'

/** What came of a round. */
export interface RoundResult extends Log {
  seed: number
  users: number
}

interface Scene {
  plan: RoundPlan
  simulator: Simulator
  runs: Runs
}

/**
 * An export in bad weather and a restore of it, each held in fair weather against
 * the pools, and where it failed made again.
 */
export async function runRound(
  plan: RoundPlan,
  share: number
): Promise<RoundResult> {
  const { seed } = plan
  const simulator = await startSimulator(plan.pool)
  try {
    if (plan.hasLinked) addLinkedPeople(simulator)
    const runs = createRuns(simulator, seed, share)
    const scene = { plan, simulator, runs }
    const { users } = simulator.poolState(simulator.userPoolId)
    const snapshot = await exportPool(scene)
    if (snapshot !== undefined) await restoreAndVerify(scene, snapshot)
    runs.note(
      'requests',
      simulator
        .requests()
        .breaches.map(
          ({ operation, path, rule }) =>
            `sent ${operation} against AWS's model: ${path}, ${rule}`
        )
    )
    return { seed, users: users.length, ...runs.log }
  } finally {
    await simulator.close()
  }
}

/** The snapshot of an export that succeeded, the first or the second one. */
async function exportPool({
  plan,
  simulator,
  runs
}: Scene): Promise<Named | undefined> {
  const pool = simulator.userPoolId
  const inputs = exportInputs(plan, simulator.kmsKeyArn)
  const work = () => runExport(simulator, inputs)
  const first = await runs.inBadWeather('export', [pool], work)
  if (first.run.exitCode === 0) return await judgeExport(first)
  await judgeFailure(first.run)
  const second = await runs.inFairWeather('second export', [pool], work)
  return second.run.exitCode === 0 ? await judgeExport(second) : undefined

  async function judgeExport({ run, stats }: Done): Promise<Named> {
    const uri = run.outputs['snapshot-uri'] ?? ''
    const contents = await readSnapshot(simulator, uri, identityOf(plan))
    const state = simulator.poolState(pool)
    runs.note('export', judgeSnapshot(plan, state, contents, run, stats))
    await verify(uri)
    return {
      id: run.outputs['snapshot-id'] ?? '',
      uri,
      manifestSha256: run.outputs['manifest-sha256'] ?? ''
    }
  }

  /**
   * Whoever may only write can't take a manifest back whose storage was answered
   * wrongly; its snapshot then has to be whole all the same.
   */
  async function judgeFailure(run: ActionRun): Promise<void> {
    const left = manifestKeys(simulator)
    const isOfManifest = annotations(run, 'error').some(sentence =>
      sentence.startsWith(`S3 stored ${left[0] ?? 'nothing'} but `)
    )
    if (left.length > 0 && !isOfManifest) {
      runs.note('failed export', ['left a manifest'])
    }
    for (const key of left) {
      await verify(
        `s3://${simulator.bucket}/${key.replace(/manifest\.json$/, '')}`,
        isOfManifest
      )
    }
  }

  /** @param mayDiffer whether S3 may have encrypted the manifest otherwise */
  async function verify(uri: string, mayDiffer = false): Promise<void> {
    const { users, groups } = simulator.poolState(pool)
    const work = () =>
      runVerify(simulator, { snapshot: uri, ...identityInputs(plan) })
    const { run } = mayDiffer
      ? { run: await work() }
      : await runs.inFairWeather('verification', [pool], work)
    const status = mayDiffer && isOnlyOfEncryption(run) ? 'failed' : 'complete'
    const counts = {
      status,
      users: users.length,
      groups: groups.length,
      memberships: groups.flatMap(({ members }) => members).length
    }
    runs.note('verification', judgeOutputs(counts, run))
  }
}

/** The snapshot would restore, and its manifest is encrypted otherwise. */
function isOnlyOfEncryption(run: ActionRun): boolean {
  const [error = '', ...others] = annotations(run, 'error')
  const codes = [...error.matchAll(/\[([a-z-]+)\]/g)].map(([, code]) => code)
  return (
    others.length === 0 &&
    error.includes('would restore, and is not as it should be') &&
    codes.length === 1 &&
    codes[0] === 'object-encryption'
  )
}

async function restoreAndVerify(scene: Scene, snapshot: Named): Promise<void> {
  const { plan, simulator, runs } = scene
  const random = seededRandom(seedFor(plan.seed, -1))
  const source = simulator.poolState(simulator.userPoolId)
  const { target, kept } = await prepareTarget(scene, random)
  const { onlyUsers } = plan.restore
  const names =
    onlyUsers > 0 && source.users.length > 0
      ? namesFor(source.users, onlyUsers, random)
      : undefined
  const before = simulator.poolState(target)
  const expected = expectedOf({
    plan,
    source,
    target: before,
    kept,
    named: names?.named
  })
  const inputs = restoreInputs(plan, target, names?.lines ?? [])
  await restore({ ...scene, target, before, expected, inputs, snapshot })

  if (plan.verifyAfter === 'no') return
  const level = plan.verifyAfter === 'headers' ? 'headers' : 'contents'
  const state = simulator.poolState(simulator.userPoolId)
  const { run, stats } = await runs.inBadWeather(
    'verify',
    [simulator.userPoolId],
    () =>
      runVerify(simulator, {
        ...snapshotInputs({ ...plan, isPinned: true }, snapshot),
        // By its address, because the pin is that of one snapshot.
        snapshot: snapshot.uri,
        'verify-level': level,
        ...(level === 'contents' && identityInputs(plan)),
        ...(plan.verifyAfter === 'drift' && {
          'user-pool-id': simulator.userPoolId
        })
      })
  )
  runs.note('verify', [
    ...unlessEqual('writes', [], writesToPools(stats.calls)),
    ...unlessEqual('pool', state, simulator.poolState(simulator.userPoolId))
  ])
  if (run.exitCode !== 0 || plan.verifyAfter !== 'drift') return
  runs.note('verify', judgeDrift(source, state, expected.created, run))
}

interface RestoreScene extends Scene {
  target: string
  before: PoolState
  expected: Expected
  inputs: Record<string, string>
  snapshot: Named
}

async function restore(scene: RestoreScene): Promise<void> {
  const { plan, simulator, runs, target, before, expected, inputs } = scene
  const { snapshot } = scene
  const pools = [simulator.userPoolId, target]
  const chosen = { ...inputs, ...snapshotInputs(plan, snapshot) }
  if (plan.dryRun) await dryRun(scene, chosen)

  const { run, stats } = await runs.inBadWeather('restore', pools, () =>
    runRestore(simulator, chosen)
  )
  const after = simulator.poolState(target)
  if (run.exitCode === 0) {
    runs.note('restore', [
      ...unlessEqual('refusal', expected.refusal, undefined),
      ...judgePool(plan, expected, before, after),
      ...judgeCounts(expected, run, stats)
    ])
    await judgeRecords(run)
    return
  }
  runs.note('failed restore', [
    ...judgePartialCounts(run, before, after),
    ...judgeRefusal(run, expected)
  ])
  if (isAsExpected(run, expected)) return

  const second = await runs.inFairWeather('second restore', pools, async () => {
    const again = await runRestore(simulator, {
      ...inputs,
      snapshot: snapshot.uri
    })
    return isAsExpected(again, expected) ? { ...again, exitCode: 0 } : again
  })
  if (expected.refusal !== undefined) {
    const state = simulator.poolState(target)
    runs.note('second restore', unlessEqual('pool', before, state))
    return
  }
  const end = simulator.poolState(target)
  runs.note('second restore', judgePool(plan, expected, before, end))
  await judgeRecords(second.run)

  /** Where the report was stored; else a warning has said so. */
  async function judgeRecords({ outputs }: ActionRun): Promise<void> {
    const uri = outputs['sub-map-uri']
    if (uri === undefined) return
    const lines = await storedLines(simulator, uri, identityOf(plan))
    const state = simulator.poolState(target)
    runs.note('map of subs', judgeSubMap(expected, lines, state))
  }
}

/** Whether a run was refused as it has to be, whatever the weather. */
function isAsExpected(run: ActionRun, { refusal }: Expected): boolean {
  return refusal !== undefined && run.outputs['error-code'] === refusal
}

async function dryRun(
  { simulator, runs, target, before, expected }: RestoreScene,
  inputs: Record<string, string>
): Promise<void> {
  const pools = [simulator.userPoolId, target]
  const { run, stats } = await runs.inBadWeather('dry-run', pools, () =>
    runRestore(simulator, { ...inputs, 'dry-run': 'true' })
  )
  const { PutObject: puts = 0 } = stats.calls
  runs.note('dry-run', [
    ...unlessEqual('writes', [], writesToPools(stats.calls)),
    ...unlessEqual('objects stored', 0, puts),
    ...unlessEqual('pool', before, simulator.poolState(target)),
    ...(run.exitCode === 0
      ? [
          ...unlessEqual('refusal', expected.refusal, undefined),
          ...judgeOutputs({ ...expected.counts, status: 'planned' }, run)
        ]
      : judgeRefusal(run, expected))
  ])
}

async function prepareTarget(
  { plan, simulator }: Scene,
  random: () => number
): Promise<{ target: string; kept: Kept }> {
  const { signIn, mfa } = plan.pool
  if (plan.target === 'twin') {
    return { target: simulator.emptyUserPoolId, kept: new Map() }
  }
  if (plan.target === 'same') {
    return { target: simulator.userPoolId, kept: damage(simulator, random) }
  }
  const address = signIn === 'phone' ? 'phone_number' : 'email'
  const target = await createTarget(
    simulator,
    {
      AutoVerifiedAttributes: [address],
      ...(byAddress(signIn) && { UsernameAttributes: [address] }),
      ...(signIn === 'alias' && {
        AliasAttributes: ['email', 'phone_number', 'preferred_username']
      }),
      ...(mfa !== 'OFF' && {
        MfaConfiguration: mfa,
        SmsConfiguration: {
          SnsCallerArn: 'arn:aws:iam::123456789012:role/cognito-sms',
          ExternalId: 'cognito-backup',
          SnsRegion: 'us-east-1'
        }
      })
    },
    plan.lacksAttributes ? ['note', 'level'] : []
  )
  const kept =
    plan.target === 'occupied'
      ? settle(simulator, target, byAddress(signIn), random)
      : new Map()
  return { target, kept }
}
