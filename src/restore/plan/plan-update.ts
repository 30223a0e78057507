import { isSameValue } from '../../cognito/boolean-attributes.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import { isAcceptedValue } from './accepted-texts.ts'
import {
  isVerified,
  signInValues,
  writableAttributes,
  type Attributes
} from '../target/attributes.ts'
import type { Claims } from './claims.ts'
import { identitiesOf } from '../target/identities.ts'
import type { UserRefused, UserUpdate } from './plan.ts'
import type { TargetFacts } from './planner.ts'
import { poolIdIn, providerGroup } from './provider-groups.ts'
import { fitsValue } from './schema-fit.ts'
import type { ExistingUser } from '../target/target-users.ts'

/**
 * What brings an existing user to the state of the snapshot: mutable attributes,
 * the enabled flag, memberships. Never a password. Nothing to change, no plan.
 *
 * @param claims the addresses of the users who were planned before; those that
 *   this user gets are added
 */
export function planUpdate(
  record: UserRecord,
  groups: readonly string[],
  existing: ExistingUser,
  target: TargetFacts,
  claims: Claims
): { plan: UserUpdate | UserRefused | undefined; attributesLeft: number } {
  const { changes, left } = attributeChanges(record, existing, target)
  const planned = (plan: UserUpdate | UserRefused | undefined) => ({
    plan,
    attributesLeft: left
  })
  const isRefused = Object.entries(changes).some(([name, value]) => {
    const attribute = target.schema.get(name)
    return attribute === undefined
      ? !isAcceptedValue(value)
      : !fitsValue(attribute, value)
  })
  if (isRefused) {
    return planned({ action: 'fail', code: 'attribute-not-accepted' })
  }
  const values = newValues(changes, existing, target)
  // Cognito takes a verified address away from whoever has it, without a word
  // (boto/boto3#3213).
  const isTaken = values.some(value => {
    const owner = target.users.signingInBy(value)
    const isOfAnother = owner !== undefined && owner !== existing
    return isOfAnother || claims.isTaken(value, record)
  })
  if (isTaken) return planned({ action: 'fail', code: 'address-taken' })
  for (const value of values) claims.take(value, record)
  const current = target.users.memberships.of(existing.username)
  const addTo = groups.filter(group => !current.includes(group))
  const kept = [...groups, ...madeByCognito(existing, target)]
  const removeFrom = current.filter(group => !kept.includes(group))
  const enabled =
    record.enabled === existing.enabled ? undefined : record.enabled
  const isNothing =
    Object.keys(changes).length === 0 &&
    enabled === undefined &&
    addTo.length + removeFrom.length === 0
  if (isNothing) return planned(undefined)
  return planned({
    action: 'update',
    username: existing.username,
    sub: existing.sub,
    attributes: changes,
    attributesLeft: left,
    enabled,
    addTo,
    removeFrom
  })
}

/** The groups that Cognito itself puts the profile of an identity into. */
function madeByCognito(
  { status, attributes }: ExistingUser,
  { description }: TargetFacts
): string[] {
  if (status !== 'EXTERNAL_PROVIDER') return []
  return identitiesOf(attributes).map(({ providerName }) =>
    providerGroup(poolIdIn(description.arn), providerName)
  )
}

/**
 * A blank value takes an attribute away ("To delete an attribute from your user,
 * submit the attribute in your API request with a blank value",
 * AdminUpdateUserAttributes). Required ones and those that people sign in with
 * can't go, immutable ones can't change.
 */
function attributeChanges(
  record: UserRecord,
  existing: ExistingUser,
  { schema, description }: TargetFacts
): { changes: Attributes; left: number } {
  // A blank value is as good as none.
  const valuesOf = (attributes: Attributes) =>
    new Map(writableAttributes(attributes).filter(([, value]) => value !== ''))
  const wanted = valuesOf(record.attributes)
  const current = valuesOf(existing.attributes)
  const changes = new Map<string, string>()
  for (const [name, value] of wanted) {
    const isSame = isSameValue(name, current.get(name), value, schema)
    if (!isSame && isMutable(name)) changes.set(name, value)
  }
  for (const name of current.keys()) {
    const isNeeded =
      schema.get(name)?.required === true ||
      description.usernameAttributes.includes(name) ||
      FLAG_OF.has(name)
    if (!wanted.has(name) && isMutable(name) && !isNeeded) changes.set(name, '')
  }
  let left = 0
  // As an alias, Cognito takes it of confirmed users only.
  const isTooEarly =
    existing.status !== 'CONFIRMED' &&
    existing.status !== 'EXTERNAL_PROVIDER' &&
    description.aliasAttributes.includes('preferred_username') &&
    Boolean(changes.get('preferred_username'))
  if (isTooEarly) {
    changes.delete('preferred_username')
    left += 1
  }
  for (const [flag, name] of FLAG_OF) {
    // A flag speaks of the value that the snapshot has.
    const differs = (current.get(name) ?? '') !== (wanted.get(name) ?? '')
    if (differs && !changes.has(name)) changes.delete(flag)
    const value = changes.get(name)
    if (value === undefined || value === '') continue
    if (isVerified(record.attributes, name)) {
      // A new value loses its flag, so it goes along although it hasn't changed.
      changes.set(flag, wanted.get(flag) ?? 'true')
    } else if (description.autoVerifiedAttributes.includes(name)) {
      // Cognito would send a code to an address that nobody calls verified.
      changes.delete(name)
      changes.delete(flag)
      left += 1
    }
  }
  return { changes: Object.fromEntries(changes), left }

  function isMutable(name: string): boolean {
    return schema.get(name)?.mutable !== false
  }
}

const FLAG_OF: ReadonlyMap<string, string> = new Map([
  ['email_verified', 'email'],
  ['phone_number_verified', 'phone_number']
])

/** The sign-in values that a user gets by an update. */
function newValues(
  changes: Attributes,
  existing: ExistingUser,
  { description }: TargetFacts
): string[] {
  const before = signInValues(description, existing.attributes)
  const after = { ...existing.attributes, ...changes }
  return signInValues(description, after).filter(
    value => !before.includes(value)
  )
}
