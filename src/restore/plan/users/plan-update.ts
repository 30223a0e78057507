import { isSameValue } from '../../../cognito/boolean-attributes.ts'
import { identitiesOf } from '../../../cognito/identities.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import {
  isVerified,
  signInValues,
  writableAttributes,
  type Attributes
} from '../../target/attributes.ts'
import { poolIdIn, providerGroup } from '../../target/provider-group.ts'
import type { ExistingUser } from '../../target/target-users.ts'
import { isAcceptedValue } from './accepted-texts.ts'
import type { Claims } from './claims.ts'
import { fitsValue } from './schema-fit.ts'
import type { TargetFacts } from './target-facts.ts'
import type { UserRefused, UserUpdate } from './user-plan.ts'

/**
 * Plans what brings an existing user to the state of the snapshot: mutable
 * attributes, the enabled flag, memberships. It never plans a password.
 *
 * @param claims gets the addresses that are new for this user; has those of
 *   earlier users
 * @returns no plan if nothing changes; how many changes Cognito rules out
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
  // Cognito silently takes a verified address away from its owner
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

/** The groups to which Cognito itself adds the profile of an identity. */
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
 * A blank value deletes an attribute ("To delete an attribute from your user,
 * submit the attribute in your API request with a blank value",
 * AdminUpdateUserAttributes). Required attributes and those to sign in by can't
 * be deleted. Immutable attributes can't change.
 */
function attributeChanges(
  record: UserRecord,
  existing: ExistingUser,
  { schema, description }: TargetFacts
): { changes: Attributes; left: number } {
  // A blank value counts as no value.
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
  // Cognito accepts this alias for confirmed users only.
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
    // A flag belongs to the value in the snapshot. It must not verify another
    // value.
    const differs = (current.get(name) ?? '') !== (wanted.get(name) ?? '')
    if (differs && !changes.has(name)) changes.delete(flag)
    const value = changes.get(name)
    if (value === undefined || value === '') continue
    if (isVerified(record.attributes, name)) {
      // Cognito resets the flag of a new value, so the flag is sent as well,
      // even if it is the same as before.
      changes.set(flag, wanted.get(flag) ?? 'true')
    } else if (description.autoVerifiedAttributes.includes(name)) {
      // Cognito would send a code to this address, which the snapshot doesn't
      // call verified.
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

/** The sign-in values that an update gives a user. */
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
