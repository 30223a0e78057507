import type { PoolDescription } from '../../cognito/describe-pool.ts'
import {
  identitiesOf,
  profileName,
  type Identity
} from '../../cognito/identities.ts'
import type { PoolUser } from '../../cognito/users.ts'
import { fold, signInKey, signInValues, type Attributes } from './attributes.ts'
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
  'identities',
  // It proves that a user is a made-up one, where nothing else does.
  'profile'
]

/**
 * The users of the target pool, by each value that can identify them: all of
 * them, or those with the values that were looked up.
 */
export class TargetUsers {
  readonly #pool: PoolDescription
  readonly #keepsAttributes: boolean
  readonly #byName = new Map<string, ExistingUser>()
  readonly #bySignIn = new Map<string, ExistingUser>()
  readonly #byIdentity = new Map<string, ExistingUser>()
  readonly #sought: ReadonlySet<string> | undefined
  readonly memberships = new Memberships()
  /** Subs of users that Cognito may bill, because their groups were read. */
  readonly billed = new Set<string>()
  #newestAt: number | undefined

  /**
   * @param keepsAttributes whether users may be compared by all attributes
   * @param sought the values that were looked up, as signInKey makes them: to
   *   ask for another one is a bug. `undefined`: all users were listed
   */
  constructor(
    pool: PoolDescription,
    keepsAttributes: boolean,
    sought?: ReadonlySet<string>
  ) {
    this.#pool = pool
    this.#keepsAttributes = keepsAttributes
    this.#sought = sought
  }

  get size(): number {
    return this.#byName.size
  }

  /** When the newest of these users was created, if any, in ms since 1970. */
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

  /** All users that were read. */
  all(): Iterable<ExistingUser> {
    return this.#byName.values()
  }

  named(username: string): ExistingUser | undefined {
    this.#expectSought(signInKey(this.#pool, 'username', username))
    return this.#byName.get(fold(this.#pool, username))
  }

  /** @param value one that signInValues returned */
  signingInBy(value: string): ExistingUser | undefined {
    this.#expectSought(value)
    return this.#bySignIn.get(value)
  }

  /**
   * The user with the identity, linked or as a profile of its own. Only a
   * listing knows.
   */
  withIdentity(identity: Identity): ExistingUser | undefined {
    const name = profileName(identity)
    this.#expectSought(name)
    return (
      this.#byIdentity.get(name) ?? this.#byName.get(fold(this.#pool, name))
    )
  }

  /** Otherwise a user that the pool has would count as new. */
  #expectSought(key: string): void {
    if (this.#sought?.has(key) === false) {
      throw new Error('The plan needs a user that was not looked up')
    }
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
