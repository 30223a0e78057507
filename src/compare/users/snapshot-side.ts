import { stopIfCancelled } from '../../shared/errors.ts'
import type { Progress } from '../../shared/world.ts'
import type { PartKind } from '../../snapshot/parts/part-kinds.ts'
import {
  readRecords,
  type FetchObject,
  type OpenSnapshot
} from '../../snapshot/reader.ts'
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
    onRecord: (record: R) => void,
    onPage: (records: number) => void = () => undefined
  ): Promise<void> {
    for await (const page of readRecords(snapshot, kind, codec, fetch)) {
      stopIfCancelled(signal)
      page.forEach(record => onRecord(record))
      onPage(page.length)
    }
  }
  return {
    userPoolId: manifest.source.userPoolId,
    async readUsers(onUser) {
      const label = `Reading the snapshot ${address.snapshotId}`
      const piece = progress.start(label, 'user', manifest.counts.users)
      try {
        await read('users', userCodec, onUser, count => piece.advance(count))
      } finally {
        piece.end()
      }
    },
    readGroups: onGroup => read('groups', groupCodec, onGroup),
    readMemberships: onMembership =>
      read('memberships', membershipCodec, onMembership)
  }
}
