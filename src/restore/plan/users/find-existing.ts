import { identitiesOf } from '../../../cognito/identities.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import { linkedName, signInKey, signInValues } from '../../target/attributes.ts'
import type { ExistingUser } from '../../target/target-users.ts'
import type { Claims } from './claims.ts'
import { proofOf } from './proof.ts'
import type { TargetFacts } from './target-facts.ts'

/**
 * The user of the pool that a user of the snapshot may be: with the same
 * username, the same identity or, where usernames are subs, the same address. A
 * made-up user is found by its made-up name alone.
 * proofOf then decides whether it is the same person.
 */
export function findExisting(
  record: UserRecord,
  target: TargetFacts,
  claims: Claims
): ExistingUser | undefined {
  if (target.madeUp !== undefined) return target.madeUp.of(record.sub)
  const { users } = target
  const named = users.named(record.username)
  if (named !== undefined) return named
  if (record.skip.includes('federated')) {
    const known =
      users.named(linkedName(record.sub)) ??
      identitiesOf(record.attributes)
        .map(identity => users.withIdentity(identity))
        .find(user => user !== undefined)
    if (known !== undefined) return known
    // A restore created this user by the address and has not linked it yet.
    const unlinked = findByAddress(record, target)
    const values = signInValues(target.description, record.attributes)
    return unlinked !== undefined &&
      proofOf(record, unlinked, target) === 'journal' &&
      !values.some(value => claims.isTaken(value, record))
      ? unlinked
      : undefined
  }
  return record.username === record.sub
    ? findByAddress(record, target)
    : undefined
}

function findByAddress(
  record: UserRecord,
  { users, description }: TargetFacts
): ExistingUser | undefined {
  return description.usernameAttributes
    .map(name => {
      const value = record.attributes[name]
      return value
        ? users.signingInBy(signInKey(description, name, value))
        : undefined
    })
    .find(user => user !== undefined)
}
