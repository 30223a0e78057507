import { stopIfCancelled } from '../../shared/errors.ts'
import { together } from '../../shared/together.ts'
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
import type { PartKind } from '../../snapshot/parts/part-kinds.ts'
import { readRecords, type OpenSnapshot } from '../../snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type Codec,
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
  const check = new GroupCheck()
  let definition: PoolDefinition | undefined
  const groups: GroupRecord[] = []
  const memberships = new Memberships()
  await together(signal, [
    either =>
      readAll('pool', definitionCodec, either, read => {
        definition = read
      }),
    either =>
      readAll('groups', groupCodec, either, group => {
        check.addGroup(group)
        groups.push(group)
      }),
    either =>
      readAll('memberships', membershipCodec, either, membership => {
        check.addMembership(membership)
        memberships.add(membership.username, membership.group)
      })
  ])
  throwFirst(check.refusals())
  return { definition, groups, memberships }

  async function readAll<T>(
    kind: PartKind,
    codec: Codec<T>,
    either: AbortSignal,
    onRecord: (record: T) => void
  ): Promise<void> {
    for await (const page of readRecords(snapshot, kind, codec, fetch)) {
      stopIfCancelled(either)
      for (const record of page) onRecord(record)
    }
  }
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
