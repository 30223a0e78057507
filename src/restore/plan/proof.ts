import type { PoolDescription } from '../../cognito/describe-pool.ts'
import { isProfile } from '../../cognito/identities.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import {
  fold,
  isVerified,
  writableAttributes,
  type Attributes
} from '../target/attributes.ts'
import { attributesDigest } from '../target/attributes-digest.ts'
import { identitiesOf, isSameIdentity } from '../target/identities.ts'
import type { ExistingUser } from '../target/target-users.ts'

/**
 * What proves that a user of the pool is the user of the snapshot. A name proves
 * nothing: Cognito gives the name of a deleted user to the next who signs up.
 */
export type Proof = 'sub' | 'identity' | 'address' | 'journal'

/** What is known of the pool and of the restores into it. */
export interface ProofFacts {
  description: Pick<PoolDescription, 'caseSensitive'>
  schema: ReadonlyMap<string, SchemaAttribute>
  /** Which users earlier restores have created. */
  created: { has(oldSub: string, newSub: string): boolean }
  /**
   * Since when an unfinished restore of this snapshot may have created users, in
   * ms since 1970 by AWS's clock; `undefined` where there is none.
   */
  unfinishedSince: number | undefined
}

/**
 * What proves who an existing user is; `undefined` where it is merely probable.
 * Proof is the same `sub`; an identity that both have; an address that both have
 * verified (if only the pool's side counted, whoever owns an address that the
 * snapshot's user never verified would inherit that user's groups); or the
 * journal of a restore that created the user.
 */
export function proofOf(
  record: UserRecord,
  existing: ExistingUser,
  facts: ProofFacts
): Proof | undefined {
  if (record.sub === existing.sub) return 'sub'
  if (hasSameIdentity(record, existing)) return 'identity'
  if (hasSameAddress(record, existing, facts)) return 'address'
  return isByRestore(record, existing, facts) ? 'journal' : undefined
}

function hasSameIdentity(record: UserRecord, existing: ExistingUser): boolean {
  const theirs = identitiesOf(existing.attributes)
  return identitiesOf(record.attributes).some(ours =>
    theirs.some(one => isSameIdentity(ours, one))
  )
}

/**
 * The address of a profile is what its identity provider says. So is that of a
 * user with a linked identity: Cognito maps the provider's attributes onto the
 * user at each sign-in.
 */
function hasSameAddress(
  record: UserRecord,
  existing: ExistingUser,
  { description }: ProofFacts
): boolean {
  if (record.skip.includes('federated') || isProfile(existing)) return false
  if (identitiesOf(existing.attributes).length > 0) return false
  return ['email', 'phone_number'].some(name => {
    const ours = record.attributes[name]
    const theirs = existing.attributes[name]
    return (
      Boolean(ours && theirs) &&
      isVerified(record.attributes, name) &&
      isVerified(existing.attributes, name) &&
      fold(description, ours ?? '') === fold(description, theirs ?? '')
    )
  })
}

/**
 * Signing up gives neither status. An administrator may give it to somebody who
 * signed up, so the attributes must be those of the snapshot and no others.
 */
const NEVER_BY_SIGN_UP = ['FORCE_CHANGE_PASSWORD', 'RESET_REQUIRED']

function isByRestore(
  record: UserRecord,
  existing: ExistingUser,
  facts: ProofFacts
): boolean {
  return (
    facts.created.has(record.sub, existing.sub) ||
    (NEVER_BY_SIGN_UP.includes(existing.status) &&
      isOfUnfinishedRestore(record, existing, facts))
  )
}

/**
 * A restore that is not continued is over after a week. Users that an
 * administrator creates later are none of its own.
 */
const LONGEST_RESTORE_MS = 7 * 24 * 60 * 60 * 1000

/** A restore leaves its users in these. */
const LEFT_IN = [...NEVER_BY_SIGN_UP, 'CONFIRMED']

/**
 * Whether an unfinished restore has most likely created the user: while it was
 * under way, with the attributes of the snapshot, in a status that it leaves
 * users in. Probable, and no proof: people sign up meanwhile.
 */
export function isOfUnfinishedRestore(
  record: UserRecord,
  existing: ExistingUser,
  facts: ProofFacts
): boolean {
  const { created, unfinishedSince } = facts
  return (
    unfinishedSince !== undefined &&
    existing.sub !== record.sub &&
    existing.createdAt >= unfinishedSince &&
    existing.createdAt < unfinishedSince + LONGEST_RESTORE_MS &&
    LEFT_IN.includes(existing.status) &&
    (created.has(record.sub, existing.sub) ||
      hasSameAttributes(record.attributes, existing.attributes, facts.schema))
  )
}

/**
 * Whether a user has what a restore creates it with, and nothing else.
 *
 * @param schema of the pool; without it, only the flags are known as Booleans
 */
export function hasSameAttributes(
  wanted: Attributes,
  current: Attributes,
  schema?: ProofFacts['schema']
): boolean {
  const digest = (attributes: Attributes) =>
    attributesDigest(
      Object.fromEntries(
        // This one comes late, and people may change it.
        writableAttributes(attributes).filter(
          ([name]) => name !== 'preferred_username'
        )
      ),
      schema
    )
  return digest(wanted) === digest(current)
}
