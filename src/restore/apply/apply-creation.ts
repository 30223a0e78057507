import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import {
  createUser,
  disableUser,
  enableUser,
  linkIdentity,
  setMfaPreference,
  setPassword,
  updateAttributes
} from '../../cognito/writes.ts'
import { AwsCallError, StoppedCallError } from '../../shared/errors.ts'
import { findCreated, isLinked } from './find-created.ts'
import { isForEverybody } from './failures.ts'
import { hasVerifiedAddress } from '../target/attributes.ts'
import type { Identity } from '../target/identities.ts'
import { newPassword } from './password.ts'
import { isBilledAgain } from '../plan/plan-tally.ts'
import type { UserCreation } from '../plan/plan.ts'
import { beginUser, type ApplyTools, type UserResult } from './user-steps.ts'

/**
 * Creates a user and brings it to the state that the plan says. Never throws for
 * what AWS refuses; bugs do.
 *
 * The password comes as late as it can, because it ends FORCE_CHANGE_PASSWORD:
 * that status marks a user who isn't finished, for the run that continues after
 * this one was killed. A user who is to be disabled never gets as far enabled.
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
      const { username, sub, status, isOfOtherRun } = await create(plan, tools)
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
  // Without its identities or its disabled flag nobody is let in: the next run
  // tries again.
  let mayConfirm = true
  for (const identity of plan.identities) {
    const isLinked = await user.attempt(() => link(user.name, identity, tools))
    mayConfirm &&= isLinked
  }
  if (plan.disable) {
    const isDisabled = await user.attempt(() => disableUser(pool, user.name))
    mayConfirm &&= isDisabled
  }
  await user.joinGroups(plan.groups)
  // Cognito may want the user confirmed first: that isn't documented.
  const isMfaDone =
    plan.mfa.enable.length === 0 ||
    (await user.tryOnce(() => enableMfa(plan, user.name, pool)))
  if (!mayConfirm || user.isStopped()) return user.result
  if (tools.policies.restoredUserStatus === 'confirmed' && !hasPassword) {
    // Once confirmed, nothing else proves who a user without an address is.
    if (!hasVerifiedAddress(plan.attributes)) await tools.created.stored()
    const isDone = await user.attempt(() => confirm(plan, user.name, tools))
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

interface Created {
  username: string
  sub: string | undefined
  status?: string
  isOfOtherRun?: boolean
}

async function create(plan: UserCreation, tools: ApplyTools): Promise<Created> {
  try {
    const temporary = freshPassword(tools)
    const { username, attributes } = plan
    return await createUser(tools.pool, username, attributes, temporary)
  } catch (error) {
    // The plan found no such user, so one that exists after a retry may be the
    // one that an earlier attempt created, whose answer was lost, or one of an
    // unfinished run that the listing didn't show yet.
    const mayBeOurs =
      isCode(error, 'UsernameExistsException') &&
      (error.attempts > 1 || tools.unfinishedSince !== undefined)
    const own = mayBeOurs
      ? await findCreated(plan, tools).catch(inDoubt)
      : undefined
    if (own === undefined) throw error
    const isRetried = error instanceof AwsCallError && error.attempts > 1
    return isRetried ? own : { ...own, isOfOtherRun: true }
  }
}

/** The run ended before it was found out what an earlier attempt has done. */
function inDoubt(error: unknown): never {
  throw error instanceof StoppedCallError
    ? new StoppedCallError(error, true)
    : error
}

/** "Already linked" is no failure when an earlier attempt did it. */
async function link(
  username: string,
  identity: Identity,
  tools: ApplyTools
): Promise<void> {
  try {
    await linkIdentity(tools.pool, username, identity)
  } catch (error) {
    const mayBeDone =
      isCode(error, 'InvalidParameterException') && error.attempts > 1
    const isDone =
      mayBeDone && (await isLinked(username, identity, tools).catch(inDoubt))
    if (!isDone) throw error
  }
}

/**
 * A retry sends the same password once more, which a pool that looks at the
 * history refuses when the first attempt has set it.
 */
async function givePassword(
  username: string,
  tools: ApplyTools
): Promise<void> {
  try {
    await setPassword(tools.pool, username, freshPassword(tools))
  } catch (error) {
    const isDone =
      isCode(error, 'PasswordHistoryPolicyViolationException') &&
      error.attempts > 1
    if (!isDone) throw error
  }
}

function isCode(error: unknown, awsCode: string): error is AwsCallError {
  return error instanceof AwsCallError && error.awsCode === awsCode
}

function enableMfa(
  plan: UserCreation,
  username: string,
  pool: PoolClient
): Promise<void> {
  const { enable, preferred } = plan.mfa
  return setMfaPreference(pool, username, { factors: enable, preferred })
}

/**
 * Another password than the temporary one: the pool may refuse to see a password
 * twice (PasswordHistorySize). Whether a disabled user can be given one isn't
 * documented; one who can't is enabled for a moment, with a password that nobody
 * knows.
 */
async function confirm(
  plan: UserCreation,
  username: string,
  tools: ApplyTools
): Promise<void> {
  const { pool } = tools
  const set = () => givePassword(username, tools)
  try {
    await set()
  } catch (error) {
    const isRefused =
      plan.isDisabled &&
      error instanceof AwsCallError &&
      !isForEverybody(error) &&
      error.awsCode !== 'UserNotFoundException'
    if (!isRefused) throw error
    await enableUser(pool, username)
    try {
      await set()
    } finally {
      await disableUser(pool, username)
    }
  }
}

function freshPassword(tools: ApplyTools): string {
  return newPassword(tools.randomBytes, tools.minimumPasswordLength)
}
