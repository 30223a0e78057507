import {
  nameClients,
  type ClientNames
} from '../../compare/definition/client-names.ts'
import {
  isObject,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import {
  partsOfSection,
  sectionAt,
  SECTIONS,
  type Part
} from '../../compare/definition/parts.ts'

/**
 * Names for the app clients of the old pool by their ids, as `mode: compare` names
 * those of two pools: `mobile`, `mobile #2`.
 */
export function namesOfClients(definition: JsonObject): ClientNames {
  const clients = sectionAt(definition, 'clients')
  const [names] = nameClients(objectsIn(clients), [], false)
  return names
}

/** The parts of what a definition captured, in its order. */
export function partsIn(definition: JsonObject, clients: ClientNames): Part[] {
  return SECTIONS.flatMap(section => {
    const value = sectionAt(definition, section)
    return value === undefined ? [] : partsOfSection(section, value, clients)
  })
}

/**
 * A line of an input with names of app clients in place of their ids:
 * `client/mobile` for `client/2k3b…`.
 */
export function withClientNames(line: string, clients: ClientNames): string {
  return line
    .split('/')
    .map(word => clients.get(word) ?? word)
    .join('/')
}

export function objectsIn(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as Json[]).filter(isObject) : []
}
