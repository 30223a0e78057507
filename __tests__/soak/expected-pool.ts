import type { GroupView, UserView } from '../../simulator/inspect-pools.ts'
import type { Kept } from './pool-people.ts'
import { byAddress, type RoundPlan } from './round-plan.ts'

/*
 * What a restore has to lead to, worked out from docs/restore.md and from
 * nothing in src/: people of the source by their policies, and whoever was in
 * the target before.
 */

export interface PoolState {
  users: UserView[]
  groups: GroupView[]
}

/** A user without what no two restores have in common: sub, dates, password. */
export interface Person {
  /** Null for somebody whose username Cognito has made up. */
  username: string | null
  status: string
  enabled: boolean
  attributes: [name: string, value: string][]
  identities: [providerName: string, userId: string][]
  mfa: { sms: boolean; email: boolean; app: boolean; preferred: string | null }
  groups: string[]
}

type GroupDefinition = Omit<GroupView, 'members'>

export interface Expected {
  /** The code of the refusal, where nothing may be written. */
  refusal: 'restore-blocked' | 'nothing-restored' | undefined
  people: Person[]
  groups: GroupDefinition[]
  /** Outputs of a run that does all of it. */
  counts: Record<string, number>
  /** Whom the restore creates, with what each becomes. */
  created: ReadonlyMap<UserView, Person>
}

export interface Given {
  plan: RoundPlan
  /** When the snapshot was taken. */
  source: PoolState
  /** Before the restore. */
  target: PoolState
  kept: Kept
  /** Whom the input only-users names; all, where it isn't set. */
  named: readonly UserView[] | undefined
}

export function expectedOf(given: Given): Expected {
  const { plan, source, target, kept, named } = given
  const { restore } = plan
  const selected = source.users.filter(
    user => named === undefined || named.includes(user)
  )
  const existing = selected.filter(user => kept.has(user.sub))
  const missing = selected.filter(user => !kept.has(user.sub))
  const wanted = missing.filter(user => isWanted(user, plan))
  const created = new Map(wanted.map(user => [user, asCreated(user, plan)]))
  const skipped = missing.length - wanted.length

  const before = new Map(target.users.map(user => [user.sub, user]))
  const after = new Map(target.users.map(user => [user.sub, toPerson(user)]))
  let updated = 0
  let added = 0
  let billed = 0
  const joinedGroups = new Set(
    [...created.values()].flatMap(({ groups: of }) => of)
  )
  for (const user of restore.existingUsers === 'update' ? existing : []) {
    const now = before.get(kept.get(user.sub) ?? '')
    if (now === undefined) throw new RangeError('Somebody kept is not there')
    if (!isProven(user, now)) continue
    const person = asUpdated(user, now)
    after.set(now.sub, person)
    const joined = person.groups.filter(name => !now.groups.includes(name))
    added += joined.length
    for (const name of joined) joinedGroups.add(name)
    const isSame = (a: unknown, b: unknown) =>
      JSON.stringify(a) === JSON.stringify(b)
    const areGroupsSame = isSame(person.groups, [...now.groups].sort())
    const areAttributesSame = isSame(
      person.attributes,
      toPerson(now).attributes
    )
    if (!areGroupsSame || !areAttributesSame) billed += 1
    if (!isSame(person, toPerson(now))) updated += 1
  }

  // With only-users just those that somebody is to be added to.
  const planned = source.groups.filter(
    ({ name }) => named === undefined || joinedGroups.has(name)
  )
  const groups = new Map(
    [...planned.map(group => asPlanned(group, plan)), ...target.groups].map(
      group => [group.name, definitionOf(group)]
    )
  )
  const isBlocked = restore.existingUsers === 'fail' && existing.length > 0
  const conflicts = existing.filter(user => {
    const now = before.get(kept.get(user.sub) ?? '')
    return now !== undefined && !isProven(user, now)
  })
  const left = skipped + conflicts.length
  const isNothing = left > 0 && left === selected.length
  const memberships = [...created.values()].flatMap(({ groups: of }) => of)
  return {
    refusal: isBlocked
      ? 'restore-blocked'
      : isNothing
        ? 'nothing-restored'
        : undefined,
    people: [...after.values(), ...created.values()],
    groups: [...groups.values()],
    counts: {
      users: selected.length,
      'users-created': created.size,
      'users-updated': updated,
      'users-existing': existing.length - updated,
      'skipped-users': skipped,
      'failed-users': 0,
      'groups-created': groups.size - target.groups.length,
      'memberships-added': added + memberships.length,
      ...(restore.method === 'api' && {
        'billed-users': billed + created.size
      })
    },
    created
  }
}

/** The reasons to pass somebody over, as the snapshot has them. */
export function reasonsOf(user: UserView, plan: RoundPlan): string[] {
  const { mfa } = plan.pool
  const isProtected = mfa === 'ON' || knownMethods(user, plan).length > 0
  return [
    ...(user.username === user.sub ? ['no-username'] : []),
    ...(isProtected ? ['mfa-protected'] : []),
    ...(user.status === 'EXTERNAL_PROVIDER' ? ['federated'] : [])
  ]
}

/** Whether the export asks Cognito which factors each user has. */
function isLookedUp({ pool, mfaLookup }: RoundPlan): boolean {
  if (pool.mfa === 'OFF' || mfaLookup === 'never') return false
  return pool.mfa === 'OPTIONAL' || mfaLookup === 'always'
}

/** Factors beside the password, as far as the snapshot knows of them. */
export function knownMethods(
  { mfa, authFactors }: UserView,
  plan: RoundPlan
): string[] {
  if (!isLookedUp(plan)) return []
  return [
    ...(mfa.email ? ['EMAIL_OTP'] : []),
    ...(mfa.sms ? ['SMS_MFA'] : []),
    ...(mfa.softwareToken || authFactors.includes('SOFTWARE_TOKEN')
      ? ['SOFTWARE_TOKEN_MFA']
      : []),
    ...(authFactors.includes('WEB_AUTHN') ? ['WEB_AUTHN'] : [])
  ]
}

function isWanted(user: UserView, plan: RoundPlan): boolean {
  const { restore } = plan
  const allowed: Record<string, boolean> = {
    'no-username': restore.noUsername === 'recreate',
    'mfa-protected': restore.mfaUsers === 'restore',
    federated: restore.federated === 'link'
  }
  return reasonsOf(user, plan).every(reason => allowed[reason] === true)
}

function asCreated(user: UserView, plan: RoundPlan): Person {
  const { restore, pool } = plan
  const isFederated = user.status === 'EXTERNAL_PROVIDER'
  const isByAddress =
    byAddress(pool.signIn) && (isFederated || user.username === user.sub)
  const ownName = isFederated ? `linked-${user.sub}` : user.username
  const attributes = attributesOf(user).filter(
    // As an alias, only somebody who is confirmed can have one.
    ([name]) =>
      name !== 'preferred_username' ||
      pool.signIn !== 'alias' ||
      restore.status !== 'force-change-password'
  )
  const statuses = {
    confirmed: 'CONFIRMED',
    'reset-required': 'RESET_REQUIRED',
    'force-change-password': 'FORCE_CHANGE_PASSWORD'
  }
  return {
    username: isByAddress ? null : ownName,
    status: statuses[restore.status],
    enabled: user.enabled,
    attributes,
    identities: restore.federated === 'link' ? identitiesOf(user) : [],
    mfa: mfaAfter(user, plan),
    groups: [...user.groups].sort()
  }
}

/** Text messages alone can be turned on again, in the pools of these rounds. */
function mfaAfter(user: UserView, plan: RoundPlan): Person['mfa'] {
  const { restore, pool } = plan
  const none = { sms: false, email: false, app: false, preferred: null }
  const isOn =
    restore.mfaUsers === 'restore' &&
    restore.status === 'confirmed' &&
    knownMethods(user, plan).includes('SMS_MFA')
  if (!isOn) return none
  const isPreferred = pool.mfa === 'ON' || user.mfa.preferred === 'SMS_MFA'
  return { ...none, sms: true, preferred: isPreferred ? 'SMS_MFA' : null }
}

/** Attributes, the disabled flag and the groups; nothing else is changed. */
function asUpdated(user: UserView, now: UserView): Person {
  return {
    ...toPerson(now),
    enabled: user.enabled,
    attributes: attributesOf(user),
    groups: [...user.groups].sort()
  }
}

/** Whether more than a name says that both are the same user. */
function isProven(user: UserView, now: UserView): boolean {
  return (
    user.sub === now.sub ||
    user.identities.some(one =>
      now.identities.some(
        other =>
          one.providerName === other.providerName && one.userId === other.userId
      )
    ) ||
    hasSameAddress(user, now)
  )
}

/** Whether both have verified the same address. */
export function hasSameAddress(one: UserView, other: UserView): boolean {
  const isVerified = ({ attributes }: UserView, name: string) =>
    attributes[`${name}_verified`] === 'true'
  return ['email', 'phone_number'].some(
    name =>
      one.attributes[name] === other.attributes[name] &&
      isVerified(one, name) &&
      isVerified(other, name)
  )
}

function asPlanned(group: GroupView, { restore }: RoundPlan): GroupView {
  return restore.replacesRoles
    ? { ...group, roleArn: group.roleArn?.replaceAll(...ROLE_CHANGE) }
    : group
}

/** What the input `replace` of a round does. */
export const ROLE_CHANGE = ['role/cognito-', 'role/restored-'] as const

export function toPerson(user: UserView): Person {
  const { mfa } = user
  return {
    username: user.username === user.sub ? null : user.username,
    status: user.status,
    enabled: user.enabled,
    attributes: attributesOf(user),
    identities: identitiesOf(user),
    mfa: {
      sms: mfa.sms,
      email: mfa.email,
      app: mfa.softwareToken || mfa.softwareTokenRegistered || mfa.passkey,
      preferred: mfa.preferred ?? null
    },
    groups: [...user.groups].sort()
  }
}

function attributesOf({ attributes }: UserView): [string, string][] {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'sub' && name !== 'identities')
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function identitiesOf({ identities }: UserView): [string, string][] {
  return identities.map(({ providerName, userId }) => [providerName, userId])
}

export function definitionOf(group: GroupView): GroupDefinition {
  const { name, description, precedence, roleArn } = group
  return { name, description, precedence, roleArn }
}
