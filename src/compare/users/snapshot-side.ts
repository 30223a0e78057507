import { stopIfCancelled } from '../../shared/errors.ts'
import type { Progress } from '../../shared/world.ts'
import type { PartKind } from '../../snapshot/parts/part-kinds.ts'
import type { FetchObject } from '../../snapshot/fetch-sound.ts'
import { readRecords, type OpenSnapshot } from '../../snapshot/reader.ts'
import {
  groupCodec,
  membershipCodec,
  userCodec,
  type Codec
} from '../../snapshot/records.ts'
import type { Side } from './side.ts'

export interface SnapshotSideTools {
  fetch: FetchObject
  progress: Progress
  signal: AbortSignal
}

/**
 * A snapshot as a side of a comparison. Reading it throws what readRecords
 * throws, and UserError `cancelled` or `out-of-time`.
 */
export function snapshotSide(
  snapshot: OpenSnapshot,
  { fetch, progress, signal }: SnapshotSideTools
): Side {
  const { address, manifest } = snapshot
  async function read<R>(
    kind: PartKind,
    codec: Codec<R>,
    onPage: (records: readonly R[]) => Promise<void> | void
  ): Promise<void> {
    for await (const page of readRecords(snapshot, kind, codec, fetch)) {
      stopIfCancelled(signal)
      await onPage(page)
    }
  }
  return {
    userPoolId: manifest.source.userPoolId,
    async readUsers(onUsers) {
      const label = `Reading the snapshot ${address.snapshotId}`
      const piece = progress.start(label, 'user', manifest.counts.users)
      try {
        await read('users', userCodec, async users => {
          await onUsers(users)
          piece.advance(users.length)
        })
      } finally {
        piece.end()
      }
    },
    readGroups: onGroup =>
      read('groups', groupCodec, groups => groups.forEach(onGroup)),
    readMemberships: onMembership =>
      read('memberships', membershipCodec, memberships =>
        memberships.forEach(onMembership)
      )
  }
}
