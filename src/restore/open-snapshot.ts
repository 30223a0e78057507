import type { RestoreOutcome } from '../shared/outcome.ts'
import { warnOfPlain } from '../snapshot/age/snapshot-key.ts'
import { throwFirst } from '../snapshot/content-check.ts'
import { fillSnapshot } from '../snapshot/fill-snapshot.ts'
import { expectKey, type OpenSnapshot } from '../snapshot/reader.ts'
import { ageOf, ageRefusal } from '../snapshot/snapshot-age.ts'
import { openChosenSnapshot } from '../storage/open-chosen.ts'
import type { RestoreRequest, RestoreTools } from './request.ts'

/**
 * Opens the snapshot that the request names and checks all that its manifest
 * tells: that it is the expected one, young enough, and can be decrypted.
 *
 * @param outcome gets what the manifest says of the snapshot
 * @throws UserError `no-snapshot`, `snapshot-…`, `no-identity`,
 *   `wrong-identity`
 */
export async function openSnapshotToRestore(
  { snapshot: choice, conditions = {}, ageIdentities }: RestoreRequest,
  { bucket, clock, signal }: RestoreTools,
  outcome: RestoreOutcome
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
  expectKey(snapshot)
  warnOfPlain(snapshot.manifest, ageIdentities, outcome.warnings)
  return snapshot
}
