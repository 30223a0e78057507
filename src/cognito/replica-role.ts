import { canGoOnAfter } from '../shared/errors.ts'
import type { PoolDescription } from './describe-pool.ts'
import { readReplicas } from './definition/pool-settings.ts'
import { newSource, UnreadableSection } from './definition/source.ts'
import type { PoolClient } from './calls/pool-client.ts'

/** The role of a pool among its replicas in several Regions. */
export type ReplicaRole = 'PRIMARY' | 'SECONDARY'

/**
 * The role of the pool in the Region where it was described: "You can't generate
 * new users in secondary user pools" (developer guide, multi-Region replication).
 * All replicas share one id, so the Region of the ARN tells them apart.
 *
 * @returns `undefined` if the pool has no replicas, or if the role may not ask,
 *   or the endpoint lacks the operation
 * @throws UserError for which canGoOnAfter is false
 */
export async function readReplicaRole(
  pool: PoolClient,
  { region }: Pick<PoolDescription, 'region'>,
  signal: AbortSignal
): Promise<ReplicaRole | undefined> {
  const replicas = await readReplicaList(pool, signal)
  return replicas?.find(replica => replica.RegionName === region)?.Role
}

/** A Region that a pool is replicated to, the primary one among them. */
export type Replica = Awaited<ReturnType<typeof readReplicas>>[number]

/**
 * All replicas of the pool; none if it isn't replicated.
 *
 * @returns `undefined` if the role may not ask, or the endpoint lacks the operation
 * @throws UserError for which canGoOnAfter is false
 */
export async function readReplicaList(
  pool: PoolClient,
  signal: AbortSignal
): Promise<readonly Replica[] | undefined> {
  try {
    return await readReplicas(newSource(pool.optional, signal))
  } catch (error) {
    if (error instanceof UnreadableSection || canGoOnAfter(error)) {
      return undefined
    }
    throw error
  }
}
