import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { describePool, type PoolDescription } from '../cognito/describe-pool.ts'
import { refuseOtherAccount } from '../shared/allowed-accounts.ts'
import type { CompareOutcome } from '../shared/outcome.ts'
import { throwFirst } from '../snapshot/content-check.ts'
import { snapshotFacts } from '../snapshot/fill-snapshot.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import { openSnapshotBefore } from '../storage/find-snapshot.ts'
import {
  openChosenSnapshot,
  type SnapshotChoice
} from '../storage/open-chosen.ts'
import { openExpected } from '../storage/open-expected.ts'
import type { CompareRequest, CompareTools } from './request.ts'

interface SnapshotSide {
  kind: 'snapshot'
  snapshot: OpenSnapshot
}

/** A side of the comparison: a snapshot, or the pool as it is. */
export type OpenSide =
  | SnapshotSide
  | { kind: 'pool'; pool: PoolClient; description: PoolDescription }

/** Both sides, the earlier one first. */
export interface OpenSides {
  before: SnapshotSide
  now: OpenSide
  /** The snapshot that the input names. */
  chosen: OpenSnapshot
}

/**
 * Opens the snapshot, and the pool or other snapshot that it is compared with. AWS
 * is asked for the pool first, so that what it refuses is known at once.
 *
 * @param outcome gets what is known of both
 * @returns `undefined` where a first snapshot has none before it to compare with
 * @throws UserError about an account, a snapshot or its age; AwsCallError
 */
export async function openSides(
  request: CompareRequest,
  tools: CompareTools,
  outcome: CompareOutcome
): Promise<OpenSides | undefined> {
  const pool = await openPool(request, tools, outcome)
  const chosen = await openExpected(request, tools, outcome)
  const other = pool ?? (await openOther(request, tools, chosen, outcome))
  if (other === undefined) return undefined
  const [before, now] = inOrder({ kind: 'snapshot', snapshot: chosen }, other)
  return { before, now, chosen }
}

async function openPool(
  { allowedAccountIds }: CompareRequest,
  { pool, signal }: CompareTools,
  outcome: CompareOutcome
): Promise<OpenSide | undefined> {
  if (pool === undefined) return undefined
  const description = await describePool(pool, signal)
  const { region, accountId } = description
  refuseOtherAccount(accountId, allowedAccountIds)
  outcome.pool = { id: pool.userPoolId, region, accountId }
  return { kind: 'pool', pool, description }
}

/** @returns `undefined` where the first snapshot of a pool has none before it */
async function openOther(
  request: CompareRequest,
  tools: CompareTools,
  chosen: OpenSnapshot,
  outcome: CompareOutcome
): Promise<OpenSide | undefined> {
  const choice = await otherChoice(request, tools, chosen)
  if (choice === undefined) {
    outcome.warnings.push({
      title: 'Nothing to compare with',
      text: 'There is no earlier snapshot of this pool, so nothing was compared and no limit was checked. This is as it should be after the first export only.'
    })
    return undefined
  }
  const { snapshot, refusal, warning } = await openChosenSnapshot(
    tools.bucket,
    choice,
    undefined,
    tools.signal,
    request.ageIdentities
  )
  if (warning !== undefined) outcome.warnings.push(warning)
  throwFirst([refusal])
  outcome.other = {
    ...snapshotFacts(snapshot),
    userPoolId: snapshot.manifest.source.userPoolId
  }
  return { kind: 'snapshot', snapshot }
}

async function otherChoice(
  { compareWith, ageIdentities }: CompareRequest,
  { bucket, signal }: CompareTools,
  { address }: OpenSnapshot
): Promise<SnapshotChoice | undefined> {
  if (compareWith !== 'previous') return compareWith
  const found = await openSnapshotBefore(bucket, address, signal, ageIdentities)
  return found && { address: found.address }
}

/** Of two snapshots, the one taken first comes first. */
function inOrder(a: SnapshotSide, b: OpenSide): [SnapshotSide, OpenSide] {
  if (b.kind === 'pool') return [a, b]
  const [ofA, ofB] = [a, b].map(({ snapshot }) =>
    Date.parse(snapshot.manifest.startedAt)
  ) as [number, number]
  return ofB < ofA ? [b, a] : [a, b]
}
