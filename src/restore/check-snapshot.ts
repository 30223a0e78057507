import { stopIfCancelled } from '../errors.ts'
import { definitionCodec } from '../snapshot/definition.ts'
import {
  readRecords,
  type FetchObject,
  type OpenSnapshot
} from '../snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type GroupRecord,
  type UserRecord
} from '../snapshot/records.ts'
import type { Progress } from '../world.ts'
import { Memberships } from './memberships.ts'

export interface SnapshotTools {
  fetch: FetchObject
  progress: Progress
  signal: AbortSignal
}

/** What a complete reading of a snapshot leaves in memory. */
export interface CheckedSnapshot {
  groups: readonly GroupRecord[]
  memberships: Memberships
}

/**
 * Reads every byte of a snapshot and decodes every record, before anything is
 * written to a pool. Each user is handed to `onUser` on the way, with the names
 * of the user's groups.
 *
 * @throws UserError `snapshot-damaged` or `snapshot-invalid`
 */
export async function checkSnapshot(
  snapshot: OpenSnapshot,
  tools: SnapshotTools,
  onUser: (record: UserRecord, groups: readonly string[]) => void
): Promise<CheckedSnapshot> {
  const { fetch, progress, signal } = tools
  const definitions = readRecords(snapshot, 'pool', definitionCodec, fetch)
  for await (const _ of definitions) stopIfCancelled(signal)

  const groups: GroupRecord[] = []
  for await (const page of readRecords(snapshot, 'groups', groupCodec, fetch)) {
    stopIfCancelled(signal)
    groups.push(...page)
  }

  const memberships = new Memberships()
  for await (const page of readRecords(
    snapshot,
    'memberships',
    membershipCodec,
    fetch
  )) {
    stopIfCancelled(signal)
    for (const { username, group } of page) memberships.add(username, group)
  }

  const piece = progress.start(
    'Checking the snapshot',
    'user',
    snapshot.manifest.counts.users
  )
  try {
    for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
      stopIfCancelled(signal)
      for (const user of page) onUser(user, memberships.of(user.username))
      piece.advance(page.length)
    }
  } finally {
    piece.end()
  }
  return { groups, memberships }
}
