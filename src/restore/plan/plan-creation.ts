import type { MfaFactor } from '../../cognito/writes.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import { isAcceptedName, isAcceptedValue } from './accepted-texts.ts'
import { signInValues, writableAttributes } from '../target/attributes.ts'
import type { Claims } from './claims.ts'
import { identitiesOf, type Identity } from '../target/identities.ts'
import type {
  MfaPlan,
  Refusal,
  UserCreation,
  UserRefused,
  UserSkipped
} from './plan.ts'
import type { TargetFacts } from './planner.ts'
import type { RestorePolicies } from '../policies.ts'
import { fitsValue } from './schema-fit.ts'
import type { ExistingUser } from '../target/target-users.ts'

export interface ToCreate {
  record: UserRecord
  groups: readonly string[]
  /** Given to AdminCreateUser. */
  username: string
  /** The user as an unfinished run has left it. */
  existing: ExistingUser | undefined
}

/**
 * How a user is created, or why Cognito wouldn't take it.
 *
 * @param claims the addresses of the users who were planned before; this user's
 *   are added
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
  // Import jobs write them at once, the API once the user is confirmed.
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

/** What an unfinished run has done needn't be done twice. */
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

function refuse(code: Refusal): UserRefused {
  return { action: 'fail', code }
}

/** Attributes that the target lacks are for the preflight to judge. */
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

/** As an alias, preferred_username can be set on a confirmed user only. */
function splitAttributes(
  attributes: Readonly<Record<string, string>>,
  { description }: TargetFacts,
  existing: ExistingUser | undefined
) {
  // Once confirmed, the person may have chosen another.
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

/**
 * "All attributes in the DestinationUser profile must be mutable. If you have
 * assigned the user any immutable custom attributes, the operation won't
 * succeed" (AdminLinkProviderForUser; gone from its latest page). A native user
 * can do without a link, a federated one can't sign in without it.
 */
function planLinks(
  record: UserRecord,
  written: Readonly<Record<string, string>>,
  existing: ExistingUser | undefined,
  { schema, users }: TargetFacts,
  policies: RestorePolicies
): { identities: Identity[]; left: number } | UserRefused {
  const all = identitiesOf(record.attributes)
  const isFederated = record.skip.includes('federated')
  if (isFederated && all.length === 0) return refuse('identity-unknown')
  if (policies.federatedUsers !== 'link' || all.length === 0) {
    return { identities: [], left: all.length }
  }
  const hasImmutable = Object.keys(written).some(
    name => name.startsWith('custom:') && schema.get(name)?.mutable === false
  )
  if (hasImmutable) {
    return isFederated
      ? refuse('immutable-attributes')
      : { identities: [], left: all.length }
  }
  // What an unfinished run has linked is linked: Cognito refuses it twice.
  const others = all.filter(
    identity =>
      existing === undefined || users.withIdentity(identity) !== existing
  )
  const free = others.filter(
    identity => users.withIdentity(identity) === undefined
  )
  if (isFederated && free.length < others.length) {
    return refuse('identity-taken')
  }
  return { identities: free, left: others.length - free.length }
}

const FACTORS: readonly (readonly [
  MfaFactor,
  config: 'sms' | 'email',
  attribute: string
])[] = [
  ['SMS_MFA', 'sms', 'phone_number'],
  ['EMAIL_OTP', 'email', 'email']
]

/**
 * SMS and e-mail can be turned on again where the user has the address and the
 * pool has the factor. "When you set MFA to required in a user pool, users can't
 * enable or disable any MFA methods. You can only set a preferred method"
 * (developer guide, MFA): there, one factor is set.
 */
function planMfa(
  record: UserRecord,
  { description, mfa }: TargetFacts,
  policies: RestorePolicies
): MfaPlan {
  if (policies.mfaUsers !== 'restore' || record.mfa === 'unknown') {
    return { enable: [], preferred: null, lost: [] }
  }
  const { methods } = record.mfa
  // Whether a user who has to change the password can have one isn't documented.
  if (policies.restoredUserStatus !== 'confirmed') {
    return { enable: [], preferred: null, lost: methods }
  }
  const possible = FACTORS.flatMap(([factor, config, attribute]) =>
    description.mfa !== 'OFF' &&
    methods.includes(factor) &&
    mfa[config] &&
    record.attributes[attribute]
      ? [factor]
      : []
  )
  const known = record.mfa.preferred
  const isRequired = description.mfa === 'ON'
  const preferred =
    possible.find(factor => factor === known) ??
    (isRequired ? possible[0] : undefined) ??
    null
  const enable = isRequired
    ? possible.filter(factor => factor === preferred)
    : possible
  return {
    enable,
    preferred,
    lost: methods.filter(method => !possible.some(one => one === method))
  }
}
