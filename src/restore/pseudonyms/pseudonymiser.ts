import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import { isWritable, type Attributes } from '../target/attributes.ts'
import type { ExistingUser } from '../target/target-users.ts'
import type { PseudonymKey } from './key.ts'
import type { PhoneNumbers } from './phone-numbers.ts'
import { madeUpValue } from './values.ts'

export interface Pseudonyms {
  key: PseudonymKey
  /** Has noted all users of the snapshot. */
  phoneNumbers: Pick<PhoneNumbers, 'of'>
  /** Attributes that are copied as they are. */
  keep: readonly string[]
  target: Pick<PoolDescription, 'usernameAttributes'>
  /** Of the target pool, by name. */
  schema: ReadonlyMap<string, SchemaAttribute>
}

/**
 * Replaces all that says who a user is. What stays: the `sub`, which is for
 * the report alone, the status, the disabled flag, the verified flags,
 * the kinds of MFA, and the attributes to keep. Identities are left out: they
 * would link a made-up user to a real person.
 */
export function pseudonymise(
  record: UserRecord,
  pseudonyms: Pseudonyms
): UserRecord {
  const { keep, schema } = pseudonyms
  const attributes = Object.entries(record.attributes).flatMap(
    ([name, value]): [string, string][] => {
      if (!isWritable(name)) return []
      const stays = value === '' || FLAGS.has(name) || keep.includes(name)
      return [[name, stays ? value : replaced(name, value)]]
    }
  )
  return {
    ...record,
    username: usernameOf(record, pseudonyms),
    attributes: Object.fromEntries(attributes)
  }

  function replaced(name: string, value: string): string {
    const { sub } = record
    return name === 'phone_number'
      ? pseudonyms.phoneNumbers.of(sub)
      : madeUpValue(
          { sub, name, value, attribute: schema.get(name) },
          pseudonyms.key
        )
  }
}

const FLAGS = new Set(['email_verified', 'phone_number_verified'])

/**
 * In a pool that signs in by an address, Cognito makes up another username than
 * the `sub`, and an address stays one.
 */
function usernameOf(
  { username, sub, attributes }: UserRecord,
  { key, phoneNumbers, target }: Pseudonyms
): string {
  const { usernameAttributes } = target
  if (username === sub && usernameAttributes.length > 0) return username
  const isPhone = usernameAttributes.includes('phone_number')
  if (isPhone && username === attributes['phone_number']) {
    return phoneNumbers.of(sub)
  }
  const isEmail = usernameAttributes.includes('email')
  const name = key.name(sub, isEmail ? 'email' : 'username')
  return isEmail ? `${name}@example.com` : name
}

/**
 * Whether a user of the pool is a made-up one. Its username tells, or its
 * address where Cognito has made up the username.
 */
export function isMadeUp(
  { username, sub, attributes }: ExistingUser,
  key: PseudonymKey
): boolean {
  const { email, phone_number: phoneNumber } = attributes
  const names = username === sub ? [email, phoneNumber] : [username]
  return key.hasMade(names.find(Boolean) ?? '')
}

/** Whether both have the same made-up username or address. */
export function isSamePseudonym(
  record: Pick<UserRecord, 'username' | 'attributes'>,
  existing: Pick<ExistingUser, 'username' | 'attributes'>,
  key: PseudonymKey
): boolean {
  const namesOf = (one: { username: string; attributes: Attributes }) => [
    one.username,
    one.attributes['email'],
    one.attributes['phone_number']
  ]
  const theirs = namesOf(existing)
  return namesOf(record).some(
    (ours, at) => ours !== undefined && ours === theirs[at] && key.hasMade(ours)
  )
}
