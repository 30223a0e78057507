import type { SchemaAttribute } from '../../cognito/schema.ts'
import { stopIfCancelled } from '../../shared/errors.ts'
import { readRecords, type OpenSnapshot } from '../../snapshot/reader.ts'
import { userCodec } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import { PseudonymKey } from '../pseudonyms/key.ts'
import { PhoneNumbers } from '../pseudonyms/phone-numbers.ts'
import { isMadeUp, type Pseudonyms } from '../pseudonyms/pseudonymiser.ts'
import type { ExistingUser } from '../target/target-users.ts'
import type { Target } from '../target/target.ts'
import type { SnapshotTools } from './read-snapshot.ts'

export interface ToPrepare {
  snapshot: OpenSnapshot
  target: Pick<Target, 'description'>
  /** Of the target pool after the restore, by name. */
  schema: ReadonlyMap<string, SchemaAttribute>
  policies: Pick<RestorePolicies, 'pseudonyms'>
}

/**
 * Reads all users of the snapshot for their phone numbers, if they are to be
 * replaced: see PhoneNumbers.
 *
 * @returns `undefined` if users are restored as they were
 * @throws UserError as readRecords and PhoneNumbers do
 */
export async function preparePseudonyms(
  { snapshot, target, schema, policies }: ToPrepare,
  { fetch, signal }: Pick<SnapshotTools, 'fetch' | 'signal'>
): Promise<Pseudonyms | undefined> {
  if (policies.pseudonyms === undefined) return undefined
  const { keep } = policies.pseudonyms
  const { userPoolId } = snapshot.manifest.source
  const key = new PseudonymKey(policies.pseudonyms.key, userPoolId)
  const phoneNumbers = new PhoneNumbers(key)
  for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
    stopIfCancelled(signal)
    for (const { sub, attributes } of page) {
      if (attributes['phone_number']) phoneNumbers.note(sub)
    }
  }
  phoneNumbers.settle()
  return { key, phoneNumbers, keep, target: target.description, schema }
}

/** How many of the users of a pool the key hasn't made. */
export function countRealUsers(
  users: Iterable<ExistingUser>,
  key: PseudonymKey
): number {
  let count = 0
  for (const user of users) if (!isMadeUp(user, key)) count += 1
  return count
}
