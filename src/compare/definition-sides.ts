import type { PoolClient } from '../cognito/calls/pool-client.ts'
import { captureDefinition } from '../cognito/definition/capture.ts'
import type { PoolDescription } from '../cognito/describe-pool.ts'
import { readDefinition } from '../snapshot/read-definition.ts'
import type { FetchObject } from '../snapshot/fetch-sound.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import type { DefinitionSide } from './definition/compare-definitions.ts'
import { isObject, type Json, type JsonObject } from './definition/json.ts'

/** As many as an export captures by default. */
const CLIENT_LIMIT = 1000

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
 * The definition that a pool has now, as an export would capture it. Logos are
 * fetched only where the earlier side has one to compare with.
 *
 * @throws UserError as captureDefinition
 */
export async function definitionNow(
  pool: PoolClient,
  description: PoolDescription,
  before: DefinitionSide,
  signal: AbortSignal
): Promise<DefinitionNow> {
  const { definition, clients } = await captureDefinition(
    pool,
    description,
    { clientLimit: CLIENT_LIMIT, captureLogo: hasLogo(before.definition) },
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

function hasLogo({ branding }: JsonObject): boolean {
  if (!isObject(branding)) return false
  const { pool, clients } = branding
  const looks = [pool, ...(Array.isArray(clients) ? (clients as Json[]) : [])]
  return looks.some(look => isObject(look) && look['logo'] !== undefined)
}

function withClients(
  definition: object,
  clients: readonly object[] | undefined
): JsonObject {
  // As a reader of a snapshot sees it: without what JSON leaves out.
  const text = JSON.stringify({ ...definition, clients })
  return JSON.parse(text) as JsonObject
}
