import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import { isWritable, nameToCreateBy } from '../target/attributes.ts'
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
  { key, phoneNumbers, keep, target, schema }: Pseudonyms
): UserRecord {
  const { sub } = record
  const attributes = new Map<string, string>()
  for (const [name, value] of Object.entries(record.attributes)) {
    if (!isWritable(name)) continue
    const isKept = keep.includes(name) && !SUB.test(value)
    const stays = value === '' || FLAGS.has(name) || isKept
    attributes.set(name, stays ? value : replaced(name, value))
  }
  const byAddress = target.usernameAttributes.length > 0
  // Something must prove in the next run that the user is a made-up one, and
  // neither Cognito's username nor a phone number does.
  if (byAddress && !attributes.get('email')) {
    attributes.set('profile', replaced('profile', ''))
  }
  const made = Object.fromEntries(attributes)
  const address = byAddress ? nameToCreateBy(target, made) : undefined
  return { ...record, username: address ?? key.name(sub), attributes: made }

  function replaced(name: string, value: string): string {
    return name === 'phone_number'
      ? phoneNumbers.of(sub)
      : madeUpValue({ sub, name, value, attribute: schema.get(name) }, key)
  }
}

const FLAGS = new Set(['email_verified', 'phone_number_verified'])

/** A `sub` of an earlier pool leads to the person, see the input sub-attribute. */
const SUB = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
