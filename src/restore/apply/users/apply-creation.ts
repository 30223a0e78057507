import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import {
  disableUser,
  setMfaPreference,
  updateAttributes
} from '../../../cognito/writes.ts'
import { isBilledAgain } from '../../plan/tally.ts'
import type { UserCreation } from '../../plan/users/user-plan.ts'
import { hasVerifiedAddress } from '../../target/attributes.ts'
import { confirmUser, createPlanned, linkOnce } from './creation-calls.ts'
import { beginUser, type ApplyTools, type UserResult } from './user-steps.ts'

/**
 * Creates a user and brings it to the planned state. It throws bugs only: what
 * AWS refuses is in the result.
 *
 * The password is set as late as possible, because it ends the status
 * FORCE_CHANGE_PASSWORD. If this run is killed, that status tells the next run
 * that the user is unfinished. A user to disable is thus never enabled with a
 * password.
 */
export async function applyCreation(
  plan: UserCreation,
  tools: ApplyTools
): Promise<UserResult> {
  const user = beginUser(tools, plan.resumes?.username ?? plan.username)
  user.result.sub = plan.resumes?.sub
  let hasPassword = plan.resumes?.hasPassword === true
  if (plan.resumes === undefined) {
    const isCreated = await user.attempt(async () => {
      const { username, sub, status, isOfOtherRun } = await createPlanned(
        plan,
        tools
      )
      user.name = username
      if (isOfOtherRun === true) user.result.isOfOtherRun = true
      user.result.sub = sub
      hasPassword = status === 'CONFIRMED' || status === 'RESET_REQUIRED'
    })
    if (!isCreated) {
      if (user.result.isWritten || user.result.failures.length > 0) {
        user.result.membershipsFailed = plan.groups.length
      }
      return user.result
    }
  }
  const { sub } = user.result
  if (sub !== undefined) tools.created.add(plan.oldSub, sub)
  user.result.isBilled = !hasPassword || isBilledAgain(plan)
  const { pool } = tools
  // A user without its identities or its disabled flag must not be able to sign
  // in. The next run tries again.
  let mayConfirm = true
  for (const identity of plan.identities) {
    const isLinked = await user.attempt(() =>
      linkOnce(user.name, identity, tools)
    )
    mayConfirm &&= isLinked
  }
  if (plan.disable) {
    const isDisabled = await user.attempt(() => disableUser(pool, user.name))
    mayConfirm &&= isDisabled
  }
  await user.joinGroups(plan.groups)
  // Cognito may require a confirmed user for this: it isn't documented.
  const isMfaDone =
    plan.mfa.enable.length === 0 ||
    (await user.tryOnce(() => enableMfa(plan, user.name, pool)))
  if (!mayConfirm || user.isStopped()) return user.result
  if (tools.policies.restoredUserStatus === 'confirmed' && !hasPassword) {
    // Once the user is confirmed and has no address, only the stored list
    // proves who it is.
    if (!hasVerifiedAddress(plan.attributes)) await tools.created.stored()
    const isDone = await user.attempt(() => confirmUser(plan, user.name, tools))
    if (!isDone) return user.result
  }
  if (!isMfaDone) await user.attempt(() => enableMfa(plan, user.name, pool))
  if (Object.keys(plan.attributesAfterwards).length > 0) {
    await user.attempt(() =>
      updateAttributes(pool, user.name, plan.attributesAfterwards)
    )
  }
  return user.result
}

function enableMfa(
  plan: UserCreation,
  username: string,
  pool: PoolClient
): Promise<void> {
  const { enable, preferred } = plan.mfa
  return setMfaPreference(pool, username, { factors: enable, preferred })
}
