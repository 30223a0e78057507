import type { RestoreOutcome } from '../shared/outcome.ts'
import type { Clock } from '../shared/world.ts'
import { throwFirst } from '../snapshot/content-check.ts'
import {
  fillSnapshot,
  type SnapshotOutcome
} from '../snapshot/fill-snapshot.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import { ageOf, ageRefusal } from '../snapshot/snapshot-age.ts'
import type { Bucket } from './bucket.ts'
import {
  openChosenSnapshot,
  type SnapshotChoice,
  type SnapshotConditions
} from './open-chosen.ts'

/** Which snapshot a run reads, and what it must be. */
export interface ExpectedSnapshot {
  snapshot: SnapshotChoice
  /** What the snapshot must be, besides whole; nothing by default. */
  conditions?: SnapshotConditions
  /** Secret age keys, one of which opens the snapshot if it is encrypted. */
  ageIdentities: readonly string[]
}

/**
 * Opens the snapshot that a run names, and refuses another manifest than the
 * expected one and a snapshot that is too old.
 *
 * @param outcome gets what the manifest says of the snapshot, and its age
 * @throws UserError `manifest-versions`, `snapshot-too-old`,
 *   `snapshot-from-future`, or as openChosenSnapshot
 */
export async function openExpected(
  { snapshot: choice, conditions = {}, ageIdentities }: ExpectedSnapshot,
  {
    bucket,
    clock,
    signal
  }: { bucket: Bucket; clock: Clock; signal: AbortSignal },
  outcome: SnapshotOutcome & Pick<RestoreOutcome, 'snapshotAgeMs' | 'warnings'>
): Promise<OpenSnapshot> {
  const { manifestSha256, maxAgeMs } = conditions
  const { snapshot, refusal, warning } = await openChosenSnapshot(
    bucket,
    choice,
    manifestSha256,
    signal,
    ageIdentities
  )
  fillSnapshot(outcome, snapshot)
  const now = clock.now()
  outcome.snapshotAgeMs = ageOf(snapshot.manifest, now)
  if (warning !== undefined) outcome.warnings.push(warning)
  throwFirst([refusal, ageRefusal(snapshot.manifest, now, maxAgeMs)])
  return snapshot
}
