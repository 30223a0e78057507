import { UserError } from '../shared/errors.ts'
import type { PoolDescription } from './describe-pool.ts'
import { readReplicas } from './definition/pool-settings.ts'
import { UnreadableSection } from './definition/source.ts'
import type { PoolClient } from './calls/pool-client.ts'

/** What a pool is among its replicas in several Regions. */
export type ReplicaRole = 'PRIMARY' | 'SECONDARY'

/** Failures that hit every call, so that a run can't go on without this one. */
const FATAL = ['credentials', 'cancelled', 'out-of-time', 'network']

/**
 * The role of the pool where it was described: "You can't generate new users in
 * secondary user pools" (developer guide, multi-Region replication). All replicas
 * have one id, so the Region of the ARN tells them apart.
 *
 * @returns `undefined` for a pool that has no replicas, and where it can't be
 *   known: a role that may not ask, an endpoint that lacks the operation
 * @throws UserError with the code `credentials`, `cancelled` or `network`
 */
export async function readReplicaRole(
  pool: PoolClient,
  { region }: Pick<PoolDescription, 'region'>,
  signal: AbortSignal
): Promise<ReplicaRole | undefined> {
  try {
    const replicas = await readReplicas({ pool: pool.optional, signal })
    return replicas.find(replica => replica.RegionName === region)?.Role
  } catch (error) {
    if (error instanceof UnreadableSection) return undefined
    if (!(error instanceof UserError) || FATAL.includes(error.code)) throw error
    return undefined
  }
}
