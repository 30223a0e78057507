import { TextDecoder } from 'node:util'
import * as v from 'valibot'
import { FormatRefusal, unreadable, wrongField } from './format-refusal.ts'
import { JsonShape } from './parts/json-shape.ts'
import type { Codec } from './records.ts'

/**
 * The most bytes of a definition. It is one document and not one record of
 * many, so it has a cap of its own: a pool may have a thousand app clients and
 * the images of its sign-in pages.
 */
export const MAX_DEFINITION_BYTES = 64 * 1024 * 1024

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

/** The sections that are written, in this order. `null`: read, but not set. */
export interface DefinitionContent {
  userPool: object
  mfaConfig?: object | undefined
  clients?: object
  identityProviders?: object
  resourceServers?: object
  domains?: object
  branding?: object
  riskConfigurations?: object
  logDelivery?: object | null
  terms?: object
  tags?: object
  replicas?: object
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
  if (bytes.length >= MAX_DEFINITION_BYTES) {
    throw unreadable('definition', tooMuch)
  }
  try {
    new JsonShape("The snapshot's pool.json").see(bytes)
    definitionCodec.decode(line)
  } catch (error) {
    const why = error instanceof FormatRefusal ? error.why : tooMuch
    throw unreadable('definition', why)
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

function invalid(why = 'is not canonical'): FormatRefusal {
  return new FormatRefusal(
    'snapshot-invalid',
    why,
    "The snapshot's pool.json is not a pool definition as this tool writes it. It was not written by this tool, or was changed since. Restore from another snapshot."
  )
}
