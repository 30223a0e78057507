import { UserError } from '../shared/errors.ts'
import {
  clientCodec,
  clientsWithin,
  definitionCodec,
  type ClientRecord,
  type PoolDefinition
} from './definition-codec.ts'
import type { FetchObject } from './fetch-sound.ts'
import { readRecords, type OpenSnapshot } from './reader.ts'

/** The definition of a pool, and its app clients wherever the snapshot has them. */
export interface SnapshotDefinition {
  /** Without `clients`, which format 1.0 has in it. */
  definition: PoolDefinition
  /** `undefined` where they could not be read when the snapshot was made. */
  clients: readonly ClientRecord[] | undefined
}

/** Most bytes of app clients that are held in memory, as text. */
const MAX_CLIENTS_BYTES = 256 * 1024 * 1024

/**
 * Reads a snapshot's definition and app clients into memory.
 *
 * @throws UserError as readRecords; `snapshot-bomb` when the app clients are more
 *   than MAX_CLIENTS_BYTES
 */
export async function readDefinition(
  snapshot: OpenSnapshot,
  fetch: FetchObject
): Promise<SnapshotDefinition> {
  const pages = readRecords(snapshot, 'pool', definitionCodec, fetch)
  let found: PoolDefinition | undefined
  for await (const [page] of pages) found = page
  // A manifest has exactly one object of this kind, with one record.
  if (found === undefined) throw new TypeError('a snapshot without definition')
  const { clients: _, ...definition } = found
  return {
    definition,
    clients:
      snapshot.manifest.clients === undefined
        ? clientsWithin(found)
        : await readClients(snapshot, fetch)
  }
}

async function readClients(
  snapshot: OpenSnapshot,
  fetch: FetchObject
): Promise<ClientRecord[]> {
  const clients: ClientRecord[] = []
  let bytes = 0
  const counting = {
    ...clientCodec,
    decode: (line: string) => {
      bytes += line.length
      if (bytes > MAX_CLIENTS_BYTES) throw tooMany()
      return clientCodec.decode(line)
    }
  }
  for await (const page of readRecords(snapshot, 'clients', counting, fetch)) {
    clients.push(...page)
  }
  return clients
}

function tooMany(): UserError {
  return new UserError(
    'snapshot-bomb',
    'The snapshot holds more text of app clients than this tool reads. Look into who wrote it.'
  )
}
