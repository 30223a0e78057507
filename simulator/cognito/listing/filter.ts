import { invalidParameter } from '../protocol/errors.ts'
import type { SearchableAttribute } from '../state/searchable.ts'
import { isSearchable, searchedIn, searchValue } from '../state/searchable.ts'
import type { User } from '../state/user.ts'

/** A parsed `Filter` of ListUsers. */
export interface UserFilter {
  attribute: SearchableAttribute
  /** `=` for the whole value, `^=` for the beginning of it. */
  type: '=' | '^='
  value: string
}

/**
 * `AttributeName Filter-Type "AttributeValue"`: the spaces are optional, the
 * name may be in quotation marks too, and inside the value a quotation mark or
 * a backslash is written with a backslash before it.
 */
const grammar =
  /^\s*(?:"(?<quoted>[^"\s]+)"|(?<plain>[^"\s=^]+))\s*(?<type>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$/su

/**
 * Parses the filter of a ListUsers request; an empty one means no filter.
 * Throws InvalidParameterException.
 *
 * Source: developer guide, "Searching for users using the ListUsers API".
 */
export function parseFilter(text: string): UserFilter | undefined {
  if (text === '') return undefined
  const { quoted, plain, type, value } = grammar.exec(text)?.groups ?? {}
  const name = quoted ?? plain
  if (name === undefined || value === undefined)
    throw invalidParameter('Error while parsing filter.')
  if (!isSearchable(name))
    throw invalidParameter(`Invalid search attribute: ${name}`)
  return {
    attribute: name,
    type: type === '^=' ? '^=' : '=',
    value: value.replace(/\\(.)/gsu, '$1')
  }
}

/** Tells whether the filter lets a user through. */
export function matcher({
  attribute,
  type,
  value
}: UserFilter): (user: User) => boolean {
  const wanted = searchValue(attribute, value)
  return user => {
    const has = searchedIn(user, attribute)
    if (has === undefined) return false
    const found = searchValue(attribute, has)
    return type === '=' ? found === wanted : found.startsWith(wanted)
  }
}
