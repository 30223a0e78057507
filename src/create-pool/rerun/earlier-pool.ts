import type { Cognito } from '../../cognito/calls/pool-client.ts'
import type { DefinitionSide } from '../../compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../compare/definition/json.ts'
import type { PoolPlace } from '../parts/made-part.ts'
import type { CreatePlan } from '../plan/plan.ts'
import type { CreatePoolRequest } from '../request.ts'
import type { OwnPool } from '../target/pools-of-name.ts'
import { readPool } from '../target/read-pool.ts'
import { compareSecrets, unusedSecrets } from './compare-secrets.ts'
import { partsThere } from './parts-there.ts'

/** A pool that an earlier run made or began, as it is now. */
export interface EarlierPool {
  own: OwnPool
  /** Its definition. */
  now: JsonObject
  /** Whether the role may read all of it. */
  isWhole: boolean
  /** Names of its parts. */
  there: ReadonlySet<string>
  /** Sentences about secrets that this run does not use. */
  remarks: string[]
}

/**
 * Reads the pool of an earlier run, and compares the secrets of its app clients.
 *
 * @throws UserError `input` for an app client with another secret; AwsCallError;
 *   StoppedCallError
 */
export async function readEarlier(
  own: OwnPool,
  {
    plan,
    planned,
    request: { secrets },
    place
  }: {
    plan: CreatePlan
    /** The old definition after replacements. */
    planned: DefinitionSide
    request: CreatePoolRequest
    place: PoolPlace
  },
  { cognito, signal }: { cognito: Cognito; signal: AbortSignal }
): Promise<EarlierPool> {
  const pool = cognito.pool(own.userPoolId)
  const { side, denied } = await readPool(pool, planned, signal)
  const there = partsThere(plan, side.definition, own.entry.clients)
  const { region } = place
  const compared = await compareSecrets(plan, own, pool, region, signal)
  return {
    own,
    now: side.definition,
    isWhole: denied.length === 0,
    there,
    remarks: [...compared, ...unusedSecrets(secrets, there)]
  }
}
