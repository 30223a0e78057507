import { createHash } from 'node:crypto'
import { comparable, VERIFIED_FLAGS } from '../../cognito/boolean-attributes.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import { isWritable, type Attributes } from './attributes.ts'

const DIGEST_DIGITS = 16

/**
 * A digest of the attributes that a restore writes: 16 hex digits. Two users
 * with the same digest have the same attributes. A blank value counts as no
 * value, and a missing verified flag as `false`.
 *
 * @param schema of the pool, by name; without it, only the verified flags count
 *   as Booleans
 */
export function attributesDigest(
  attributes: Attributes,
  schema?: ReadonlyMap<string, SchemaAttribute>
): string {
  const compared = Object.entries(attributes)
    .filter(([name, value]) => isCompared(name, value))
    .map(([name, value]) => [name, comparable(name, value, schema)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256').update(JSON.stringify(compared))
  return hash.digest('hex').slice(0, DIGEST_DIGITS)
}

/** Whether attributesDigest takes the attribute into account. */
export function isCompared(name: string, value: string): boolean {
  return (
    isWritable(name) &&
    value !== '' &&
    !(VERIFIED_FLAGS.includes(name) && value.toLowerCase() === 'false')
  )
}
