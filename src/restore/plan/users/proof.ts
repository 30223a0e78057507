import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import {
  identitiesOf,
  isProfile,
  isSameIdentity
} from '../../../cognito/identities.ts'
import type { SchemaAttribute } from '../../../cognito/schema.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { MadeUpUsers } from '../../pseudonyms/made-up-users.ts'
import { attributesDigest } from '../../target/attributes-digest.ts'
import {
  fold,
  isVerified,
  writableAttributes,
  type Attributes
} from '../../target/attributes.ts'
import type { ExistingUser } from '../../target/target-users.ts'

/**
 * What proves that a user of the pool is the user of the snapshot. A name
 * proves nothing: after a user is deleted, the next person can sign up by the
 * name.
 */
export type Proof = 'sub' | 'identity' | 'address' | 'pseudonym' | 'journal'

/** What is known of the pool and of earlier restores into it. */
export interface ProofFacts {
  description: Pick<PoolDescription, 'caseSensitive' | 'userPool'>
  schema: ReadonlyMap<string, SchemaAttribute>
  /** The users that earlier restores have created. */
  created: { has(oldSub: string, newSub: string): boolean }
  /**
   * Since when an unfinished restore of this snapshot may have created users,
   * in ms since 1970 by AWS's clock; `undefined`: there is no unfinished
   * restore.
   */
  unfinishedSince: number | undefined
  /** `undefined` if users are restored as they were. */
  madeUp?: MadeUpUsers | undefined
}

/**
 * What proves that an existing user is the user of the snapshot; `undefined` if
 * that is only likely. Proof is one of these: the same `sub`; an identity that
 * both have; an address that both have verified; the journal of a restore that
 * created the user; a made-up name, where no person can sign up by it. An address
 * must be verified on both sides. Otherwise the owner of an address that the
 * snapshot's user never verified would inherit that user's groups.
 */
export function proofOf(
  record: UserRecord,
  existing: ExistingUser,
  facts: ProofFacts
): Proof | undefined {
  if (record.sub === existing.sub) return 'sub'
  if (hasSameIdentity(record, existing)) return 'identity'
  if (hasSameAddress(record, existing, facts)) return 'address'
  if (isMadeUp(record, existing, facts)) return 'pseudonym'
  return isByRestore(record, existing, facts) ? 'journal' : undefined
}

function isMadeUp(
  { sub }: UserRecord,
  existing: ExistingUser,
  { madeUp, description }: ProofFacts
): boolean {
  const { AdminCreateUserConfig } = description.userPool
  return (
    AdminCreateUserConfig?.AllowAdminCreateUserOnly === true &&
    madeUp?.of(sub) === existing
  )
}

function hasSameIdentity(record: UserRecord, existing: ExistingUser): boolean {
  const theirs = identitiesOf(existing.attributes)
  return identitiesOf(record.attributes).some(ours =>
    theirs.some(one => isSameIdentity(ours, one))
  )
}

/**
 * The address of a profile comes from its identity provider. So does that of a
 * user with a linked identity: Cognito maps the provider's attributes to the
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
 * No sign-up leads to either status. An administrator may set it for a user who
 * signed up, so the attributes must also be exactly those of the snapshot.
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
 * A restore that no run continues ends after a week. Users that an
 * administrator creates later don't belong to it.
 */
const LONGEST_RESTORE_MS = 7 * 24 * 60 * 60 * 1000

/** The statuses that a restore leaves its users in. */
const LEFT_IN = [...NEVER_BY_SIGN_UP, 'CONFIRMED']

/**
 * Whether an unfinished restore has most likely created the user: during that
 * restore, with the attributes of the snapshot, in a status that a restore
 * leaves. This is no proof, because people sign up at the same time.
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
 * Whether a user has exactly the attributes that a restore creates it with.
 *
 * @param schema of the pool, by name; without it, only the verified flags count
 *   as Booleans
 */
export function hasSameAttributes(
  wanted: Attributes,
  current: Attributes,
  schema?: ProofFacts['schema']
): boolean {
  const digest = (attributes: Attributes) =>
    attributesDigest(
      Object.fromEntries(
        // A restore sets this attribute last, and people may change it.
        writableAttributes(attributes).filter(
          ([name]) => name !== 'preferred_username'
        )
      ),
      schema
    )
  return digest(wanted) === digest(current)
}
