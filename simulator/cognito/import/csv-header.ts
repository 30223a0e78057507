import type { Pool } from '../state/pool.ts'
import type { PasswordHashSupport } from './options.ts'
import type { HashingAlgorithm } from './password-hash.ts'

export const usernameColumn = 'cognito:username'
export const mfaColumn = 'cognito:mfa_enabled'
export const hashColumn = 'password_hash'

/** In the order of the developer guide. */
const standardColumns = [
  'name',
  'given_name',
  'family_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'email',
  'email_verified',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'phone_number',
  'phone_number_verified',
  'address',
  'updated_at'
]

/**
 * The columns of a pool's import file. The place of the custom attributes and
 * of `password_hash` is inferred.
 *
 * Source: developer guide, "Creating the user import CSV file".
 */
export function columnsOf(pool: Pool, hashes: PasswordHashSupport): string[] {
  const custom = [...pool.settings.schema.keys()].filter(name =>
    name.includes(':')
  )
  return [
    ...standardColumns,
    ...custom,
    mfaColumn,
    usernameColumn,
    ...(hashes === false ? [] : [hashColumn])
  ]
}

/**
 * The problem with the first line of a file; undefined if there is none. "All
 * columns in the header must be present", in any order, but `password_hash` has
 * to be there only if the job names an algorithm.
 *
 * An example on the same page leaves most columns out. The simulator follows
 * the rule: a file that keeps it is valid either way.
 */
export function headerProblem(
  found: readonly string[],
  expected: readonly string[],
  algorithm: HashingAlgorithm | undefined
): string | undefined {
  const columns = new Set(found)
  if (algorithm && !columns.has(hashColumn))
    return 'The CSV file does not have a password_hash column.'
  const mismatch =
    columns.size < found.length ||
    found.some(column => !expected.includes(column)) ||
    expected.some(column => column !== hashColumn && !columns.has(column))
  return mismatch
    ? 'The header of the CSV file does not match the attributes of the user pool.'
    : undefined
}
