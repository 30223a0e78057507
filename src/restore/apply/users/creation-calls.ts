import type { Identity } from '../../../cognito/identities.ts'
import {
  createUser,
  disableUser,
  enableUser,
  linkIdentity,
  setPassword
} from '../../../cognito/writes.ts'
import { AwsCallError, StoppedCallError } from '../../../shared/errors.ts'
import type { UserCreation } from '../../plan/users/user-plan.ts'
import { failsEveryUser } from './failures.ts'
import { findCreated, isLinked } from './find-created.ts'
import { newPassword } from './password.ts'
import type { ApplyTools } from './user-steps.ts'

/** A created user as the pool has it. */
interface Created {
  username: string
  sub: string | undefined
  status?: string
  isOfOtherRun?: boolean
}

/**
 * Creates the user of a plan, or finds the user that a lost attempt has
 * created.
 *
 * @throws AwsCallError; StoppedCallError if the run ended before it was known
 */
export async function createPlanned(
  plan: UserCreation,
  tools: ApplyTools
): Promise<Created> {
  try {
    const temporary = freshPassword(tools)
    const { username, attributes } = plan
    return await createUser(tools.pool, username, attributes, temporary)
  } catch (error) {
    // The plan found no such user. So either an earlier attempt has created the
    // user and its answer was lost. Or an unfinished run has, and the listing
    // didn't show the user yet.
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

/** Marks a call as in doubt: the effect of an earlier attempt is unknown. */
function inDoubt(error: unknown): never {
  throw error instanceof StoppedCallError
    ? new StoppedCallError(error, true)
    : error
}

/** Links an identity, unless an earlier attempt has done it. */
export async function linkOnce(
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
 * Sets the password. A retry sends the same one, which a pool with a password
 * history refuses if the first attempt has set it.
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

/**
 * Confirms a user by a new password. It differs from the temporary one, because
 * the pool may refuse a password twice (PasswordHistorySize). It isn't
 * documented whether a disabled user can get a password. If Cognito refuses it,
 * the user is enabled for a moment, with a password that no one knows.
 */
export async function confirmUser(
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
      !failsEveryUser(error) &&
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
