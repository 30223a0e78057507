import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'

export type AttributeDataType = 'String' | 'Number' | 'DateTime' | 'Boolean'

/** The API's `SchemaAttributeType`, every member filled in. */
export interface SchemaAttribute {
  Name: string
  AttributeDataType: AttributeDataType
  DeveloperOnlyAttribute: boolean
  Mutable: boolean
  Required: boolean
  StringAttributeConstraints?: { MinLength?: string; MaxLength?: string }
  NumberAttributeConstraints?: { MinValue?: string; MaxValue?: string }
}

/** The attributes of a pool, by name (`custom:` and `dev:` included). */
export type Schema = Map<string, SchemaAttribute>

/** Source: developer guide, "Quotas in Amazon Cognito", resource quotas. */
const maxCustomAttributes = 50
export const maxAddedAtOnce = 25
const maxCustomNameLength = 20

/**
 * The standard attributes of every pool, from the OpenID Connect specification.
 * Their order and constraints are those of a pool of 2025.
 */
function standardAttributes(): SchemaAttribute[] {
  const text = (Name: string, MinLength = '0', MaxLength = '2048') =>
    attribute(Name, 'String', {
      StringAttributeConstraints: { MinLength, MaxLength }
    })
  return [
    text('profile'),
    text('address'),
    text('birthdate', '10', '10'),
    text('gender'),
    text('preferred_username'),
    attribute('updated_at', 'Number', {
      NumberAttributeConstraints: { MinValue: '0' }
    }),
    text('website'),
    text('picture'),
    attribute('identities', 'String', { StringAttributeConstraints: {} }),
    { ...text('sub', '1'), Mutable: false, Required: true },
    text('phone_number'),
    attribute('phone_number_verified', 'Boolean'),
    text('zoneinfo'),
    text('locale'),
    text('email'),
    attribute('email_verified', 'Boolean'),
    text('given_name'),
    text('family_name'),
    text('middle_name'),
    text('name'),
    text('nickname')
  ]
}

function attribute(
  Name: string,
  AttributeDataType: AttributeDataType,
  constraints: Partial<SchemaAttribute> = {}
): SchemaAttribute {
  return {
    Name,
    AttributeDataType,
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    ...constraints
  }
}

/**
 * Standard attributes that a request can't name: Cognito takes them for custom
 * ones. Source: aws/aws-cdk#14699.
 */
const unnamed = new Set([
  'sub',
  'identities',
  'email_verified',
  'phone_number_verified'
])

/**
 * The schema of a new pool: the standard attributes, with the changes and
 * additions in the `Schema` of a CreateUserPool request.
 */
export function createSchema(requested: Members[]): Schema {
  const schema: Schema = new Map(
    standardAttributes().map(standard => [standard.Name, standard])
  )
  const custom: Members[] = []
  for (const request of requested) {
    const name = request.string('Name', nameShape)
    const standard = unnamed.has(name) ? undefined : schema.get(name)
    if (standard === undefined) custom.push(request)
    else changeStandard(standard, request)
  }
  addCustomAttributes(schema, custom)
  return schema
}

/** A pool can require a standard attribute, or make it immutable. */
function changeStandard(standard: SchemaAttribute, request: Members): void {
  const changed = readAttribute(request, standard.AttributeDataType)
  if (
    changed.AttributeDataType !== standard.AttributeDataType ||
    changed.DeveloperOnlyAttribute
  )
    throw invalidParameter(
      `You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute ${standard.Name}`
    )
  standard.Required = changed.Required
  standard.Mutable = changed.Mutable
  Object.assign(
    standard.StringAttributeConstraints ?? {},
    changed.StringAttributeConstraints
  )
  Object.assign(
    standard.NumberAttributeConstraints ?? {},
    changed.NumberAttributeConstraints
  )
}

/**
 * Adds custom attributes to a schema: all of them, or none if one is invalid.
 *
 * Source: API reference, AddCustomAttributes and SchemaAttributeType.
 */
export function addCustomAttributes(schema: Schema, requests: Members[]): void {
  const added = requests.map(request => {
    const custom = readAttribute(request, 'String')
    if (custom.Name.length > maxCustomNameLength)
      throw invalidParameter(
        `1 validation error detected: Value '${custom.Name}' at 'customAttributes' failed to satisfy constraint: Member must have length less than or equal to ${maxCustomNameLength}`
      )
    if (custom.Required)
      throw invalidParameter(
        'Required custom attributes are not supported currently.'
      )
    const prefix = custom.DeveloperOnlyAttribute ? 'dev:custom:' : 'custom:'
    return { ...custom, Name: prefix + custom.Name }
  })
  for (const [index, { Name }] of added.entries())
    if (
      schema.has(Name) ||
      added.slice(0, index).some(other => other.Name === Name)
    )
      throw invalidParameter(
        `${Name}: Existing attribute already has name ${Name}.`
      )
  const existing = [...schema.keys()].filter(isCustom).length
  if (existing + added.length > maxCustomAttributes)
    throw invalidParameter(
      `Number of custom attributes exceeds the limit of ${maxCustomAttributes}.`
    )
  for (const custom of added) schema.set(custom.Name, custom)
}

const isCustom = (name: string) => name.includes(':')

const nameShape = { min: 1, max: 20 }

/**
 * An attribute is immutable if the request doesn't say. Pools of CloudFormation
 * and Terraform show this; the documentation doesn't.
 */
function readAttribute(
  request: Members,
  absentType: AttributeDataType
): SchemaAttribute {
  const type = request.choice('AttributeDataType', dataTypes) ?? absentType
  const definition: SchemaAttribute = {
    Name: request.string('Name', nameShape),
    AttributeDataType: type,
    DeveloperOnlyAttribute: request.boolean('DeveloperOnlyAttribute'),
    Mutable: request.boolean('Mutable'),
    Required: request.boolean('Required')
  }
  if (type === 'String')
    definition.StringAttributeConstraints = readBounds(
      request.structure('StringAttributeConstraints'),
      ['MinLength', 'MaxLength']
    )
  if (type === 'Number')
    definition.NumberAttributeConstraints = readBounds(
      request.structure('NumberAttributeConstraints'),
      ['MinValue', 'MaxValue']
    )
  return definition
}

const dataTypes = ['String', 'Number', 'DateTime', 'Boolean'] as const

function readBounds<Name extends string>(
  constraints: Members | undefined,
  names: readonly Name[]
): Partial<Record<Name, string>> {
  const bounds: Partial<Record<Name, string>> = {}
  for (const name of names) {
    const bound = constraints?.optionalString(name)
    if (bound !== undefined) bounds[name] = bound
  }
  return bounds
}
