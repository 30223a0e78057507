import { stopIfCancelled } from '../../shared/errors.ts'
import type { Progress } from '../../shared/world.ts'
import {
  GroupCheck,
  throwFirst,
  UserCheck
} from '../../snapshot/content-check.ts'
import {
  definitionCodec,
  type PoolDefinition
} from '../../snapshot/definition-codec.ts'
import type { FetchObject } from '../../snapshot/fetch-sound.ts'
import { readRecords, type OpenSnapshot } from '../../snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type GroupRecord,
  type UserRecord
} from '../../snapshot/records.ts'
import { Memberships } from '../target/memberships.ts'

export interface SnapshotTools {
  fetch: FetchObject
  progress: Progress
  signal: AbortSignal
}

/** What a snapshot holds besides its users. */
export interface SnapshotFrame {
  definition: PoolDefinition | undefined
  groups: readonly GroupRecord[]
  memberships: Memberships
}

/**
 * Reads every byte of the definition, the groups and the memberships, and
 * decodes every record.
 *
 * @throws UserError as readRecords does; `snapshot-duplicate`,
 *   `snapshot-membership`
 */
export async function readFrame(
  snapshot: OpenSnapshot,
  { fetch, signal }: SnapshotTools
): Promise<SnapshotFrame> {
  let definition: PoolDefinition | undefined
  for await (const page of readRecords(
    snapshot,
    'pool',
    definitionCodec,
    fetch
  )) {
    stopIfCancelled(signal)
    definition = page[0] ?? definition
  }

  const check = new GroupCheck()
  const groups: GroupRecord[] = []
  for await (const page of readRecords(snapshot, 'groups', groupCodec, fetch)) {
    stopIfCancelled(signal)
    for (const group of page) {
      check.addGroup(group)
      groups.push(group)
    }
  }

  const memberships = new Memberships()
  for await (const page of readRecords(
    snapshot,
    'memberships',
    membershipCodec,
    fetch
  )) {
    stopIfCancelled(signal)
    for (const membership of page) {
      check.addMembership(membership)
      memberships.add(membership.username, membership.group)
    }
  }
  throwFirst(check.refusals())
  return { definition, groups, memberships }
}

/**
 * Reads every byte of the users and passes each to `onUser`. A restore calls it
 * before it writes anything to the pool.
 *
 * @throws UserError as readRecords does; `snapshot-duplicate`,
 *   `snapshot-counts`
 */
export async function checkUsers(
  snapshot: OpenSnapshot,
  { fetch, progress, signal }: SnapshotTools,
  onUser: (record: UserRecord) => void
): Promise<void> {
  const piece = progress.start(
    'Checking the snapshot',
    'user',
    snapshot.manifest.counts.users
  )
  const check = new UserCheck(snapshot)
  try {
    for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
      stopIfCancelled(signal)
      for (const user of page) {
        check.add(user)
        onUser(user)
      }
      piece.advance(page.length)
    }
  } finally {
    piece.end()
  }
  throwFirst(check.refusals())
}
