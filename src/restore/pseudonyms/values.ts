import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { PseudonymKey } from './key.ts'
import {
  FAMILY_NAMES,
  GENDERS,
  GIVEN_NAMES,
  LOCALES,
  TIME_ZONES
} from './words.ts'

/** One value to replace. */
export interface ToReplace {
  sub: string
  /** The attribute, with its prefix. */
  name: string
  /** The original. Only its form counts, and that only of a custom DateTime. */
  value: string
  /** The attribute in the target pool; `undefined` if the pool lacks it. */
  attribute: SchemaAttribute | undefined
}

const AT_EXAMPLE = '@example.com'

/**
 * A made-up value that the schema of the target pool allows, for any attribute
 * but `phone_number` (developer guide, user pool attributes: types and limits;
 * OpenID Connect Core, 5.1: what the standard attributes hold).
 */
export function madeUpValue(toReplace: ToReplace, key: PseudonymKey): string {
  const { sub, name, attribute } = toReplace
  const digest = key.digest(sub, name)
  if (name === 'email') return email(key.name(sub), digest, attribute)
  switch (attribute?.type ?? 'String') {
    case 'Number':
      return numberWithin(digest, attribute, name)
    case 'Boolean':
      return digest.readUInt8() % 2 === 0 ? 'false' : 'true'
    case 'DateTime':
      return dateTime(digest, toReplace.value)
    case 'String':
      return textWithin(textOf(toReplace, key, digest), digest, attribute)
  }
}

function textOf(
  { sub, name }: ToReplace,
  key: PseudonymKey,
  digest: Buffer
): string {
  const ofUser = (words: readonly string[], attribute: string) =>
    oneOf(words, key.digest(sub, attribute))
  const digits = digest.toString('hex').slice(0, 12)
  switch (name) {
    case 'preferred_username':
      return key.name(sub, name)
    case 'name':
      return `${ofUser(GIVEN_NAMES, 'given_name')} ${ofUser(FAMILY_NAMES, 'family_name')}`
    case 'given_name':
    case 'middle_name':
    case 'nickname':
      return oneOf(GIVEN_NAMES, digest)
    case 'family_name':
      return oneOf(FAMILY_NAMES, digest)
    case 'gender':
      return oneOf(GENDERS, digest)
    case 'locale':
      return oneOf(LOCALES, digest)
    case 'zoneinfo':
      return oneOf(TIME_ZONES, digest)
    case 'birthdate':
      return dayOf(digest)
    case 'updated_at':
      return String(timeOf(digest))
    case 'address':
      return `${digest.readUInt16BE() % 1000} Example Street`
    case 'profile':
      return `https://example.com/${key.name(sub)}`
    case 'picture':
    case 'website':
      return `https://example.com/${digits}`
    default:
      return digits
  }
}

function oneOf(words: readonly string[], digest: Buffer): string {
  return words[digest.readUInt32BE() % words.length] ?? ''
}

/** Seconds since 1970, in the years 2017 to 2023. */
function timeOf(digest: Buffer): number {
  return 1_500_000_000 + (digest.readUInt32BE() % 200_000_000)
}

/** YYYY-MM-DD, of a grown-up. */
function dayOf(digest: Buffer): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const year = 1950 + (digest.readUInt8(0) % 50)
  const month = 1 + (digest.readUInt8(1) % 12)
  const day = 1 + (digest.readUInt8(2) % 28)
  return `${year}-${two(month)}-${two(day)}`
}

/** No page says in which form Cognito takes dates, so the form stays. */
function dateTime(digest: Buffer, original: string): string {
  const seconds = timeOf(digest)
  return Number.isFinite(Number(original))
    ? String(seconds)
    : new Date(seconds * 1000).toISOString()
}

/** Numbers beyond have no exact form without an exponent. */
const MOST = Number.MAX_SAFE_INTEGER
const SPAN = 1_000_000

/** A whole number within the limits, or the least number where none is. */
function numberWithin(
  digest: Buffer,
  attribute: SchemaAttribute | undefined,
  name: string
): string {
  const { minValue = -MOST, maxValue = MOST } = attribute ?? {}
  const least = Math.max(Math.ceil(minValue), -MOST)
  const most = Math.min(Math.floor(maxValue), MOST)
  if (least > most) return String(minValue)
  if (name === 'updated_at') {
    return String(Math.min(Math.max(timeOf(digest), least), most))
  }
  // From zero on, if the limits allow it.
  const from = Math.min(Math.max(least, 0), most)
  const number = from + (digest.readUInt32BE() % SPAN)
  if (number <= most) return String(number)
  const width = Math.min(most - least + 1, SPAN)
  return String(most - (digest.readUInt32BE() % width))
}

/** The text, shorter or longer by digits if the schema wants that. */
function textWithin(
  text: string,
  digest: Buffer,
  attribute: SchemaAttribute | undefined
): string {
  const { minLength = 0, maxLength = Infinity } = attribute ?? {}
  const digits = digest.toString('hex')
  if (text.length > maxLength) return digits.slice(0, maxLength)
  return text.padEnd(Math.min(minLength, maxLength), digits)
}

/** An address of a domain that is reserved for examples (RFC 2606). */
function email(
  name: string,
  digest: Buffer,
  attribute: SchemaAttribute | undefined
): string {
  const { minLength = 0, maxLength = Infinity } = attribute ?? {}
  const local = textWithin(name, digest, {
    name: 'email',
    type: 'String',
    mutable: true,
    required: false,
    minLength: minLength - AT_EXAMPLE.length,
    maxLength: Math.max(maxLength - AT_EXAMPLE.length, 1)
  })
  return `${local}${AT_EXAMPLE}`
}
