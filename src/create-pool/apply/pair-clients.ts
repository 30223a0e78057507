import {
  canonical,
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import type { Step } from '../parts/made-part.ts'

/**
 * Finds the app clients that an earlier run has made. Names aren't unique, so of
 * several with one name those go together whose settings and secrets are as
 * planned; then those with fitting secrets, in the order in which they were made.
 *
 * @param steps CreateUserPoolClient, in their order
 * @param found UserPoolClientTypes of the new pool, with their secrets
 * @returns new ids by the old ones
 */
export function pairClients(
  steps: readonly Step[],
  found: readonly JsonObject[]
): Map<string, string> {
  const left = found.toSorted((a, b) => madeAt(a) - madeAt(b))
  const pairs = new Map<string, string>()
  for (const isFit of [isAsPlanned, hasNameAndSecret]) {
    for (const { input } of steps) {
      const old = textOf(input['ClientId'])
      if (pairs.has(old)) continue
      const at = left.findIndex(client => isFit(input, client))
      const [client] = at < 0 ? [] : left.splice(at, 1)
      if (client !== undefined) pairs.set(old, textOf(client['ClientId']))
    }
  }
  return pairs
}

function madeAt(client: JsonObject): number {
  return Number(client['CreationDate'] ?? 0)
}

function isAsPlanned(input: JsonObject, client: JsonObject): boolean {
  const {
    ClientId: _,
    ClientSecret: __,
    GenerateSecret: ___,
    PublishSecretsInAWSSecretsManager: ____,
    ...settings
  } = input
  return hasNameAndSecret(input, client) && holds(client, settings)
}

function hasNameAndSecret(input: JsonObject, client: JsonObject): boolean {
  const { ClientName, ClientSecret, GenerateSecret = false } = input
  const { ClientSecret: secret, ClientSecretArn: managed } = client
  if (textOf(client['ClientName']) !== textOf(ClientName)) return false
  if (ClientSecret !== undefined) return secret === ClientSecret
  return (textOf(secret) !== '' || textOf(managed) !== '') === GenerateSecret
}

/**
 * Whether a value has all that another one says. Lists are sets, and what is empty
 * or false is as good as left out: Cognito fills in and leaves out.
 */
function holds(has: Json | undefined, wanted: Json): boolean {
  if (isObject(wanted)) {
    const members = isObject(has) ? has : {}
    return Object.entries(wanted).every(([name, value]) =>
      holds(members[name], value)
    )
  }
  if (isNothing(wanted)) return isNothing(has)
  return asSet(has) === asSet(wanted)
}

function isNothing(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.length === 0
  return value === undefined || value === null || value === '' || !value
}

function asSet(value: Json | undefined): string {
  return Array.isArray(value)
    ? canonical(value.map(item => canonical(item as Json)).sort())
    : canonical(value)
}
