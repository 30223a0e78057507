import type { SchemaAttribute } from './schema.ts'

/** The Boolean attributes that every pool has. */
export const VERIFIED_FLAGS: readonly string[] = [
  'email_verified',
  'phone_number_verified'
]

/** The types of a pool's attributes, by their names. */
type Types = ReadonlyMap<string, Pick<SchemaAttribute, 'type'>>

/**
 * Whether a Boolean attribute is true. Some SDKs store "True". Cognito keeps that
 * text and treats the address as verified (seen in a live pool; AWS documents no
 * spelling).
 */
export function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true'
}

/**
 * @param types those of the pool; without them, only VERIFIED_FLAGS are Boolean
 */
export function isBoolean(name: string, types?: Types): boolean {
  return VERIFIED_FLAGS.includes(name) || types?.get(name)?.type === 'Boolean'
}

/** A value in the form in which values are compared: "True" becomes "true". */
export function comparable(name: string, value: string, types?: Types): string {
  return isBoolean(name, types) ? value.toLowerCase() : value
}

/** Whether two values of an attribute mean the same. A missing value is ''. */
export function isSameValue(
  name: string,
  one = '',
  other = '',
  types?: Types
): boolean {
  return comparable(name, one, types) === comparable(name, other, types)
}
