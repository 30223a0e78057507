import { dateOf } from '../calls/answers.ts'
import {
  isMemberName,
  keepMember,
  keepUnknown,
  mapMembers,
  type UnknownMembers
} from './keep-unknown.ts'
import { safeDetails } from './provider-details.ts'
import { STRUCTURES } from './structures.ts'

/** A type of the SDK as a snapshot holds it: dates ISO 8601, blobs base64. */
export type Stored<T> = T extends Date | Uint8Array
  ? string
  : T extends readonly (infer Item)[]
    ? Stored<Item>[]
    : T extends object
      ? { [Key in keyof T]: Stored<T[Key]> }
      : T

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/**
 * The rule against secrets: what of a value a snapshot may hold. A member that
 * the service model knows is kept, unless it is marked as sensitive; of
 * ProviderDetails only keys that are known to be harmless. Of a member that the
 * model doesn't know, or that isn't what the model says, these are kept: booleans,
 * numbers, words of `[A-Z_0-9]`, ARNs, and lists and structures of them. All other
 * text is left out.
 *
 * @param kind of the value, as in model.ts
 * @param value as JSON.parse gives it: dates are seconds since 1970
 * @param path of the value in the definition
 * @returns a copy with dates as ISO 8601; `undefined` where nothing is kept. What
 *   is null counts as not given.
 */
export function keepKnown(
  kind: string,
  value: unknown,
  path: string,
  unknown: UnknownMembers
): unknown {
  if (value === null || value === undefined || kind === 'secret') {
    return undefined
  }
  if (kind.startsWith('[]') && Array.isArray(value)) {
    return value
      .map(item => keepKnown(kind.slice(2), item, path, unknown))
      .filter(item => item !== undefined)
  }
  if (kind.startsWith('{}') && isObject(value)) {
    return mapMembers(value, (_, item) =>
      keepKnown(kind.slice(2), item, path, unknown)
    )
  }
  if (STRUCTURES.has(kind) && isObject(value)) {
    return keepStructure(kind, value, path, unknown)
  }
  return keepScalar(kind, value) ?? keepUnknown(value, path, unknown)
}

function keepStructure(
  name: string,
  value: object,
  path: string,
  unknown: UnknownMembers
): object {
  const kinds = STRUCTURES.get(name)
  const { ProviderDetails: details, ...rest } =
    name === 'IdentityProviderType' ? (value as WithDetails) : { ...value }
  const kept = mapMembers(rest, (key, inner) => {
    const kind = kinds?.get(key)
    if (kind !== undefined) {
      return keepKnown(kind, inner, `${path}.${key}`, unknown)
    }
    unknown.seen(isMemberName(key) ? `${path}.${key}` : path)
    return keepMember(key, inner, path, unknown)
  })
  return name === 'IdentityProviderType'
    ? { ...kept, ...safeDetails(isObject(details) ? details : {}) }
    : kept
}

interface WithDetails {
  ProviderDetails?: unknown
}

/** `undefined` where the value isn't what the model says it is. */
function keepScalar(kind: string, value: unknown): unknown {
  switch (kind) {
    case 'text':
    case 'word':
      return typeof value === 'string' ? value : undefined
    case 'blob':
      return typeof value === 'string' && BASE64.test(value) ? value : undefined
    case 'date':
      return typeof value === 'number' ? toTime(value) : undefined
    case 'document':
      return isObject(value) ? value : undefined
    default:
      return undefined
  }
}

function toTime(seconds: number): string | undefined {
  const date = dateOf(seconds)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
