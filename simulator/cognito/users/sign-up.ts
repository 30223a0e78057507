import type { CognitoState } from '../operation.ts'
import { CognitoError, usernameExists } from '../protocol/errors.ts'
import { checkPassword, setPassword } from '../state/password-policy.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import { conflicts } from './alias-conflicts.ts'
import { claimUsername } from './usernames.ts'

/** A person who signs up and confirms at once. */
export interface NewPerson {
  username: string
  password: string
  attributes?: Readonly<Record<string, string>>
}

/**
 * Signs a user up, without an app client, a code or a trigger. Throws the
 * CognitoError that SignUp answers with.
 */
export function signUp(
  state: CognitoState,
  pool: Pool,
  person: NewPerson
): User {
  state.recoveries.refuseWrite(pool)
  const { settings } = pool
  if (settings.adminCreateUserOnly)
    throw new CognitoError(
      'NotAuthorizedException',
      'SignUp is not permitted for this user pool'
    )
  const attributes = new Map(Object.entries(person.attributes ?? {}))
  const username = claimUsername(settings, person.username, attributes)
  checkPassword(settings.passwordPolicy, person.password)
  const sub = state.newSub()
  const now = state.account.clock.now()
  const user: User = {
    sub,
    username: username ?? sub,
    attributes,
    status: 'CONFIRMED',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    password: undefined,
    passwordHistory: undefined,
    mfa: undefined,
    groups: [],
    json: undefined
  }
  setPassword(settings.passwordPolicy, user, person.password)
  const isTaken =
    pool.users.named(user.username) !== undefined ||
    conflicts(pool, user).length > 0
  if (isTaken) throw usernameExists('User already exists')
  pool.users.add(user)
  state.lists.created(user)
  state.ledger.billed(sub)
  return user
}
