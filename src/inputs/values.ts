import {
  DEFAULT_QUOTAS,
  isQuotaCategory,
  type QuotaCategory
} from '../cognito/calls/quota-categories.ts'
import { parseLimit, type Limit } from '../shared/limit.ts'
import { ACCOUNT_ID } from '../shared/aws-ids.ts'
import { MODES, type Mode } from '../shared/outcome.ts'
import type { Replacement } from '../shared/replacements.ts'
import {
  isBucketName,
  isKeyPrefix,
  isSnapshotId,
  otherPlace,
  parseAddress,
  type SnapshotAddress
} from '../snapshot/address.ts'
import { choice, linesGiven, wrong, type Read } from './kinds.ts'

/*
 * Readers of inputs that are of no general kind. Each throws UserError `input`,
 * as those in kinds.ts do.
 */

const known = choice(...MODES)

export const mode: Read<Mode> = given => {
  if (given.value !== '') return known(given)
  const example = `${MODES.slice(0, -1).join(', ')} or ${MODES.at(-1)}`
  throw wrong({ ...given, example }, 'is required but missing')
}

/** The name of a bucket, or the alias of an access point. */
export const bucket: Read<string> = given => {
  if (isBucketName(given.value)) return given.value
  throw wrong(
    given,
    otherPlace(given.value) ??
      'is not the name of an S3 bucket (no s3://, no slash, lower case)'
  )
}

/** A key prefix without slashes at its ends; empty for the root of the bucket. */
export const prefix: Read<string> = given => {
  // No other value stands for the root.
  if (given.value === '/') return ''
  const value = given.value.replace(/^\/+|\/+$/g, '')
  if (isKeyPrefix(value.split('/'))) return value
  throw wrong(
    given,
    "holds characters other than letters, digits, / and !-_.'()"
  )
}

/** A snapshot as the input names it. */
export type NamedSnapshot =
  'latest' | { id: string } | { address: SnapshotAddress }

export const snapshot: Read<NamedSnapshot> = given => {
  const { value } = given
  if (value === 'latest') return value
  if (value.startsWith('s3://')) return { address: parseAddress(value) }
  if (isSnapshotId(value)) return { id: value }
  throw wrong(
    given,
    'is neither latest, nor the id or s3:// address of a snapshot'
  )
}

/** The snapshot that another one is compared with. */
export const otherSnapshot: Read<
  'previous' | { id: string } | { address: SnapshotAddress }
> = given => {
  const { value } = given
  if (value === 'previous') return value
  if (value.startsWith('s3://')) return { address: parseAddress(value) }
  if (isSnapshotId(value)) return { id: value }
  throw wrong(
    given,
    'is neither previous, nor the id or s3:// address of a snapshot'
  )
}

/** How much may change before a comparison fails. */
export const limit: Read<Limit> = given => {
  const parsed = parseLimit(given.value)
  if (parsed !== undefined) return parsed
  throw wrong(
    { ...given, example: '5%' },
    'is neither none, nor a whole number, nor a share such as 5%'
  )
}

/** A SHA-256 in hex, in small letters. */
export const sha256: Read<string> = given => {
  const value = given.value.toLowerCase()
  if (/^[0-9a-f]{64}$/.test(value)) return value
  throw wrong(
    given,
    'is not a SHA-256 in hex, of 64 digits, as the output manifest-sha256 of an export gives it'
  )
}

export const encryption: Read<'aws:kms' | 'aws:kms:dsse'> = given => {
  const { value } = given
  if (value === 'aws:kms' || value === 'aws:kms:dsse') return value
  throw wrong(
    given,
    'is neither aws:kms nor aws:kms:dsse; there is no unencrypted export'
  )
}

/** Requests per second, by the category of Cognito's quotas. */
export const quotas: Read<Partial<Record<QuotaCategory, number>>> = given => {
  const perSecond: Partial<Record<QuotaCategory, number>> = {}
  for (const { text } of linesGiven(given)) {
    const [, name = '', value] = /^(\w+)\s*=\s*(\d{1,6})$/.exec(text) ?? []
    if (value === undefined || Number(value) === 0) {
      throw wrong(
        given,
        'has a line that is not a quota category, an equals sign and requests per second'
      )
    }
    if (!isQuotaCategory(name)) {
      throw wrong(
        given,
        `names a quota category that Cognito doesn't have (it has ${Object.keys(DEFAULT_QUOTAS).join(', ')})`
      )
    }
    perSecond[name] = Number(value)
  }
  return perSecond
}

/** Ids of AWS accounts; at least one, since a list without an id limits nothing. */
export const accountIds: Read<string[]> = given => {
  const ids = given.value
    .split(/[,\n]/)
    .map(id => id.trim())
    .filter(id => id !== '')
  if (ids.length > 0 && ids.every(id => ACCOUNT_ID.test(id))) return ids
  throw wrong(
    given,
    'is not a list of account ids of 12 digits each, with commas or line breaks between them'
  )
}

/** The lines of an input, each once. */
export const userNames: Read<string[]> = given => [
  ...new Set(linesGiven(given).map(({ text }) => text))
]

/** A failure gives the number of the line, and never its text. */
export const replacements: Read<Replacement[]> = given =>
  linesGiven(given).map(({ text, number }) => {
    const sides = text.split('=>').map(side => side.trim())
    const [from = '', to = ''] = sides
    if (sides.length === 2 && from !== '' && to !== '') return { from, to }
    throw wrong(
      given,
      `has in line ${number} something else than a text, an arrow and the text to put in its place`
    )
  })

const TIME =
  /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

/**
 * A time of ISO 8601 in ms since 1970. Without an offset it would be another
 * time on another runner.
 */
export const time: Read<number> = given => {
  const [, year, month, day] = TIME.exec(given.value) ?? []
  const ms = Date.parse(given.value)
  // Date.parse takes 30 February for 2 March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0))
  if (Number(day) <= lastDay.getUTCDate() && !Number.isNaN(ms)) return ms
  throw wrong(given, 'is not a time of ISO 8601 with an offset or Z at its end')
}
