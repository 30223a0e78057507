import type { PoolDescription } from '../../cognito/describe-pool.ts'
import {
  identitiesOf,
  profileName,
  type Identity
} from '../../cognito/identities.ts'
import type { PoolUser } from '../../cognito/users.ts'
import { fold, signInValues, type Attributes } from './attributes.ts'
import { Memberships } from './memberships.ts'

/** A user that the target pool had before the restore. */
export interface ExistingUser {
  username: string
  sub: string
  status: string
  enabled: boolean
  /** Milliseconds since 1970, by Cognito's clock. */
  createdAt: number
  /** All attributes if users may be compared; else those in IDENTIFYING. */
  attributes: Attributes
}

const IDENTIFYING = [
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'preferred_username',
  'identities'
]

/** The users of the target pool, by each value that can identify them. */
export class TargetUsers {
  readonly #pool: PoolDescription
  readonly #keepsAttributes: boolean
  readonly #byName = new Map<string, ExistingUser>()
  readonly #bySignIn = new Map<string, ExistingUser>()
  readonly #byIdentity = new Map<string, ExistingUser>()
  readonly memberships = new Memberships()
  #newestAt: number | undefined

  /** @param keepsAttributes whether users may be compared by all attributes */
  constructor(pool: PoolDescription, keepsAttributes: boolean) {
    this.#pool = pool
    this.#keepsAttributes = keepsAttributes
  }

  get size(): number {
    return this.#byName.size
  }

  /** When the newest user was created, if any, in ms since 1970. */
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
        : identifying(user.attributes)
    }
    this.#byName.set(fold(this.#pool, user.username), existing)
    this.#newestAt = Math.max(this.#newestAt ?? -Infinity, existing.createdAt)
    for (const identity of identitiesOf(user.attributes)) {
      this.#byIdentity.set(profileName(identity), existing)
    }
    // A profile has its address from the identity provider. The address stays
    // free for others.
    if (user.status === 'EXTERNAL_PROVIDER') return
    for (const value of signInValues(this.#pool, user.attributes)) {
      this.#bySignIn.set(value, existing)
    }
  }

  named(username: string): ExistingUser | undefined {
    return this.#byName.get(fold(this.#pool, username))
  }

  /** @param value one that signInValues returned */
  signingInBy(value: string): ExistingUser | undefined {
    return this.#bySignIn.get(value)
  }

  /** The user with the identity, linked or as a profile of its own. */
  withIdentity(identity: Identity): ExistingUser | undefined {
    const name = profileName(identity)
    return (
      this.#byIdentity.get(name) ?? this.#byName.get(fold(this.#pool, name))
    )
  }
}

function identifying(attributes: Attributes): Attributes {
  return Object.fromEntries(
    IDENTIFYING.flatMap(name => {
      const value = attributes[name]
      return value === undefined ? [] : [[name, value]]
    })
  )
}
