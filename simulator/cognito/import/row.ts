import { CognitoError } from '../protocol/errors.ts'
import { Members } from '../protocol/members.ts'
import { usernameShape } from '../protocol/shapes.ts'
import { readAttributes, verifiable } from '../state/attributes.ts'
import type { MfaState } from '../state/mfa-state.ts'
import { noMfa } from '../state/mfa-state.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import { claimUsername } from '../users/usernames.ts'
import { storedBirthdate } from './birthdate.ts'
import { hashColumn, mfaColumn, usernameColumn } from './csv-header.ts'
import type { HashingAlgorithm } from './password-hash.ts'
import { checkPasswordHash } from './password-hash.ts'
import { RowFailure } from './row-failure.ts'

/** The user profile in a row. */
export interface Profile extends Pick<User, 'attributes' | 'status' | 'mfa'> {
  /** Undefined where the username is the `sub`. */
  username: string | undefined
  hash: string | undefined
}

/**
 * Reads a row into the profile for the pool. Throws a {@link RowFailure} if the
 * row is invalid.
 *
 * Source: developer guide, "Formatting the CSV file" and "Interpreting the
 * results". Only the sentence about verified attributes is documented.
 */
export function readProfile(
  pool: Pool,
  algorithm: HashingAlgorithm | undefined,
  values: ReadonlyMap<string, string>
): Profile {
  const given = values.get(usernameColumn) ?? ''
  if (!isUsername(given))
    throw new RowFailure('The username is missing or not valid.')
  try {
    const attributes = readColumns(pool, values)
    checkVerified(pool, attributes)
    const username = claimUsername(pool.settings, given, attributes)
    checkRequired(pool, attributes)
    const hash = readHash(algorithm, values)
    const needsReset = hash === undefined && !hasCode(pool, attributes)
    return {
      username,
      attributes,
      mfa: readMfa(pool, values.get(mfaColumn) ?? '', attributes),
      hash,
      status: needsReset ? 'RESET_REQUIRED' : 'CONFIRMED'
    }
  } catch (error) {
    if (error instanceof CognitoError)
      throw new RowFailure(error.message.trim())
    throw error
  }
}

function isUsername(given: string): boolean {
  const { max = 0, pattern } = usernameShape
  return given.length <= max && pattern?.test(given) === true
}

const ownColumns = new Set([usernameColumn, mfaColumn, hashColumn])

function readColumns(
  pool: Pool,
  values: ReadonlyMap<string, string>
): Map<string, string> {
  const list: Members[] = []
  for (const [Name, value] of values)
    if (value !== '' && !ownColumns.has(Name))
      list.push(new Members({ Name, Value: storedValue(Name, value) }))
  return readAttributes(pool.settings.schema, list, 'create')
}

/** Seen in a real pool: TRUE and FALSE end up in lower case. */
function storedValue(name: string, value: string): string {
  if (name === 'birthdate') return storedBirthdate(value)
  if (name === 'email_verified' || name === 'phone_number_verified')
    return value.toLowerCase()
  if (name === 'updated_at' && !/^\d+$/.test(value))
    throw new RowFailure('updated_at is not in epoch seconds.')
  return value
}

/** Inferred: a job without an algorithm ignores the column. */
function readHash(
  algorithm: HashingAlgorithm | undefined,
  values: ReadonlyMap<string, string>
): string | undefined {
  const hash = values.get(hashColumn) ?? ''
  if (algorithm === undefined || hash === '') return undefined
  checkPasswordHash(algorithm, hash)
  return hash
}

function checkVerified(
  pool: Pool,
  attributes: ReadonlyMap<string, string>
): void {
  const isTrue = (name: string) => attributes.get(`${name}_verified`) === 'true'
  if (!pool.settings.autoVerifiedAttributes.some(isTrue))
    throw new RowFailure(
      'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).'
    )
  for (const name of verifiable)
    if (isTrue(name) && !attributes.has(name))
      throw new RowFailure(
        `The User Record sets ${name}_verified to true but has no ${name}.`
      )
}

function checkRequired(
  pool: Pool,
  attributes: ReadonlyMap<string, string>
): void {
  for (const { Name, Required } of pool.settings.schema.values())
    if (Required && Name !== 'sub' && !attributes.has(Name))
      throw new RowFailure(`The User Record has no value for ${Name}.`)
}

/**
 * A blank value means the setting of the pool. Inferred: the column turns on
 * text messages, as it is older than every other factor, and does nothing for a
 * user without a phone number.
 */
function readMfa(
  pool: Pool,
  value: string,
  attributes: ReadonlyMap<string, string>
): MfaState | undefined {
  const { configuration } = pool.settings.mfa
  const asked = value.toLowerCase()
  if (!['', 'true', 'false'].includes(asked))
    throw new RowFailure(`${mfaColumn} is neither true nor false.`)
  if (
    (asked === 'true' && configuration === 'OFF') ||
    (asked === 'false' && configuration === 'ON')
  )
    throw new RowFailure(
      `${mfaColumn} does not correspond to the MFA requirements of the user pool.`
    )
  const isOn = asked === 'true' || configuration === 'ON'
  return isOn && attributes.has('phone_number')
    ? { ...noMfa(), sms: true }
    : undefined
}

/** Whether the user can sign in with a code: then no password needs a reset. */
function hasCode(pool: Pool, attributes: ReadonlyMap<string, string>): boolean {
  const { firstFactors } = pool.settings
  return (
    (firstFactors.includes('EMAIL_OTP') && attributes.has('email')) ||
    (firstFactors.includes('SMS_OTP') && attributes.has('phone_number'))
  )
}
