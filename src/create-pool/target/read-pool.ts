import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { describePool } from '../../cognito/describe-pool.ts'
import {
  definitionNow,
  type DefinitionNow
} from '../../compare/definition-sides.ts'
import type { DefinitionSide } from '../../compare/definition/compare-definitions.ts'

/** A pool as it is now. */
export interface PoolNow extends DefinitionNow {
  /** Cognito's estimate, which lags behind. */
  users: number | undefined
}

/**
 * Reads the definition of a pool.
 *
 * @param other what it is compared with
 * @throws AwsCallError; StoppedCallError; UserError
 */
export async function readPool(
  pool: PoolClient,
  other: DefinitionSide,
  signal: AbortSignal
): Promise<PoolNow> {
  const description = await describePool(pool, signal)
  const now = await definitionNow(pool, description, other, signal)
  return { ...now, users: description.estimatedNumberOfUsers }
}
