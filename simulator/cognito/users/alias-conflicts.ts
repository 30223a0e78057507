import { invalidParameter } from '../protocol/errors.ts'
import type { Alias } from '../state/aliases.ts'
import { aliasesOf } from '../state/aliases.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'

/** A user that claims aliases, or one that is about to. */
export type Claimant = Pick<User, 'sub' | 'attributes' | 'status'>

/** The user's aliases that another user has, each with its owner. */
export function conflicts(
  pool: Pool,
  user: Claimant
): { alias: Alias; owner: User }[] {
  return aliasesOf(pool.settings, user).flatMap(alias => {
    const owner = pool.users.owner(alias)
    return owner === undefined || owner.sub === user.sub
      ? []
      : [{ alias, owner }]
  })
}

/** Whether the alias replaces the username in this pool. */
export function isUsername(pool: Pool, alias: Alias): boolean {
  return pool.settings.usernameAttributes.some(
    attribute => attribute === alias.attribute
  )
}

/**
 * An unconfirmed user can't have `preferred_username` as an alias. The
 * developer guide says so of sign-up ("Customizing sign-in attributes"); for a
 * user that an administrator creates it is inferred.
 */
export function checkPreferredUsername(
  pool: Pool,
  attributes: ReadonlyMap<string, string>,
  isConfirmed: boolean
): void {
  if (isConfirmed || !attributes.has('preferred_username')) return
  if (pool.settings.aliasAttributes.includes('preferred_username'))
    throw invalidParameter(
      'preferred_username can not be provided before the user is confirmed, since user pool is configured for preferred_username alias.'
    )
}
