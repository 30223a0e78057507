import { createHash } from 'node:crypto'
import { comparable, VERIFIED_FLAGS } from '../../cognito/boolean-attributes.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import { isWritable, type Attributes } from './attributes.ts'

const DIGEST_DIGITS = 16

/**
 * Tells whether two users have the same attributes, of those that a restore
 * writes: blank ones are none, and an address whose flag is missing is as little
 * verified as one whose flag is false.
 *
 * @param schema of the pool; without it, only the flags are known as Booleans
 */
export function attributesDigest(
  attributes: Attributes,
  schema?: ReadonlyMap<string, SchemaAttribute>
): string {
  const told = Object.entries(attributes)
    .filter(([name, value]) => isTold(name, value))
    .map(([name, value]) => [name, comparable(name, value, schema)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const hash = createHash('sha256').update(JSON.stringify(told))
  return hash.digest('hex').slice(0, DIGEST_DIGITS)
}

/** Whether an attribute says something, as attributesDigest takes it. */
export function isTold(name: string, value: string): boolean {
  return (
    isWritable(name) &&
    value !== '' &&
    !(VERIFIED_FLAGS.includes(name) && value.toLowerCase() === 'false')
  )
}
