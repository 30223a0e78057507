import type { UserView } from '../../simulator/inspect-pools.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import { unlessEqual } from './differences.ts'
import { hasSameAddress, type PoolState } from './expected-pool.ts'

/**
 * Holds what a verification says about a pool's users against the pool. By
 * docs/compare-and-alarms.md, a user who was made anew is no other user.
 *
 * @param restored the users whom a restore may have created
 * @returns sentences: what is not as it has to be
 */
export function judgeDrift(
  source: PoolState,
  now: PoolState,
  restored: { has(user: UserView): boolean },
  { outputs }: ActionRun
): string[] {
  const missing = source.users.filter(
    user => !now.users.some(other => isSame(user, other))
  )
  // Only the map of a restore knows them, and it may not have been stored.
  const mapped = missing.filter(user => restored.has(user)).length
  const gone = Number(outputs['users-gone'])
  const added = Number(outputs['users-added'])
  const isRight = missing.length - mapped <= gone && gone <= missing.length
  return [
    ...(isRight
      ? []
      : [`${gone} gone, of ${missing.length} (${mapped} mapped)`]),
    ...unlessEqual(
      'users added less users gone',
      now.users.length - source.users.length,
      added - gone
    )
  ]
}

function isSame(user: UserView, other: UserView): boolean {
  const hasName = user.username !== user.sub
  return (
    user.sub === other.sub ||
    (hasName && user.username === other.username) ||
    hasSameAddress(user, other)
  )
}
