import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { PoolUser } from '../../cognito/users.ts'
import { fold, signInValues, type Attributes } from './attributes.ts'
import { identitiesOf, profileName, type Identity } from './identities.ts'
import { Memberships } from './memberships.ts'

/** A user whom the target pool has before the restore. */
export interface ExistingUser {
  username: string
  sub: string
  status: string
  enabled: boolean
  /** Milliseconds since 1970, by Cognito's clock. */
  createdAt: number
  /** Those that users are told apart by; all of them where they are compared. */
  attributes: Attributes
}

const TELLING = [
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'preferred_username',
  'identities'
]

/** The users of the target pool, found by all that can stand for one. */
export class TargetUsers {
  readonly #pool: PoolDescription
  readonly #keepsAttributes: boolean
  readonly #byName = new Map<string, ExistingUser>()
  readonly #bySignIn = new Map<string, ExistingUser>()
  readonly #byIdentity = new Map<string, ExistingUser>()
  readonly memberships = new Memberships()
  #newestAt: number | undefined

  /** @param keepsAttributes whether users may be compared, attribute by attribute */
  constructor(pool: PoolDescription, keepsAttributes: boolean) {
    this.#pool = pool
    this.#keepsAttributes = keepsAttributes
  }

  get size(): number {
    return this.#byName.size
  }

  /** When the newest of them was created, in milliseconds since 1970. */
  get newestAt(): number | undefined {
    return this.#newestAt
  }

  add(user: PoolUser): void {
    const existing: ExistingUser = {
      username: user.username,
      sub: user.sub,
      status: user.status,
      enabled: user.enabled,
      createdAt: user.createdAt.getTime(),
      attributes: this.#keepsAttributes
        ? user.attributes
        : telling(user.attributes)
    }
    this.#byName.set(fold(this.#pool, user.username), existing)
    this.#newestAt = Math.max(this.#newestAt ?? -Infinity, existing.createdAt)
    for (const identity of identitiesOf(user.attributes)) {
      this.#byIdentity.set(profileName(identity), existing)
    }
    // The profile of an identity provider has its address from there and claims
    // it from nobody.
    if (user.status === 'EXTERNAL_PROVIDER') return
    for (const value of signInValues(this.#pool, user.attributes)) {
      this.#bySignIn.set(value, existing)
    }
  }

  named(username: string): ExistingUser | undefined {
    return this.#byName.get(fold(this.#pool, username))
  }

  /** @param value of signInValues */
  signingInBy(value: string): ExistingUser | undefined {
    return this.#bySignIn.get(value)
  }

  /** Who has the identity, linked or as a profile of its own. */
  withIdentity(identity: Identity): ExistingUser | undefined {
    const name = profileName(identity)
    return (
      this.#byIdentity.get(name) ?? this.#byName.get(fold(this.#pool, name))
    )
  }
}

function telling(attributes: Attributes): Attributes {
  return Object.fromEntries(
    TELLING.flatMap(name => {
      const value = attributes[name]
      return value === undefined ? [] : [[name, value]]
    })
  )
}
