import { UserError } from '../../shared/errors.ts'
import { removalCommands } from '../../shared/pool-removal.ts'
import type { OwnPool } from './pools-of-name.ts'

/**
 * The pool that a run goes on with, of those that this tool has made or begun
 * under one name: one that is complete rather than one that isn't. A complete pool
 * counts whichever snapshot it was made from, so a pipeline may run again with
 * later snapshots; of several, none does but that of this snapshot.
 *
 * @throws UserError `half-made` if it isn't clear which to continue
 */
export function chooseOwnPool(
  own: readonly OwnPool[],
  snapshotId: string,
  region: string
): OwnPool | undefined {
  const isOurs = ({ entry }: OwnPool) => entry.snapshotId === snapshotId
  const complete = own.find(pool => isOurs(pool) && pool.entry.isComplete)
  if (complete !== undefined) return complete
  const begun = own.filter(({ entry }) => !entry.isComplete)
  const stranger = begun.find(pool => !isOurs(pool))
  if (stranger !== undefined) throw otherSnapshot(stranger, region)
  if (begun.length > 1) throw several(begun, region)
  if (begun.length === 1) return begun[0]
  const [only, ...others] = own.filter(({ entry }) => entry.isComplete)
  return others.length === 0 ? only : undefined
}

function otherSnapshot(pool: OwnPool, region: string) {
  const { userPoolId, entry } = pool
  return new UserError(
    'half-made',
    `The pool ${userPoolId} has that name and is half made from the snapshot ${entry.snapshotId}. To go on with it, set the input snapshot to that id, and leave out manifest-sha256 of another one. Or remove the pool, if it has no users: ${removalOf(pool, region)}. Nothing was written.`
  )
}

function several(begun: readonly OwnPool[], region: string) {
  const removals = begun.map(
    pool => `${pool.userPoolId}: ${removalOf(pool, region)}`
  )
  return new UserError(
    'half-made',
    `Several pools are half made from this snapshot. Remove all but one, if they have no users. Nothing was written. ${removals.join('. ')}.`
  )
}

function removalOf({ userPoolId, domains }: OwnPool, region: string): string {
  return removalCommands({ userPoolId, region, domains }).join('; ')
}
