import type { CognitoState } from '../operation.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import type { Claimant } from './alias-conflicts.ts'
import { conflicts } from './alias-conflicts.ts'

/** Changes a user, and its modification date, as each API call does. */
export function changeUser(
  state: CognitoState,
  pool: Pool,
  user: User,
  change: (user: User) => void
): void {
  state.lists.changing(user)
  pool.users.update(user, changed => {
    change(changed)
    changed.modifiedAt = state.account.clock.now()
  })
}

/** Takes the user's aliases from others: they keep the attribute, unverified. */
export function unverifyOthers(
  state: CognitoState,
  pool: Pool,
  user: Claimant
): void {
  for (const { alias, owner } of conflicts(pool, user))
    changeUser(state, pool, owner, loser => {
      loser.attributes.set(`${alias.attribute}_verified`, 'false')
    })
}
