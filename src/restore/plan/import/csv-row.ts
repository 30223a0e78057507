import { isVerified } from '../../target/attributes.ts'
import type { ImportFormat } from '../../target/import-format.ts'
import type { UserCreation } from '../users/user-plan.ts'
import { HASH_LENGTH } from './password-hash.ts'

export const USERNAME_COLUMN = 'cognito:username'
const MFA_COLUMN = 'cognito:mfa_enabled'
export const HASH_COLUMN = 'password_hash'

/** Why a user can't be created by a row of an import file. */
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

/** "16,000 characters" a row (developer guide, quotas), counted in bytes. */
const MOST_BYTES_OF_ROW = 16_000

/**
 * The row that creates a user exactly as planned, or what stands against it. A
 * user with a value that the developer guide gives no rule for (backslashes,
 * quotes, line breaks) gets no row.
 *
 * @param hash for the column password_hash, if there is one; blank: none
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

/** The greatest length of a user's row with its line break, or the obstacle. */
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
  // A blank field means no value.
  if (value === '') return 'blank-value'
  if (!value.isWellFormed()) return 'not-text'
  // \p{Cc} has all line breaks that any reader knows, except the last two.
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

/** Whether a text is a date in Cognito's form of birthdates. */
function isDate(text: string): boolean {
  const time = BIRTHDATE.test(text) ? Date.parse(text) : NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/**
 * "birthdate: mm/dd/yyyy" and "updated_at: in epoch time, in seconds", which is
 * also how Cognito stores it (developer guide, CSV import). An import job
 * stores TRUE as true (seen in a live pool), so Booleans are sent in lower
 * case.
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
