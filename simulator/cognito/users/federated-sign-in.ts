import type { CognitoState } from '../operation.ts'
import { createGroup } from '../state/group.ts'
import { federatedName, identitiesText } from '../state/identities.ts'
import type { Pool } from '../state/pool.ts'
import type { IdentityProvider } from '../state/pool-definition.ts'
import { newSub } from '../state/subs.ts'
import type { User } from '../state/user.ts'
import { changeUser } from './change-user.ts'
import { issuerOf } from './link-source.ts'

/** A sign-in with another provider, and the claims of the provider. */
export interface FederatedPerson {
  providerName: string
  userId: string
  /** By the user pool attribute that each claim is mapped to. */
  attributes: Readonly<Record<string, string>>
}

/**
 * Signs a user in with another provider, as Cognito does. It finds the user
 * that the identity is linked to, else the profile of an earlier sign-in; else
 * it creates a profile. The user then gets the attributes of this sign-in.
 *
 * Throws an Error if the sign-in fails: "User already exists with provider user
 * id." if a native user has the name of the profile.
 *
 * Source: developer guide, "Linking federated users to an existing user
 * profile"; Boise-State-Development/agentcore-public-stack#425 quotes the
 * error.
 */
export function signInFederated(
  state: CognitoState,
  pool: Pool,
  person: FederatedPerson
): User {
  const { providerName, userId } = person
  const provider = pool.definition.identityProviders.get(providerName)
  if (provider === undefined)
    throw new RangeError(`The pool has no provider ${providerName}.`)
  const linked = linkedUser(pool, person)
  const named = pool.users.named(federatedName(providerName, userId))
  const user = linked ?? named
  if (user && !user.enabled) throw new Error('User is disabled.')
  const changes = Object.entries(person.attributes).filter(
    ([name, value]) => user?.attributes.get(name) !== value
  )
  // "Federated users can sign in only if they have previously signed in to the
  // user pool and their attributes from the external identity provider haven't
  // changed."
  if (user === undefined || changes.length > 0)
    state.recoveries.refuseWrite(pool)
  if (user === undefined) return newProfile(state, pool, provider, person)
  if (linked === undefined && user.status !== 'EXTERNAL_PROVIDER')
    throw new Error('User already exists with provider user id.')
  if (changes.length === 0) return user
  changeUser(state, pool, user, profile => {
    for (const [name, value] of changes) profile.attributes.set(name, value)
  })
  return user
}

/** Finds the user by the subject, or by any other name in a link. */
function linkedUser(
  pool: Pool,
  { providerName, userId, attributes }: FederatedPerson
): User | undefined {
  for (const name of pool.linkAttributesOf(providerName)) {
    const value = attributes[name]
    const user =
      value === undefined
        ? undefined
        : pool.users.withIdentity(providerName, value)
    if (user) return user
  }
  return pool.users.withIdentity(providerName, userId)
}

function newProfile(
  state: CognitoState,
  pool: Pool,
  provider: IdentityProvider,
  { userId, attributes }: FederatedPerson
): User {
  const now = state.account.clock.now()
  const { ProviderName, ProviderType } = provider
  const user: User = {
    sub: newSub(),
    username: federatedName(ProviderName, userId),
    attributes: new Map(Object.entries(attributes)),
    status: 'EXTERNAL_PROVIDER',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    password: undefined,
    passwordHistory: undefined,
    mfa: undefined,
    groups: [],
    json: undefined
  }
  state.triggers.run(pool, 'PreSignUp', user, { cause: 'ExternalProvider' })
  user.attributes.set(
    'identities',
    identitiesText([
      {
        userId,
        providerName: ProviderName,
        providerType: ProviderType,
        issuer: issuerOf(provider),
        primary: true,
        dateCreated: now
      }
    ])
  )
  pool.users.add(user)
  state.lists.created(user)
  joinOwnGroup(state, pool, user, ProviderName)
  return user
}

/**
 * "Amazon Cognito creates a user group for each … identity provider (IdP) …
 * Each unique automatically-generated IdP user profile is automatically added
 * to this group" (developer guide, "Adding groups to a user pool"): a bare one.
 * The documentation doesn't say when; the simulator creates it at the first
 * sign-in.
 */
function joinOwnGroup(
  { account, lists }: CognitoState,
  pool: Pool,
  user: User,
  providerName: string
): void {
  const name = `${pool.id}_${providerName}`
  const group = pool.group(name) ?? createGroup(name, account.clock.now())
  if (pool.group(name) === undefined) pool.addGroup(group)
  pool.join(user, group)
  lists.joined(user, group)
}
