import { invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import { attributeNameShape } from '../protocol/shapes.ts'
import type { Schema, SchemaAttribute } from './schema.ts'

/** Bytes of UTF-8. Source: developer guide, "Quotas in Amazon Cognito". */
const maxValueBytes = 2048

/** Written by Cognito itself, never by a request. */
const ownedByCognito = new Set(['sub', 'identities'])

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u
const phonePattern = /^\+[1-9]\d{1,14}$/

export const isEmail = (value: string) => emailPattern.test(value)
export const isPhoneNumber = (value: string) => phonePattern.test(value)

/**
 * Reads the attributes of a request that creates (`create`) or changes
 * (`update`) a user, and checks each against the schema. A blank value in the
 * result deletes the attribute. Throws InvalidParameterException.
 *
 * Source: developer guide, "User pool attributes".
 */
export function readAttributes(
  schema: Schema,
  list: Members[],
  purpose: 'create' | 'update'
): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const item of list) {
    const name = item.string('Name', attributeNameShape)
    const value = item.optionalString('Value', { secret: true }) ?? ''
    if (attributes.has(name))
      throw invalidParameter(`Attribute ${name} is given more than once.`)
    if (Buffer.byteLength(value) > maxValueBytes)
      throw invalidParameter(
        `1 validation error detected: Value at 'userAttributes' failed to satisfy constraint: Member must have length less than or equal to ${maxValueBytes}`
      )
    checkAttribute(schema, name, value, purpose)
    attributes.set(name, value)
  }
  return attributes
}

function checkAttribute(
  schema: Schema,
  name: string,
  value: string,
  purpose: 'create' | 'update'
): void {
  if (ownedByCognito.has(name))
    throw invalidParameter(`Cannot modify the non-mutable attribute ${name}`)
  const definition = schema.get(name)
  if (definition === undefined)
    throw nonconforming(name, 'Attribute does not exist in the schema.')
  if (purpose === 'update' && !definition.Mutable)
    throw invalidParameter(`user.${name}: Attribute cannot be updated.\n`)
  if (value === '') {
    if (purpose === 'update' && definition.Required)
      throw invalidParameter(
        `user.${name}: Required attribute cannot be deleted.\n`
      )
    return
  }
  checkFormat(name, value)
  const problem = checkers[definition.AttributeDataType](value, definition)
  if (problem !== undefined) throw nonconforming(name, problem)
}

function checkFormat(name: string, value: string): void {
  if (name === 'email' && !isEmail(value))
    throw invalidParameter('Invalid email address format.')
  if (name === 'phone_number' && !isPhoneNumber(value))
    throw invalidParameter('Invalid phone number format.')
}

const nonconforming = (name: string, problem: string) =>
  invalidParameter(
    `Attributes did not conform to the schema: ${name}: ${problem}\n`
  )

type Checker = (
  value: string,
  definition: SchemaAttribute
) => string | undefined

const checkers: Record<SchemaAttribute['AttributeDataType'], Checker> = {
  String(value, { StringAttributeConstraints: bounds }) {
    // The console counts characters; bytes have a separate limit.
    const length = Array.from(value).length
    if (bounds?.MinLength !== undefined && length < Number(bounds.MinLength))
      return `String must be at least ${bounds.MinLength} characters.`
    if (bounds?.MaxLength !== undefined && length > Number(bounds.MaxLength))
      return `String must be no longer than ${bounds.MaxLength} characters.`
    return undefined
  },
  Number(value, { NumberAttributeConstraints: bounds }) {
    if (!/^-?\d+(\.\d+)?$/.test(value))
      return 'Attribute value is not a number.'
    const number = Number(value)
    if (bounds?.MinValue !== undefined && number < Number(bounds.MinValue))
      return `Value must be at least ${bounds.MinValue}.`
    if (bounds?.MaxValue !== undefined && number > Number(bounds.MaxValue))
      return `Value must be no more than ${bounds.MaxValue}.`
    return undefined
  },
  Boolean(value) {
    if (/^(true|false)$/i.test(value)) return undefined
    return 'Attribute value is not a boolean.'
  },
  DateTime(value) {
    if (!Number.isNaN(Date.parse(value))) return undefined
    return 'Attribute value is not a date.'
  }
}

/** Contact attributes that have a `…_verified` attribute too. */
export const verifiable = ['email', 'phone_number'] as const

/**
 * Throws if a verified flag has no attribute. `attributes` are those of the
 * user after the request.
 * Source: API reference, AdminCreateUser.
 */
export function checkVerifiedFlags(attributes: Map<string, string>): void {
  for (const name of verifiable)
    if (isVerified(attributes, name) && !attributes.has(name))
      throw invalidParameter(
        `${name}_verified is set to true but no ${name} is provided.`
      )
}

export function isVerified(
  attributes: ReadonlyMap<string, string>,
  name: string
): boolean {
  return attributes.get(`${name}_verified`)?.toLowerCase() === 'true'
}
