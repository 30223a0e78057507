import { isVerified } from '../../target/attributes.ts'
import type { UserCreation } from '../plan.ts'
import { HASH_LENGTH } from './password-hash.ts'

/** What a pool's import file looks like and demands of its rows. */
export interface ImportFormat {
  /** Of GetCSVHeader, in its order. */
  columns: readonly string[]
  /** `email`, `phone_number`: one of them has to be verified in each row. */
  autoVerified: readonly string[]
  /** Attributes that each row must have a value for. */
  required: readonly string[]
  /** Attributes that are true or false. */
  booleans: readonly string[]
  /** For the column cognito:mfa_enabled, which has to be as the pool is. */
  mfaEnabled: boolean
}

export const USERNAME_COLUMN = 'cognito:username'
const MFA_COLUMN = 'cognito:mfa_enabled'
export const HASH_COLUMN = 'password_hash'

/** Why a row of an import file can't carry a user. */
export const IMPORT_OBSTACLES = [
  'no-verified-address',
  'required-attribute-missing',
  'attribute-without-column',
  'space-in-username',
  'space-at-the-edge',
  'line-break',
  'backslash-or-quote',
  'blank-value',
  'not-text',
  'date-of-another-form',
  'row-too-long'
] as const
export type ImportObstacle = (typeof IMPORT_OBSTACLES)[number]

/** "16,000 characters" a row (developer guide, quotas); bytes are never fewer. */
const MOST_BYTES_OF_ROW = 16_000

/**
 * The row that creates a user, or why there is none that does so faithfully.
 * Where the developer guide doesn't say how a value is read (backslashes, quotes,
 * line breaks), the user isn't put into a file at all.
 *
 * @param hash for the column password_hash, where there is one; blank for none
 * @returns the row without a line break
 */
export function toRow(
  plan: UserCreation,
  format: ImportFormat,
  hash: string
): { row: string } | { obstacle: ImportObstacle } {
  const attributes = { ...plan.attributes, ...plan.attributesAfterwards }
  const obstacle =
    obstacleIn(plan.username, attributes, format) ??
    Object.entries(attributes)
      .map(([name, value]) => obstacleOf(name, value))
      .find(found => found !== undefined)
  if (obstacle !== undefined) return { obstacle }
  const values = new Map([
    ...Object.entries(attributes).map(([name, value]): [string, string] => [
      name,
      toCsvValue(name, value, format)
    ]),
    [USERNAME_COLUMN, plan.username],
    [MFA_COLUMN, String(format.mfaEnabled)],
    [HASH_COLUMN, hash]
  ])
  const row = format.columns
    .map(column => (values.get(column) ?? '').replaceAll(',', '\\,'))
    .join(',')
  return Buffer.byteLength(row) > MOST_BYTES_OF_ROW
    ? { obstacle: 'row-too-long' }
    : { row }
}

/**
 * How long the row of a user is at most, with its line break, or why there is
 * none.
 */
export function judgeRow(
  plan: UserCreation,
  format: ImportFormat
): { bytes: number } | { obstacle: ImportObstacle } {
  const made = toRow(plan, format, '-'.repeat(HASH_LENGTH))
  return 'row' in made ? { bytes: Buffer.byteLength(made.row) + 1 } : made
}

function obstacleIn(
  username: string,
  attributes: Readonly<Record<string, string>>,
  { columns, autoVerified, required }: ImportFormat
): ImportObstacle | undefined {
  // "Usernames can't contain any spaces or tabs."
  if (/\s/.test(username)) return 'space-in-username'
  // "At least one of the auto-verified attributes must be true for each user."
  const isReachable = autoVerified.some(
    name => attributes[name] && isVerified(attributes, name)
  )
  if (!isReachable) return 'no-verified-address'
  if (required.some(name => !attributes[name])) {
    return 'required-attribute-missing'
  }
  if (Object.keys(attributes).some(name => !columns.includes(name))) {
    return 'attribute-without-column'
  }
  return obstacleOf(USERNAME_COLUMN, username)
}

function obstacleOf(name: string, value: string): ImportObstacle | undefined {
  // A blank field stands for no value.
  if (value === '') return 'blank-value'
  if (!value.isWellFormed()) return 'not-text'
  // \p{Cc} has every line break that some reader knows but the last two.
  if (/[\p{Cc}\u2028\u2029]/u.test(value)) return 'line-break'
  if (/["\\]/.test(value)) return 'backslash-or-quote'
  if (/^[\s\ufeff]|[\s\ufeff]$/.test(value)) return 'space-at-the-edge'
  if (name === 'birthdate' && !isDate(value)) return 'date-of-another-form'
  if (name === 'updated_at' && !EPOCH_SECONDS.test(value)) {
    return 'date-of-another-form'
  }
  return undefined
}

const BIRTHDATE = /^([1-9]\d{3})-(\d\d)-(\d\d)$/
const EPOCH_SECONDS = /^(0|[1-9]\d{0,9})$/

/** Whether a text is a day of the calendar, as Cognito keeps birthdates. */
function isDate(text: string): boolean {
  const time = BIRTHDATE.test(text) ? Date.parse(text) : NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/**
 * "birthdate: mm/dd/yyyy" and "updated_at: in epoch time, in seconds", which is
 * how Cognito keeps it too (developer guide, CSV import). Import jobs store
 * TRUE as true (seen in a live pool), so that is what they are given.
 */
function toCsvValue(
  name: string,
  value: string,
  { booleans }: ImportFormat
): string {
  if (booleans.includes(name)) return value.toLowerCase()
  if (name !== 'birthdate') return value
  return value.replace(BIRTHDATE, '$2/$3/$1')
}
