import {
  disableUser,
  enableUser,
  removeFromGroup,
  updateAttributes
} from '../../../cognito/writes.ts'
import type { UserUpdate } from '../../plan/users/user-plan.ts'
import { beginUser, type ApplyTools, type UserResult } from './user-steps.ts'

/**
 * Brings an existing user to the state of the snapshot. It throws bugs only:
 * what AWS refuses is in the result.
 */
export async function applyUpdate(
  plan: UserUpdate,
  tools: ApplyTools
): Promise<UserResult> {
  const { pool } = tools
  const user = beginUser(tools, plan.username)
  user.result.sub = plan.sub
  // Disable the user before granting anything.
  if (plan.enabled === false) {
    await user.attempt(() => disableUser(pool, user.name))
  }
  if (Object.keys(plan.attributes).length > 0) {
    const isDone = await user.attempt(() =>
      updateAttributes(pool, user.name, plan.attributes)
    )
    if (isDone) user.result.isBilled = true
  }
  for (const group of plan.removeFrom) {
    const isDone = await user.attempt(() =>
      removeFromGroup(pool, user.name, group)
    )
    if (isDone) user.result.membershipsRemoved += 1
    else if (!user.result.isInterrupted) user.result.membershipsFailed += 1
  }
  await user.joinGroups(plan.addTo)
  if (plan.enabled === true) {
    await user.attempt(() => enableUser(pool, user.name))
  }
  const { membershipsAdded, membershipsRemoved } = user.result
  if (membershipsAdded + membershipsRemoved > 0) user.result.isBilled = true
  return user.result
}
