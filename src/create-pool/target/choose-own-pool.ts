import { UserError } from '../../shared/errors.ts'
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

/** The command that removes a pool which isn't complete. */
export function removalOf(userPoolId: string, region: string): string {
  return `aws cognito-idp delete-user-pool --user-pool-id ${userPoolId} --region ${region}`
}

function otherSnapshot({ userPoolId, entry }: OwnPool, region: string) {
  return new UserError(
    'half-made',
    `The pool ${userPoolId} has that name and is half made from the snapshot ${entry.snapshotId}. Set the input snapshot to that id to go on with it, or remove the pool: ${removalOf(userPoolId, region)}. Nothing was written.`
  )
}

function several(begun: readonly OwnPool[], region: string) {
  const ids = begun.map(({ userPoolId }) => userPoolId)
  return new UserError(
    'half-made',
    `Several pools are half made from this snapshot: ${ids.join(', ')}. Remove all but one: ${removalOf('POOL_ID', region)}. Nothing was written.`
  )
}
