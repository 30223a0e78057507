import type { SchemaAttribute } from '../../cognito/schema.ts'
import { stopIfCancelled, UserError } from '../../shared/errors.ts'
import { readRecords, type OpenSnapshot } from '../../snapshot/reader.ts'
import { userCodec } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import { PseudonymKey } from '../pseudonyms/key.ts'
import { MadeUpUsers } from '../pseudonyms/made-up-users.ts'
import { PhoneNumbers } from '../pseudonyms/phone-numbers.ts'
import type { Pseudonyms } from '../pseudonyms/pseudonymiser.ts'
import { madeUpValue } from '../pseudonyms/values.ts'
import type { Target } from '../target/target.ts'
import type { SnapshotTools } from './read-snapshot.ts'

export interface ToPrepare {
  snapshot: OpenSnapshot
  target: Pick<Target, 'description' | 'users'>
  /** Of the target pool after the restore, by name. */
  schema: Pseudonyms['schema']
  policies: Pick<RestorePolicies, 'pseudonyms'>
}

/**
 * Reads all users of the snapshot for their phone numbers, if they are to be
 * replaced: see PhoneNumbers.
 *
 * @returns with the made-up users that the target pool has; `undefined` if users
 *   are restored as they were
 * @throws UserError `input` if the pool lacks an attribute to keep or has no
 *   room for made-up addresses; as readRecords and PhoneNumbers do
 */
export async function preparePseudonyms(
  { snapshot, target, schema, policies }: ToPrepare,
  { fetch, signal }: Pick<SnapshotTools, 'fetch' | 'signal'>
): Promise<(Pseudonyms & { madeUp: MadeUpUsers }) | undefined> {
  if (policies.pseudonyms === undefined) return undefined
  const { keep } = policies.pseudonyms
  const { userPoolId } = snapshot.manifest.source
  const { description, users } = target
  const key = new PseudonymKey(policies.pseudonyms.key, userPoolId)
  expectKept(keep, schema)
  if (description.usernameAttributes.length > 0) expectRoom(schema, key)
  const madeUp = new MadeUpUsers(key, users.all(), description)
  const ofPool = [...users.all()].map(one => one.attributes['phone_number'])
  const phoneNumbers = new PhoneNumbers(key, ofPool)
  for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
    stopIfCancelled(signal)
    for (const { sub, attributes } of page) {
      if (!attributes['phone_number']) continue
      phoneNumbers.note(sub, madeUp.of(sub)?.attributes['phone_number'])
    }
  }
  phoneNumbers.settle()
  return { key, phoneNumbers, keep, target: description, schema, madeUp }
}

/** A misspelled name would replace what the input says to keep. */
function expectKept(
  keep: readonly string[],
  schema: ReadonlyMap<string, SchemaAttribute>
): void {
  const unknown = keep.filter(name => !schema.has(name))
  if (unknown.length === 0) return
  throw new UserError(
    'input',
    `The target pool lacks these attributes of the input keep-attributes: ${unknown.join(', ')}. Nothing was written. Check their spelling: custom attributes begin with custom:.`
  )
}

/** Attributes that prove that a user is made up: see MadeUpUsers. */
const PROOFS = ['email', 'profile']

/** A shorter value proves nothing, and the next run would see a real user. */
function expectRoom(
  schema: ReadonlyMap<string, SchemaAttribute>,
  key: PseudonymKey
): void {
  for (const name of PROOFS) {
    const toReplace = { sub: '', name, value: '', attribute: undefined }
    const { length } = madeUpValue(toReplace, key)
    const most = schema.get(name)?.maxLength ?? Infinity
    if (most >= length) continue
    throw new UserError(
      'input',
      `The input pseudonymise gives users a made-up ${name} of ${length} characters, and the target pool takes at most ${most}. Nothing was written. Restore into a pool that takes longer ones.`
    )
  }
}
