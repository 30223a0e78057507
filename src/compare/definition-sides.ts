import type { PoolClient } from '../cognito/calls/pool-client.ts'
import {
  captureDefinition,
  type CaptureOptions
} from '../cognito/definition/capture.ts'
import type { PoolDescription } from '../cognito/describe-pool.ts'
import { readDefinition } from '../snapshot/read-definition.ts'
import type { FetchObject, OpenSnapshot } from '../snapshot/reader.ts'
import type { DefinitionSide } from './definition/compare-definitions.ts'
import type { JsonObject } from './definition/json.ts'

/** Everything that an export captures by default. */
const ALL: CaptureOptions = { clientLimit: 1000, captureLogo: true }

/**
 * The definition that a snapshot holds.
 *
 * @throws UserError as readDefinition
 */
export async function definitionOf(
  snapshot: OpenSnapshot,
  fetch: FetchObject
): Promise<DefinitionSide> {
  const { source, clients: counts } = snapshot.manifest
  const { definition, clients } = await readDefinition(snapshot, fetch)
  return {
    userPoolId: source.userPoolId,
    region: source.region,
    definition: withClients(definition, clients),
    lacksClients: (counts?.leftOut ?? 0) > 0
  }
}

/** The definition of a pool, and the sections that the role may not read. */
export interface DefinitionNow {
  side: DefinitionSide
  denied: string[]
}

/**
 * The definition that a pool has now, as an export would capture it.
 *
 * @throws UserError as captureDefinition
 */
export async function definitionNow(
  pool: PoolClient,
  description: PoolDescription,
  signal: AbortSignal
): Promise<DefinitionNow> {
  const { definition, clients } = await captureDefinition(
    pool,
    description,
    ALL,
    signal
  )
  const side = {
    userPoolId: pool.userPoolId,
    region: description.region,
    definition: withClients(definition, clients?.records),
    lacksClients: (clients?.leftOut ?? 0) > 0
  }
  // The reason is then the action that the role lacks.
  const denied = definition.notCaptured
    .filter(({ reason }) => reason.startsWith('cognito-idp:'))
    .map(({ section }) => section)
  return { side, denied }
}

function withClients(
  definition: object,
  clients: readonly object[] | undefined
): JsonObject {
  // As a reader of a snapshot sees it: without what JSON leaves out.
  const text = JSON.stringify({ ...definition, clients })
  return JSON.parse(text) as JsonObject
}
