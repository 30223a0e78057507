import type { UserRecord } from '../snapshot/records.ts'
import { identitiesOf, linkedName, profileName } from './identities.ts'
import type { ExistingUser } from './target-users.ts'

const CONTACTS = ['email', 'phone_number']

/**
 * Whether a user of the target pool is the one of the snapshot, and not somebody
 * else who has the name by now. The same `sub` settles it; a user who was
 * restored has another, so then an identity or an address tells: one in common,
 * or no address on either side.
 */
export function isSamePerson(
  record: UserRecord,
  existing: ExistingUser
): boolean {
  if (record.sub === existing.sub) return true
  if (existing.username === linkedName(record.sub)) return true
  const theirs = identitiesOf(existing.attributes).map(profileName)
  const ours = identitiesOf(record.attributes).map(profileName)
  if (ours.some(identity => theirs.includes(identity))) return true
  // Found by an address, but this is the profile of somebody's identity.
  if (theirs.length > 0 && existing.username !== record.username) return false
  const values = CONTACTS.map(name => [
    record.attributes[name]?.toLowerCase(),
    existing.attributes[name]?.toLowerCase()
  ])
  const hasNone = values.every(([one, other]) => !one && !other)
  return hasNone || values.some(([one, other]) => one && one === other)
}
