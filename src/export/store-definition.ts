import type { Captured } from '../cognito/definition/capture.ts'
import type { NotCaptured } from '../cognito/definition/left-out.ts'
import { clientCodec, encodeDefinition } from '../snapshot/definition-codec.ts'
import { TooLargeToRead } from '../snapshot/format-refusal.ts'
import type { ManifestContent, SnapshotWriter } from './snapshot-writer.ts'

/** What a snapshot lacks of a definition, and what its manifest says of clients. */
export interface StoredDefinition {
  notCaptured: readonly NotCaptured[]
  clients: ManifestContent['clients']
}

/** App clients that are encoded at a time. */
const PAGE = 100

/**
 * Stores the definition of a pool and its app clients. A definition that no
 * reader would take for its size is left out: users are backed up all the same.
 *
 * @throws UserError `cognito-answer` when no reader would take the definition for
 *   another reason; whatever the writer throws
 */
export async function storeDefinition(
  writer: SnapshotWriter,
  { definition, clients }: Captured,
  signal: AbortSignal
): Promise<StoredDefinition> {
  const notCaptured = await storePool(writer, definition, signal)
  if (clients === undefined) return { notCaptured, clients: undefined }
  const { records, listed, leftOut } = clients
  await writer.store('clients', linesOf(records), signal)
  return { notCaptured, clients: { listed, leftOut } }
}

async function storePool(
  writer: SnapshotWriter,
  definition: Captured['definition'],
  signal: AbortSignal
): Promise<readonly NotCaptured[]> {
  try {
    await writer.store('pool', onePage(encodeDefinition(definition)), signal)
    return definition.notCaptured
  } catch (error) {
    if (!(error instanceof TooLargeToRead)) throw error
    const notCaptured = [{ section: 'definition', reason: 'TooLarge' }]
    const line = encodeDefinition({ userPool: {}, notCaptured })
    await writer.store('pool', onePage(line), signal)
    return notCaptured
  }
}

async function* onePage(line: string): AsyncGenerator<string[]> {
  yield await Promise.resolve([line])
}

async function* linesOf(clients: readonly object[]): AsyncGenerator<string[]> {
  for (let at = 0; at < clients.length; at += PAGE) {
    const page = clients.slice(at, at + PAGE) as Record<string, unknown>[]
    yield await Promise.resolve(page.map(client => clientCodec.encode(client)))
  }
}
