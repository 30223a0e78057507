import type { RestoreOutcome, SnapshotFacts } from '../shared/outcome.ts'
import { formatAddress } from './address.ts'
import { countKeys } from './age/snapshot-key.ts'
import type { OpenSnapshot } from './reader.ts'

/** What the outcome of a run that reads a snapshot says of the snapshot. */
export type SnapshotOutcome = Pick<
  RestoreOutcome,
  | 'snapshot'
  | 'ageKeys'
  | 'sourceUserPoolId'
  | 'users'
  | 'groups'
  | 'memberships'
  | 'mfaUnknown'
>

/** Where a snapshot is, and its digest. */
export function snapshotFacts({
  address,
  manifestSha256
}: Pick<OpenSnapshot, 'address' | 'manifestSha256'>): SnapshotFacts {
  return {
    id: address.snapshotId,
    uri: formatAddress(address),
    manifestSha256
  }
}

/** Fills an outcome with what the manifest says of its snapshot. */
export function fillSnapshot(
  outcome: SnapshotOutcome,
  { address, manifest, manifestSha256 }: OpenSnapshot
): void {
  const { counts, source } = manifest
  outcome.snapshot = snapshotFacts({ address, manifestSha256 })
  outcome.ageKeys = countKeys(manifest)
  outcome.sourceUserPoolId = source.userPoolId
  outcome.users = counts.users
  outcome.groups = counts.groups
  outcome.memberships = counts.memberships
  outcome.mfaUnknown = counts.mfaUnknown
}
