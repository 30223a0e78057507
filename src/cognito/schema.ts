import type { SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider'

/** What a pool demands of one attribute of its users. */
export interface SchemaAttribute {
  /** As users have it: `email`, `custom:plan`, `dev:rank`. */
  name: string
  type: AttributeType
  /** False: "You can only write a value … when you create a user." */
  mutable: boolean
  required: boolean
  /** Characters, of a String. */
  minLength?: number
  maxLength?: number
  /** Of a Number. */
  minValue?: number
  maxValue?: number
}

export type AttributeType = 'String' | 'Number' | 'DateTime' | 'Boolean'

const TYPES: readonly string[] = ['String', 'Number', 'DateTime', 'Boolean']

/**
 * Reads the schema from `SchemaAttributes` of DescribeUserPool: Cognito's answer
 * or the unchecked copy in a snapshot. Entries without a name are left out. A
 * missing or malformed setting becomes the one that demands least of users. Never
 * throws.
 */
export function toSchema(attributes: unknown): SchemaAttribute[] {
  if (!Array.isArray(attributes)) return []
  return attributes.flatMap((item: unknown) => {
    const { Name: name, ...given } = fieldsOf(item)
    if (typeof name !== 'string' || name === '') return []
    const { AttributeDataType: type, Mutable, Required } = given
    const text = fieldsOf(given['StringAttributeConstraints'])
    const number = fieldsOf(given['NumberAttributeConstraints'])
    return [
      {
        name,
        type: isType(type) ? type : 'String',
        mutable: Mutable !== false,
        required: Required === true,
        ...limit('minLength', text['MinLength']),
        ...limit('maxLength', text['MaxLength']),
        ...limit('minValue', number['MinValue']),
        ...limit('maxValue', number['MaxValue'])
      }
    ]
  })
}

/** The attributes by name. */
export function byName(
  schema: readonly SchemaAttribute[]
): ReadonlyMap<string, SchemaAttribute> {
  return new Map(schema.map(attribute => [attribute.name, attribute]))
}

/** Whether it is a custom attribute: its name has a prefix. */
export function isCustom(name: string): boolean {
  return name.startsWith('custom:') || name.startsWith('dev:')
}

/** A custom attribute's name without the prefix, which Cognito adds itself. */
export function bareName(name: string): string {
  return name.replace(/^(dev:)?(custom:)?/, '')
}

/**
 * The attribute in the form of AddCustomAttributes: without the prefix, which
 * Cognito adds itself, and never required, because custom attributes can't be.
 */
export function toNewAttribute(
  attribute: SchemaAttribute
): SchemaAttributeType {
  const { name, type, mutable } = attribute
  const { minLength, maxLength, minValue, maxValue } = attribute
  const hasLengths = minLength !== undefined || maxLength !== undefined
  const hasValues = minValue !== undefined || maxValue !== undefined
  return {
    Name: bareName(name),
    AttributeDataType: type,
    Mutable: mutable,
    ...(name.startsWith('dev:') && { DeveloperOnlyAttribute: true }),
    ...(type === 'String' &&
      hasLengths && {
        StringAttributeConstraints: {
          MinLength: digits(minLength),
          MaxLength: digits(maxLength)
        }
      }),
    ...(type === 'Number' &&
      hasValues && {
        NumberAttributeConstraints: {
          MinValue: digits(minValue),
          MaxValue: digits(maxValue)
        }
      })
  }
}

function isType(type: unknown): type is AttributeType {
  return typeof type === 'string' && TYPES.includes(type)
}

/** The fields of a value that should be an object. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : {}
}

/** Cognito gives limits as strings. A text that is no number sets no limit. */
function limit<Name extends string>(
  name: Name,
  given: unknown
): Partial<Record<Name, number>> {
  const value = typeof given === 'string' && given !== '' ? Number(given) : NaN
  return (Number.isFinite(value) ? { [name]: value } : {}) as Partial<
    Record<Name, number>
  >
}

/** Writes large numbers without an exponent. */
function digits(value: number | undefined): string | undefined {
  if (value === undefined) return undefined
  return Number.isInteger(value) ? BigInt(value).toString() : String(value)
}
