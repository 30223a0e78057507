import {
  canonical,
  isObject,
  textOf,
  type Json,
  type JsonObject
} from './json.ts'
import {
  DEFAULTS,
  DOCUMENTS,
  hasRule,
  KEYED,
  OWN_REGION,
  PRESENCE_COUNTS,
  type Kind
} from './rules.ts'

/** What decides how a setting is read. */
export interface Reading {
  kind: Kind
  /** Of the pool. */
  region: string
  isLeftOut: (path: string) => boolean
}

/**
 * Settings as they are compared: without what is left out, what is empty and what
 * is a default; lists that are sets in one order, lists with keys by their keys.
 * Two sides are equal if this is equal.
 *
 * @param settings as AWS gave them
 * @returns `undefined` where nothing is left of a value
 */
export function normalise(
  value: Json | undefined,
  path: string,
  reading: Reading
): Json | undefined {
  const { kind } = reading
  if (value === undefined || (path !== '' && reading.isLeftOut(path))) {
    return undefined
  }
  if (hasRule(DOCUMENTS, kind, path)) return canonical(value)
  const read = isObject(value)
    ? normaliseObject(value, path, reading)
    : Array.isArray(value)
      ? normaliseList(value as readonly Json[], path, reading)
      : value
  if (hasRule(PRESENCE_COUNTS, kind, path)) return read
  return isEmpty(read) || isDefault(read, path, reading) ? undefined : read
}

function normaliseObject(
  value: JsonObject,
  path: string,
  reading: Reading
): JsonObject {
  const members: [string, Json][] = []
  for (const [member, inner] of Object.entries(value)) {
    const read = normalise(inner, joined(path, member), reading)
    if (read !== undefined) members.push([member, read])
  }
  return Object.fromEntries(members)
}

function normaliseList(
  list: readonly Json[],
  path: string,
  reading: Reading
): Json {
  const keyed = KEYED.find(
    rule => rule.kind === reading.kind && rule.path === path
  )
  if (keyed !== undefined) {
    const items = list.filter(isObject).map(item => {
      const key = keyed.by.map(member => textOf(item[member])).join(' ')
      return [key, item] as const
    })
    return normaliseObject(Object.fromEntries(items), path, reading)
  }
  const items = list.map(item =>
    isObject(item) ? normaliseObject(item, `${path}.*`, reading) : item
  )
  const texts = items.map(item => canonical(item))
  return [...new Set(texts)].sort().map(text => JSON.parse(text) as Json)
}

export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isObject(value) && Object.keys(value).length === 0
}

function isDefault(
  value: Json,
  path: string,
  { kind, region }: Reading
): boolean {
  const found = DEFAULTS.find(rule => rule.kind === kind && rule.path === path)
  if (found === undefined) return false
  const meant = found.value === OWN_REGION ? region : found.value
  return canonical(meant) === canonical(value)
}

export function joined(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`
}
