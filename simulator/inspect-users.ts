import type { Clock } from './clock.ts'
import type { Identity } from './cognito/state/identities.ts'
import {
  federatedName,
  identitiesOf,
  identitiesText
} from './cognito/state/identities.ts'
import type { Pool } from './cognito/state/pool.ts'
import { newSub } from './cognito/state/subs.ts'
import type { User, UserStatus } from './cognito/state/user.ts'
import type { MfaState } from './cognito/state/mfa-state.ts'
import { noMfa } from './cognito/state/mfa-state.ts'
import { authFactors } from './cognito/users/user-mfa.ts'

/** The present state of a user, for tests. */
export interface UserView {
  username: string
  sub: string
  attributes: Record<string, string>
  status: UserStatus
  enabled: boolean
  /** The latest password; undefined if no call ever set one. */
  password: string | undefined
  mfa: Readonly<MfaState>
  /** The factors in AdminGetUserAuthFactors, e.g. SOFTWARE_TOKEN. */
  authFactors: string[]
  /**
   * The identities in the `identities` attribute: linked ones, or a profile's
   * own.
   */
  identities: Identity[]
  /**
   * The identity provider with a `Provider_id` that is this native user's
   * username. The owner of that id can't sign in with the provider any more.
   */
  squatsOn: string | undefined
  /** Names, sorted. */
  groups: string[]
  createdAt: Date
  modifiedAt: Date
}

/** A user for a pool, with defaults for absent members. */
export interface NewUser {
  username?: string
  sub?: string
  attributes?: Record<string, string>
  /**
   * Linked identities or, of an EXTERNAL_PROVIDER profile, its own. They make
   * the text of the `identities` attribute.
   */
  identities?: (Pick<Identity, 'providerName' | 'userId'> & Partial<Identity>)[]
  status?: UserStatus
  enabled?: boolean
  password?: string
  mfa?: Partial<MfaState>
  /** Factors that only the user could set up, in addition to those of `mfa`. */
  authFactors?: ('SOFTWARE_TOKEN' | 'WEB_AUTHN')[]
  groups?: string[]
  createdAt?: Date
  modifiedAt?: Date
}

/**
 * The user profile for a test. Without a modification date it has its creation
 * date.
 */
export function userFrom(user: NewUser, clock: Clock): User {
  const sub = user.sub ?? newSub()
  const createdAt = user.createdAt?.getTime() ?? clock.now()
  const attributes = new Map(Object.entries(user.attributes ?? {}))
  if (user.identities)
    attributes.set(
      'identities',
      identitiesText(
        user.identities.map(identity => ({
          providerType: identity.providerName,
          issuer: null,
          primary: user.status === 'EXTERNAL_PROVIDER',
          dateCreated: createdAt,
          ...identity
        }))
      )
    )
  return {
    sub,
    username: user.username ?? sub,
    attributes,
    status: user.status ?? 'CONFIRMED',
    enabled: user.enabled ?? true,
    createdAt,
    modifiedAt: user.modifiedAt?.getTime() ?? createdAt,
    password: user.password,
    passwordHistory: undefined,
    mfa: mfaFrom(user),
    groups: [],
    json: undefined
  }
}

function mfaFrom({ mfa, authFactors = [] }: NewUser): MfaState | undefined {
  if (mfa === undefined && authFactors.length === 0) return undefined
  return {
    ...noMfa(),
    ...(authFactors.includes('SOFTWARE_TOKEN') && {
      softwareTokenRegistered: true
    }),
    ...(authFactors.includes('WEB_AUTHN') && { passkey: true }),
    ...mfa
  }
}

export function viewUser(pool: Pool, user: User): UserView {
  return {
    username: user.username,
    sub: user.sub,
    attributes: Object.fromEntries(user.attributes),
    status: user.status,
    enabled: user.enabled,
    password: user.password,
    mfa: { ...(user.mfa ?? noMfa()) },
    authFactors: authFactors(pool, user),
    identities: identitiesOf(user),
    squatsOn: squattedProvider(pool, user),
    groups: [...user.groups].sort(),
    createdAt: new Date(user.createdAt),
    modifiedAt: new Date(user.modifiedAt)
  }
}

function squattedProvider(
  pool: Pool,
  { status, username }: User
): string | undefined {
  if (status === 'EXTERNAL_PROVIDER') return undefined
  for (const name of pool.definition.identityProviders.keys())
    if (username.startsWith(federatedName(name, ''))) return name
  return undefined
}
