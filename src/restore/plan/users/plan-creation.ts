import type { UserRecord } from '../../../snapshot/records.ts'
import type { RestorePolicies } from '../../policies.ts'
import { signInValues, writableAttributes } from '../../target/attributes.ts'
import type { ExistingUser } from '../../target/target-users.ts'
import { isAcceptedName, isAcceptedValue } from './accepted-texts.ts'
import type { Claims } from './claims.ts'
import { planLinks } from './plan-links.ts'
import { planMfa } from './plan-mfa.ts'
import { fitsValue } from './schema-fit.ts'
import type { TargetFacts } from './target-facts.ts'
import {
  refuse,
  type UserCreation,
  type UserRefused,
  type UserSkipped
} from './user-plan.ts'

export interface ToCreate {
  record: UserRecord
  groups: readonly string[]
  /** The username to give AdminCreateUser. */
  username: string
  /** The user that an unfinished run has created, if it has. */
  existing: ExistingUser | undefined
}

/**
 * Plans how to create a user, or why the user is skipped or refused.
 *
 * @param claims gets the addresses of this user; has those of earlier users
 */
export function planCreation(
  { record, groups, username, existing }: ToCreate,
  target: TargetFacts,
  policies: RestorePolicies,
  claims: Claims
): UserCreation | UserRefused | UserSkipped {
  if (!isAcceptedName(username)) return refuse('username-not-accepted')
  const written = Object.fromEntries(writableAttributes(record.attributes))
  if (!fits(written, target)) return refuse('attribute-not-accepted')

  const values = signInValues(target.description, written)
  const isTaken = values.some(value => {
    const owner = target.users.signingInBy(value)
    const isOfAnother = owner !== undefined && owner !== existing
    return isOfAnother || claims.isTaken(value, record)
  })
  if (isTaken) {
    return record.skip.includes('federated')
      ? { action: 'skip', reasons: ['federated'], isAddressTaken: true }
      : refuse('address-taken')
  }

  const links = planLinks(record, written, existing, target, policies)
  if ('code' in links) return links
  for (const value of values) claims.take(value, record)
  const { attributes, late } = splitAttributes(written, target, existing)
  // Import jobs write these attributes at once, the API after it has confirmed
  // the user.
  const takesLate = policies.restoredUserStatus !== 'force-change-password'
  return {
    action: 'create',
    oldSub: record.sub,
    username,
    attributes,
    attributesAfterwards: takesLate ? late : {},
    attributesLeft: takesLate ? 0 : Object.keys(late).length,
    isDisabled: !record.enabled,
    disable: !record.enabled && existing?.enabled !== false,
    groups: groups.filter(group => !isMember(existing, group, target)),
    identities: links.identities,
    identitiesLeft: links.left,
    mfa: planMfa(record, target, policies),
    resumes:
      existing === undefined
        ? undefined
        : {
            username: existing.username,
            sub: existing.sub,
            hasPassword: existing.status !== 'FORCE_CHANGE_PASSWORD'
          }
  }
}

/** Whether an unfinished run has added the user to the group already. */
function isMember(
  existing: ExistingUser | undefined,
  group: string,
  { users }: TargetFacts
): boolean {
  return (
    existing !== undefined &&
    users.memberships.of(existing.username).includes(group)
  )
}

/** Whether the values fit those attributes that the pool has. */
function fits(
  attributes: Readonly<Record<string, string>>,
  { schema }: TargetFacts
): boolean {
  return Object.entries(attributes).every(([name, value]) => {
    const attribute = schema.get(name)
    return attribute === undefined
      ? isAcceptedValue(value)
      : fitsValue(attribute, value)
  })
}

/** An alias preferred_username can be set for a confirmed user only. */
function splitAttributes(
  attributes: Readonly<Record<string, string>>,
  { description }: TargetFacts,
  existing: ExistingUser | undefined
) {
  // A confirmed user may have chosen another value since.
  const isSettled = (name: string) =>
    existing !== undefined &&
    existing.status !== 'FORCE_CHANGE_PASSWORD' &&
    Object.hasOwn(existing.attributes, name)
  const isLate = (name: string) =>
    name === 'preferred_username' && description.aliasAttributes.includes(name)
  const entries = Object.entries(attributes)
  return {
    attributes: Object.fromEntries(entries.filter(([name]) => !isLate(name))),
    late: Object.fromEntries(
      entries.filter(([name]) => isLate(name) && !isSettled(name))
    )
  }
}
