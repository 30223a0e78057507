import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { describePool } from '../../cognito/describe-pool.ts'
import { definitionNow } from '../../compare/definition-sides.ts'
import type { ClientNames } from '../../compare/definition/client-names.ts'
import {
  compareDefinitions,
  type DefinitionChange,
  type DefinitionSide
} from '../../compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../compare/definition/json.ts'
import { UserError } from '../../shared/errors.ts'
import type { CreatePoolOutcome, Warning } from '../../shared/outcome.ts'
import { namesOfChanges } from '../plan/names-of-changes.ts'
import type { CreatePlan } from '../plan/plan.ts'
import { unannounced, withNamedClients } from '../plan/unannounced.ts'

/**
 * Reads the new pool back, and refuses differences from the old one that the plan
 * doesn't announce.
 *
 * @param planned the old definition after replacements
 * @param clients new ids of app clients by the old ones
 * @returns the definition of the new pool
 * @throws UserError `not-the-same`; AwsCallError; StoppedCallError
 */
export async function readBack(
  pool: PoolClient,
  planned: DefinitionSide,
  { announced, clientNames, parts }: CreatePlan,
  clients: ReadonlyMap<string, string>,
  signal: AbortSignal,
  outcome: CreatePoolOutcome
): Promise<JsonObject> {
  const description = await describePool(pool, signal)
  const { side } = await definitionNow(pool, description, planned, signal)
  const newNames = new Map(
    [...clients].map(([old, id]) => [id, clientNames.get(old) ?? old])
  )
  const { changes, notCompared } = compareDefinitions(
    named(planned, clientNames),
    named(side, newNames)
  )
  const known = parts
    .filter(({ verdict }) => verdict === 'not-captured')
    .map(({ part }) => part)
  outcome.warnings.push(
    ...notReadBack(notCompared.filter(path => !known.includes(path)))
  )
  const others = unannounced(changes, announced)
  if (others.length > 0) throw notTheSame(pool.userPoolId, others)
  return side.definition
}

function named(side: DefinitionSide, names: ClientNames): DefinitionSide {
  return { ...side, definition: withNamedClients(side.definition, names) }
}

/** The warning about sections and settings that could not be read back, if any. */
export function notReadBack(paths: readonly string[]): Warning[] {
  if (paths.length === 0) return []
  return [
    {
      title: 'Not all of the new pool was read back',
      text: `It could not be read back what the pool has of these: ${paths.join(', ')}. Whether they are as planned isn't known. Compare the pool with the snapshot by mode compare.`
    }
  ]
}

function notTheSame(
  userPoolId: string,
  changes: readonly DefinitionChange[]
): UserError {
  return new UserError(
    'not-the-same',
    `The new pool ${userPoolId} differs from the old one in what the plan doesn't announce: ${namesOfChanges(changes)}. Set these by hand in the new pool, or name the part in leave-out. Then run it again.`
  )
}
