import { TextDecoder } from 'node:util'
import * as v from 'valibot'
import {
  FormatRefusal,
  TooLargeToRead,
  unreadable,
  wrongField
} from './format-refusal.ts'
import { READ_CAPS } from './limits.ts'
import { JsonShape } from './parts/json-shape.ts'
import { isTooLong } from './parts/lines.ts'
import type { Codec } from './records.ts'

/**
 * The pool's definition, `pool.json`: Cognito's answers, section by section,
 * without secrets, with dates as ISO 8601 and images as base64. Only what a
 * restore relies on is checked. Everything else stays as it is, unknown
 * sections included. Every section except `userPool` may be absent: the first
 * snapshots had only `mfaConfig` besides it.
 */
const definition = v.looseObject({
  userPool: v.looseObject({
    SchemaAttributes: v.optional(
      v.array(v.looseObject({ Name: v.optional(v.string()) }))
    )
  }),
  mfaConfig: v.optional(v.looseObject({}))
})

export type PoolDefinition = v.InferOutput<typeof definition>

/** The feature plan of the pool; `undefined` if the definition doesn't say. */
export function tierOf(
  content: PoolDefinition | undefined
): string | undefined {
  const tier = content?.userPool['UserPoolTier']
  return typeof tier === 'string' ? tier : undefined
}

/** The sections that are written, in this order. `null`: read, but not set. */
export interface DefinitionContent {
  userPool: object
  mfaConfig?: object | undefined
  identityProviders?: object
  resourceServers?: object
  domains?: object
  branding?: object
  riskConfigurations?: object
  logDelivery?: object | null
  terms?: object
  cimdPolicies?: object
  tags?: object
  replicas?: object
  recoveries?: object
  sessionConfiguration?: object
  /** Sections that could not be read, or not completely, and why. */
  notCaptured?: object
}

/**
 * The line of a definition, without its line feed.
 *
 * @throws UserError `cognito-answer` if no reader would accept it
 */
export function encodeDefinition(content: DefinitionContent): string {
  const line = JSON.stringify(content)
  const bytes = Buffer.from(line)
  const tooMuch = 'has more in its field userPool than a snapshot holds'
  if (bytes.length >= READ_CAPS.definitionBytes) {
    throw unreadable('definition', tooMuch, TooLargeToRead)
  }
  try {
    new JsonShape("The snapshot's pool.json").see(bytes)
    definitionCodec.decode(line)
  } catch (error) {
    if (error instanceof FormatRefusal) {
      throw unreadable('definition', error.why)
    }
    throw unreadable('definition', tooMuch, TooLargeToRead)
  }
  return line
}

export const definitionCodec: Codec<PoolDefinition> = {
  encode: encodeDefinition,
  decode(line) {
    const result = v.safeParse(definition, parseCanonical(line))
    if (!result.success) {
      throw invalid(wrongField(v.getDotPath(result.issues[0])))
    }
    return result.output
  }
}

/** An app client, as DescribeUserPoolClient gave it, without secrets. */
export type ClientRecord = Readonly<Record<string, unknown>>

/** One line of a part with app clients, which is what `clients` held in 1.0. */
export const clientCodec: Codec<ClientRecord> = {
  encode(client) {
    const line = JSON.stringify(client)
    if (isTooLong(line)) {
      throw unreadable('app client', 'is larger than a line', TooLargeToRead)
    }
    return line
  },
  decode(line) {
    const client = parseCanonical(line)
    if (isClient(client)) return client
    throw invalid('is no object', 'An app client of the snapshot')
  }
}

function isClient(value: unknown): value is ClientRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * The app clients that a definition of format 1.0 holds.
 *
 * @returns `undefined` where it holds none, as they could not be read or have
 *   parts of their own
 * @throws UserError `snapshot-invalid` when they are no list of objects
 */
export function clientsWithin(
  definition: PoolDefinition
): ClientRecord[] | undefined {
  const { clients } = definition
  if (clients === undefined) return undefined
  if (Array.isArray(clients) && clients.every(isClient)) return clients
  throw invalid(wrongField('clients'))
}

/**
 * The line of a definition from its text. The caller limits how long the text is.
 *
 * @param count how many lines there must be: 1, or 3 with the frame of an
 *   encrypted part
 * @throws UserError `snapshot-bomb` if it is nested too deeply or holds too
 *   many values; `snapshot-invalid` for another number of lines, a last line
 *   without its line feed, or bytes that aren't UTF-8
 */
export async function* readDocument(
  chunks: AsyncIterable<Buffer>,
  count = 1
): AsyncGenerator<string[]> {
  const bytes: Buffer[] = []
  const shape = new JsonShape("The snapshot's pool.json")
  for await (const chunk of chunks) {
    shape.see(chunk)
    bytes.push(chunk)
  }
  const text = decodeUtf8(Buffer.concat(bytes))
  // JSON.stringify writes no line feeds; in strings it escapes them.
  const lines = text.split('\n', count + 2)
  if (lines.length !== count + 1 || lines.pop() !== '') throw invalid()
  yield lines
}

function decodeUtf8(bytes: Buffer): string {
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return utf8.decode(bytes)
  } catch {
    throw invalid()
  }
}

/**
 * JSON.parse accepts repeated keys and white space, but the writer makes neither.
 * It also keeps a key `__proto__`, which would change the prototype of a careless
 * copy.
 */
function parseCanonical(line: string): unknown {
  if (line.includes('"__proto__":')) throw invalid()
  try {
    const parsed: unknown = JSON.parse(line)
    if (JSON.stringify(parsed) === line) return parsed
  } catch {
    // Not JSON, or nested so deeply that it can't be written again.
  }
  throw invalid()
}

function invalid(
  why = 'is not canonical',
  what = "The snapshot's pool.json"
): FormatRefusal {
  return new FormatRefusal(
    'snapshot-invalid',
    why,
    `${what} is not a pool definition as this tool writes it. It was not written by this tool, or was changed since. Restore from another snapshot.`
  )
}
