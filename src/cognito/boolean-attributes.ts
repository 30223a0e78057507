import type { SchemaAttribute } from './schema.ts'

/** The Boolean attributes that every pool has. */
export const VERIFIED_FLAGS: readonly string[] = [
  'email_verified',
  'phone_number_verified'
]

/** The types of a pool's attributes, by their names. */
type Types = ReadonlyMap<string, Pick<SchemaAttribute, 'type'>>

/**
 * Whether a Boolean attribute says true. Some SDKs store "True": Cognito keeps
 * the text, and sends codes to an address that is verified so (seen in a live
 * pool; AWS documents no spelling).
 */
export function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

/** @param types of the pool; without them, only the verified flags are known */
export function isBoolean(name: string, types?: Types): boolean {
  return VERIFIED_FLAGS.includes(name) || types?.get(name)?.type === 'Boolean'
}

/** A value as it is told from others of its attribute: "True" is "true". */
export function comparable(name: string, value: string, types?: Types): string {
  return isBoolean(name, types) ? value.toLowerCase() : value
}

/** Whether two values of an attribute say the same; no value is a blank one. */
export function isSameValue(
  name: string,
  one = '',
  other = '',
  types?: Types
): boolean {
  return comparable(name, one, types) === comparable(name, other, types)
}
