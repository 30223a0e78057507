import * as v from 'valibot'
import { UserError } from '../errors.ts'
import type { Codec } from './records.ts'

/**
 * The pool's definition, `pool.json`: the answers of DescribeUserPool and
 * GetUserPoolMfaConfig as Cognito gave them, dates as ISO 8601. Only what a
 * restore relies on is typed; all else is kept as it is.
 */
const definition = v.looseObject({
  userPool: v.looseObject({
    SchemaAttributes: v.optional(
      v.array(v.looseObject({ Name: v.optional(v.string()) }))
    )
  }),
  mfaConfig: v.looseObject({})
})

export type PoolDefinition = v.InferOutput<typeof definition>

/** The line of a definition whose parts are answers of the API. */
export function encodeDefinition(content: {
  userPool: object
  mfaConfig: object
}): string {
  return JSON.stringify(content)
}

export const definitionCodec: Codec<PoolDefinition> = {
  encode: encodeDefinition,
  decode(line) {
    const parsed = parse(line)
    const result = v.safeParse(definition, parsed)
    // Parsing forgives a key twice and white space; the writer makes neither.
    if (!result.success || JSON.stringify(parsed) !== line) throw invalid()
    return result.output
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw invalid()
  }
}

function invalid(): UserError {
  return new UserError(
    'snapshot-invalid',
    "The snapshot's pool.json is not a pool definition as this tool writes it. It was not written by this tool, or was changed since."
  )
}
