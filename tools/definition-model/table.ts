import type {
  Member,
  ServiceModel
} from '../../simulator/service-model/model.ts'

/** The operations whose answers a snapshot's definition is made of. */
export const DEFINITION_READS = [
  'DescribeCIMDPolicy',
  'DescribeIdentityProvider',
  'DescribeManagedLoginBrandingByClient',
  'DescribeRiskConfiguration',
  'DescribeTerms',
  'DescribeUserPool',
  'DescribeUserPoolClient',
  'DescribeUserPoolDomain',
  'GetLogDeliveryConfiguration',
  'GetUICustomization',
  'GetUserPoolClientSessionConfiguration',
  'GetUserPoolMfaConfig',
  'GetUserPoolSessionConfiguration',
  'ListCIMDPolicies',
  'ListIdentityProviders',
  'ListPointInTimeRecoveries',
  'ListResourceServers',
  'ListTagsForResource',
  'ListTerms',
  'ListUserPoolClientSecrets',
  'ListUserPoolClients',
  'ListUserPoolReplicas'
]

/** The operations that make a pool from a definition. */
export const DEFINITION_WRITES = [
  'AddCustomAttributes',
  'CreateCIMDPolicy',
  'CreateIdentityProvider',
  'CreateManagedLoginBranding',
  'CreateResourceServer',
  'CreateTerms',
  'CreateUserPool',
  'CreateUserPoolClient',
  'CreateUserPoolDomain',
  'SetLogDeliveryConfiguration',
  'SetRiskConfiguration',
  'SetUICustomization',
  'SetUserPoolClientSessionConfiguration',
  'SetUserPoolMfaConfig',
  'SetUserPoolSessionConfiguration',
  'UpdateUserPool'
]

/** An app client's id is marked as sensitive, and is no secret. */
const NO_SECRETS = ['ClientIdType']

/** By the name of a structure, the kind of each of its members. */
export type Table = Record<string, Record<string, string>>

/**
 * All structures of the answers that a definition is made of.
 *
 * @throws Error for an operation that the model lacks, or a type that no answer
 *   has had yet
 */
export function definitionTable(model: ServiceModel): Table {
  return structuresBelow(
    model,
    DEFINITION_READS.map(operation => {
      const { output } = model.operations[operation] ?? {}
      if (output === `${operation}Response`) return output
      throw new Error(`The model has no answer of ${operation}.`)
    })
  )
}

/**
 * The structures of the requests that make a pool from a definition, without
 * those that a definition has as well.
 *
 * @throws Error as definitionTable does
 */
export function requestTable(model: ServiceModel): Table {
  const requests = structuresBelow(
    model,
    DEFINITION_WRITES.map(operation => {
      const { input } = model.operations[operation] ?? {}
      if (input === `${operation}Request`) return input
      throw new Error(`The model has no request of ${operation}.`)
    })
  )
  const known = definitionTable(model)
  return Object.fromEntries(
    Object.entries(requests).filter(([name]) => !(name in known))
  )
}

function structuresBelow(model: ServiceModel, tops: readonly string[]): Table {
  const table: Table = {}

  function kindOf({ shape: name }: Member): string {
    const shape = model.shapes[name]
    if (shape === undefined) throw new Error(`The model has no ${name}.`)
    if (shape.sensitive && !NO_SECRETS.includes(name)) return 'secret'
    switch (shape.type) {
      case 'structure':
        if (shape.document) return 'document'
        addStructure(name)
        return name
      case 'list':
        return `[]${kindOf(part(shape.member))}`
      case 'map':
        return `{}${kindOf(part(shape.value))}`
      case 'string':
        return shape.enum === undefined ? 'text' : 'word'
      case 'integer':
      case 'long':
        return 'number'
      case 'boolean':
      case 'blob':
        return shape.type
      case 'timestamp':
        return 'date'
      default:
        throw new Error(`Nothing keeps a ${shape.type} yet.`)
    }
  }

  function addStructure(name: string): void {
    if (name in table) return
    const members = Object.entries(model.shapes[name]?.members ?? {})
    const kinds: Record<string, string> = {}
    table[name] = kinds
    for (const [member, place] of members) kinds[member] = kindOf(place)
  }

  for (const name of tops) addStructure(name)
  return Object.fromEntries(
    Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))
  )
}

function part(member: Member | undefined): Member {
  if (member === undefined) throw new Error('A list or map has no parts.')
  return member
}

/** The source of the table of answers in `src`: a line for each structure. */
export function tableSource(model: ServiceModel): string {
  return `${headOf(model)}
/**
 * The structures of the answers that a definition is made of: the name, and each
 * member with its kind. A kind is the name of another structure, [] and the kind
 * of a list's items, {} and the kind of a map's values, or one of: text (left out
 * here), word (of an enumeration), number, boolean, date, blob, document (any
 * JSON), secret.
 */
export const MODEL = \`
${linesOf(definitionTable(model))}
\`
`
}

/** The source of the table of requests in `src`. */
export function requestSource(model: ServiceModel): string {
  return `${headOf(model)}
/**
 * The structures of the requests that make a pool, in the form of MODEL in
 * src/cognito/definition/model.ts, without the structures that are there.
 */
export const REQUEST_MODEL = \`
${linesOf(requestTable(model))}
\`
`
}

function headOf({ botocore }: ServiceModel): string {
  return `/*
 * Made by tools/definition-model/main.ts from the extract of botocore
 * ${botocore} in simulator/service-model. A test holds the two together.
 */
`
}

function linesOf(table: Table): string {
  return Object.entries(table)
    .map(([name, kinds]) => `${name} ${membersOf(kinds)}`)
    .join('\n')
}

function membersOf(kinds: Readonly<Record<string, string>>): string {
  return Object.entries(kinds)
    .map(([name, kind]) => (kind === 'text' ? name : `${name}:${kind}`))
    .join(' ')
}
