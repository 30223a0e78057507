import {
  canonical,
  isObject,
  textOf,
  type Json,
  type JsonObject
} from '../../compare/definition/json.ts'
import { sectionAt } from '../../compare/definition/parts.ts'
import { UserError } from '../../shared/errors.ts'

/** Where a definition shows what a call makes, and which members say that. */
const MADE_BY: Readonly<Record<string, [section: string, keys: string[]]>> = {
  CreateResourceServer: ['resourceServers', ['Identifier']],
  CreateIdentityProvider: ['identityProviders', ['ProviderName']],
  CreateUserPoolDomain: ['domains', ['Domain']],
  CreateManagedLoginBranding: ['branding.managedLogin', ['ClientId']],
  CreateTerms: ['terms', ['ClientId', 'TermsName']],
  CreateCIMDPolicy: ['cimdPolicies', ['ClientId', 'PolicyName']],
  CreateUserPoolReplica: ['replicas', ['RegionName']]
}

/** Whether a call makes something, and so must not have its effect twice. */
export function isMadeOnce(operation: string): boolean {
  return /^(Create|Add)/.test(operation)
}

/**
 * What is left of a request in a pool that has some of it already. Calls that set
 * something are left as they are.
 *
 * @param input with the new ids of app clients
 * @param definition of the new pool, as it is now
 * @returns `undefined` if nothing is left
 * @throws UserError `half-made` if the definition doesn't tell
 */
export function stillToSend(
  operation: string,
  input: JsonObject,
  definition: JsonObject
): JsonObject | undefined {
  if (operation === 'AddCustomAttributes') {
    return withoutThere(input, definition)
  }
  const made = MADE_BY[operation]
  if (made === undefined) return input
  const [section, keys] = made
  const value = sectionAt(definition, section)
  if (value === undefined) throw notRead(section)
  const isThere = objectsIn(value).some(one =>
    keys.every(key => textOf(one[key]) === textOf(input[key]))
  )
  return isThere ? undefined : input
}

function withoutThere(
  input: JsonObject,
  definition: JsonObject
): JsonObject | undefined {
  const { CustomAttributes = [], ...others } = input
  const there = new Set(
    objectsIn(sectionAt(definition, 'userPool.SchemaAttributes') ?? null)
      .filter(({ Name }) => /^(?:custom|dev):/.test(textOf(Name)))
      .map(attributeKey)
  )
  const left = objectsIn(CustomAttributes).filter(
    attribute => !there.has(attributeKey(attribute))
  )
  return left.length === 0 ? undefined : { ...others, CustomAttributes: left }
}

/** The name as AddCustomAttributes takes it, and whether only developers see it. */
function attributeKey({ Name, DeveloperOnlyAttribute }: JsonObject): string {
  const name = textOf(Name).replace(/^(?:dev:)?custom:|^dev:/, '')
  return canonical([name, DeveloperOnlyAttribute === true])
}

function objectsIn(value: Json): JsonObject[] {
  return Array.isArray(value) ? (value as Json[]).filter(isObject) : []
}

function notRead(section: string): UserError {
  return new UserError(
    'half-made',
    `It can't be read what the pool has of ${section}, so it isn't known what is left to make. Allow the role to read it, then run the job again.`
  )
}
