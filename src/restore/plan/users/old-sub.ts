import type { SchemaAttribute } from '../../../cognito/schema.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { ExistingUser } from '../../target/target-users.ts'
import { fitsValue } from './schema-fit.ts'

/** A `sub` is a UUID. */
const ANY_SUB = '00000000-0000-0000-0000-000000000000'
const SUB_CHARACTERS = ANY_SUB.length

/** The attribute that a restore adds to keep the old `sub`s. */
export function newSubAttribute(name: string): SchemaAttribute {
  return {
    name,
    type: 'String',
    mutable: true,
    required: false,
    minLength: SUB_CHARACTERS,
    maxLength: SUB_CHARACTERS
  }
}

/** Whether an attribute of a pool can keep the old `sub`s. */
export function canKeepSubs(attribute: SchemaAttribute): boolean {
  return (
    attribute.type === 'String' &&
    attribute.mutable &&
    fitsValue(attribute, ANY_SUB)
  )
}

/**
 * A record to update a user by: its own `sub` replaces no value of the pool's,
 * and is not written to the very user who has it.
 *
 * @param record as withOldSub returned it
 */
export function withSubOfPool(
  record: UserRecord,
  existing: ExistingUser,
  attribute: string | undefined
): UserRecord {
  const isAdded =
    attribute !== undefined && record.attributes[attribute] === record.sub
  const current = isAdded ? existing.attributes[attribute] : undefined
  const stays = Boolean(current) || existing.sub === record.sub
  if (!isAdded || !stays) return record
  const attributes = { ...record.attributes, [attribute]: current ?? '' }
  return { ...record, attributes }
}
