import type { ListDelay } from '../listing/list-delay.ts'
import type { Pool } from '../state/pool.ts'
import { newSub } from '../state/subs.ts'
import type { User } from '../state/user.ts'
import { conflicts } from '../users/alias-conflicts.ts'
import type { Profile } from './row.ts'

/**
 * Adds a user to the pool, without a trigger, a message or a bill. Returns
 * false and does nothing if another user has the username or the alias.
 * Inferred: the job skips such a row and doesn't fail it.
 *
 * Source: developer guide, "Importing users into user pools from a CSV file".
 */
export function importUser(
  pool: Pool,
  profile: Profile,
  at: number,
  lists: ListDelay
): boolean {
  const sub = newSub()
  const user: User = {
    sub,
    username: profile.username ?? sub,
    attributes: profile.attributes,
    status: profile.status,
    enabled: true,
    createdAt: at,
    modifiedAt: at,
    // Shows a test which hash arrived.
    password: profile.hash,
    passwordHistory: undefined,
    mfa: profile.mfa,
    groups: [],
    json: undefined
  }
  if (pool.users.named(user.username)) return false
  if (conflicts(pool, user).length > 0) return false
  pool.users.add(user)
  lists.created(user)
  return true
}
