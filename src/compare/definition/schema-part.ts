import { isObject, textOf, type Json, type JsonObject } from './json.ts'

/** Cognito adds it by itself, with the first identity provider or before. */
export const AUTOMATIC_ATTRIBUTE = 'identities'

const TEXT = { MinLength: '0', MaxLength: '2048' }

/**
 * The attributes that every pool has, and the limits that Cognito fills in for
 * them. Where one is missing, the pool was read before Cognito showed it.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
const STANDARD: Readonly<Record<string, JsonObject>> = {
  address: TEXT,
  birthdate: { MinLength: '10', MaxLength: '10' },
  email: TEXT,
  email_verified: {},
  family_name: TEXT,
  gender: TEXT,
  given_name: TEXT,
  locale: TEXT,
  middle_name: TEXT,
  name: TEXT,
  nickname: TEXT,
  phone_number: TEXT,
  phone_number_verified: {},
  picture: TEXT,
  preferred_username: TEXT,
  profile: TEXT,
  sub: { MinLength: '1', MaxLength: '2048' },
  updated_at: { MinValue: '0' },
  website: TEXT,
  zoneinfo: TEXT
}

export function isStandard(name: string): boolean {
  return Object.hasOwn(STANDARD, name)
}

/**
 * An attribute of the schema by what it demands of users: its limits stand at its
 * top, without those that Cognito fills in and those of another data type.
 *
 * @param attribute a SchemaAttributeType
 */
export function schemaSettings(attribute: JsonObject): JsonObject {
  const {
    Name,
    StringAttributeConstraints: text,
    NumberAttributeConstraints: number,
    ...settings
  } = attribute
  const type = settings['AttributeDataType']
  const limits = limitsOf(type === 'Number' ? number : text)
  const filledIn = STANDARD[textOf(Name)] ?? {}
  const ownLimits = Object.entries(limits).filter(
    ([limit, value]) => textOf(value) !== filledIn[limit]
  )
  const hasLimits = type === 'Number' || type === 'String'
  return { ...settings, ...(hasLimits && Object.fromEntries(ownLimits)) }
}

function limitsOf(constraints: Json | undefined): JsonObject {
  return isObject(constraints) ? constraints : {}
}
