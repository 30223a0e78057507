import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { ExistingUser } from '../target/target-users.ts'
import type { PseudonymKey } from './key.ts'

/** The users of a pool that a key has made up, found by their made-up names. */
export class MadeUpUsers {
  readonly #key: PseudonymKey
  readonly #byName = new Map<string, ExistingUser>()
  /** How many users of the pool the key hasn't made. */
  readonly realUsers: number

  /** @param users all users of the pool */
  constructor(
    key: PseudonymKey,
    users: Iterable<ExistingUser>,
    pool: Pick<PoolDescription, 'usernameAttributes'>
  ) {
    this.#key = key
    let realUsers = 0
    for (const user of users) {
      const name = nameOf(user, pool, key)
      // A second user of one name has copied it.
      if (name === undefined || this.#byName.has(name)) realUsers += 1
      else this.#byName.set(name, user)
    }
    this.realUsers = realUsers
  }

  /**
   * The user of the pool that stands for a user of the snapshot.
   *
   * @param sub of the user in the snapshot
   */
  of(sub: string): ExistingUser | undefined {
    return this.#byName.get(this.#key.name(sub))
  }
}

/**
 * The made-up name: the username or, where Cognito makes that up, what is in the
 * e-mail address or else the `profile`.
 */
function nameOf(
  { username, attributes }: ExistingUser,
  { usernameAttributes }: Pick<PoolDescription, 'usernameAttributes'>,
  key: PseudonymKey
): string | undefined {
  if (usernameAttributes.length === 0) {
    return key.nameIn(username) === username ? username : undefined
  }
  const { email = '', profile = '' } = attributes
  return key.nameIn(email === '' ? profile : email)
}
