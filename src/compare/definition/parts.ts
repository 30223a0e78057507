import type { ClientNames } from './client-names.ts'
import { isObject, textOf, type Json, type JsonObject } from './json.ts'
import type { Kind } from './rules.ts'
import { AUTOMATIC_ATTRIBUTE, schemaSettings } from './schema-part.ts'

/** A piece of a definition that has a name and settings of its own. */
export interface Part {
  kind: Kind
  /** Unique in its definition. */
  key: string
  /** For people: `pool`, `client/mobile`, `schema/custom:plan`. */
  name: string
  settings: JsonObject
  /** The name of the app client that the part belongs to, if any. */
  ofClient?: string
  /** Every pool has it, even where nothing of it is set. */
  isSingle: boolean
}

/** What a section of a definition holds, by its path; `undefined`: not captured. */
export function sectionAt(
  definition: JsonObject,
  path: string
): Json | undefined {
  let value: Json | undefined = definition
  for (const member of path.split('.')) {
    value = isObject(value) ? value[member] : undefined
  }
  return value
}

/**
 * The parts that a section of a definition consists of.
 *
 * @param value what the section holds, `null` where nothing of it is set
 * @param clients names of app clients by their ids
 */
export function partsOfSection(
  section: string,
  value: Json,
  clients: ClientNames
): Part[] {
  const read = READERS[section]
  return read === undefined ? [] : read(value, clients)
}

type Reader = (value: Json, clients: ClientNames) => Part[]

const READERS: Readonly<Record<string, Reader>> = {
  userPool: poolParts,
  mfaConfig: value => [single('mfa', value)],
  tags: value => [single('tags', value)],
  clients: (value, clients) =>
    ofClients('client', value, clients).map(part => ({
      ...part,
      settings: withSecretCount(part.settings)
    })),
  identityProviders: value =>
    // Some answers list the pool itself as a provider "Cognito".
    many('identity-provider', value, 'ProviderName').filter(
      ({ settings }) => settings['ProviderName'] !== 'Cognito'
    ),
  resourceServers: value => many('resource-server', value, 'Identifier'),
  domains: value => many('domain', value, 'Domain'),
  'branding.pool': value => [single('branding', value)],
  'branding.clients': (value, clients) => ofClients('branding', value, clients),
  'branding.managedLogin': (value, clients) =>
    ofClients('managed-login', value, clients),
  'riskConfigurations.pool': value => [single('risk', value)],
  'riskConfigurations.clients': (value, clients) =>
    ofClients('risk', value, clients),
  logDelivery: value => [single('log-delivery', value)],
  terms: (value, clients) => ofClients('terms', value, clients, 'TermsName'),
  replicas: value => many('replica', value, 'RegionName'),
  'sessionConfiguration.pool': value => [single('sessions', value)],
  'sessionConfiguration.clients': (value, clients) =>
    ofClients('client-sessions', value, clients),
  cimdPolicies: (value, clients) =>
    ofClients('cimd-policy', value, clients, 'PolicyName')
}

export const SECTIONS: readonly string[] = Object.keys(READERS)

function poolParts(value: Json): Part[] {
  const { LambdaConfig = {}, SchemaAttributes = [], ...pool } = asObject(value)
  const attributes = many('schema', SchemaAttributes, 'Name')
    .filter(({ settings }) => settings['Name'] !== AUTOMATIC_ATTRIBUTE)
    .map(part => ({ ...part, settings: schemaSettings(part.settings) }))
  return [single('pool', pool), single('triggers', LambdaConfig), ...attributes]
}

/** The ids of secrets have dates in them, so their number is what counts. */
function withSecretCount(client: JsonObject): JsonObject {
  const { secrets, hasClientSecret, ...settings } = client
  return {
    ...settings,
    ...(hasClientSecret !== 'unknown' && { hasClientSecret }),
    ...(Array.isArray(secrets) && { secrets: secrets.length })
  }
}

function single(kind: Kind, value: Json): Part {
  const settings = asObject(value)
  return { kind, key: kind, name: kind, settings, isSingle: true }
}

/** One part of each item of a list, named by a member of it. */
function many(kind: Kind, value: Json, by: string): Part[] {
  return objectsIn(value).map(settings => ({
    kind,
    ...named(kind, textOf(settings[by])),
    settings,
    isSingle: false
  }))
}

/** One part of each item of a list whose items name their app client. */
function ofClients(
  kind: Kind,
  value: Json,
  clients: ClientNames,
  by?: string
): Part[] {
  return objectsIn(value).map(settings => {
    const id = textOf(settings['ClientId'])
    const client = clients.get(id) ?? id
    const own = by === undefined ? [] : [textOf(settings[by])]
    return {
      kind,
      ...named(kind, client, ...own),
      settings,
      // Cognito names no client once the client is gone.
      ...(id !== '' && { ofClient: client }),
      isSingle: false
    }
  })
}

/** A key that no name of another part can be made to look like. */
function named(kind: Kind, ...names: readonly string[]) {
  return {
    key: JSON.stringify([kind, ...names]),
    name: [kind, ...names].join('/')
  }
}

function objectsIn(value: Json): JsonObject[] {
  return Array.isArray(value) ? (value as Json[]).filter(isObject) : []
}

function asObject(value: Json): JsonObject {
  return isObject(value) ? value : {}
}
