import { AwsCallError } from '../errors.ts'
import type { PoolClient } from '../cognito/pool-client.ts'
import {
  addToGroup,
  createUser,
  disableUser,
  setPassword,
  updateAttributes
} from '../cognito/writes.ts'
import type { RandomBytes } from '../world.ts'
import { newPassword } from './password.ts'
import type { UserCreation } from './plan.ts'

export interface ApplyTools {
  pool: PoolClient
  randomBytes: RandomBytes
  minimumPasswordLength: number
}

/** What came of one user; every call that failed for good is in `failures`. */
export interface UserResult {
  isCreated: boolean
  membershipsAdded: number
  membershipsFailed: number
  failures: AwsCallError[]
}

/**
 * Creates a user and brings it to the state that the plan says. A step that
 * fails ends the account's own steps, but the groups are tried one by one. Never
 * throws for what AWS refuses; bugs do.
 */
export async function applyUser(
  plan: UserCreation,
  tools: ApplyTools
): Promise<UserResult> {
  const result: UserResult = {
    isCreated: false,
    membershipsAdded: 0,
    membershipsFailed: 0,
    failures: []
  }
  const succeeds = async (step: Promise<void>) => {
    const failure = await failureOf(step)
    if (failure !== undefined) result.failures.push(failure)
    return failure === undefined
  }

  result.isCreated = await succeeds(create(plan, tools))
  if (!result.isCreated) {
    result.membershipsFailed = plan.groups.length
    return result
  }
  await succeeds(settle(plan, tools))
  for (const group of plan.groups) {
    const isAdded = await succeeds(addToGroup(tools.pool, plan.username, group))
    if (isAdded) result.membershipsAdded += 1
    else result.membershipsFailed += 1
  }
  return result
}

async function create(plan: UserCreation, tools: ApplyTools): Promise<void> {
  const { pool } = tools
  try {
    const temporary = freshPassword(tools)
    await createUser(pool, plan.username, plan.attributes, temporary)
  } catch (error) {
    if (!isOwnEarlierSuccess(error)) throw error
  }
}

/** From FORCE_CHANGE_PASSWORD to the state of the snapshot. */
async function settle(plan: UserCreation, tools: ApplyTools): Promise<void> {
  const { pool } = tools
  // Another password than the temporary one: the pool may refuse to see a
  // password twice (PasswordHistorySize).
  await setPassword(pool, plan.username, freshPassword(tools))
  if (plan.disable) await disableUser(pool, plan.username)
  if (Object.keys(plan.attributesAfterwards).length > 0) {
    await updateAttributes(pool, plan.username, plan.attributesAfterwards)
  }
}

function freshPassword(tools: ApplyTools): string {
  return newPassword(tools.randomBytes, tools.minimumPasswordLength)
}

/**
 * The plan found no such user, so one that exists after a retry is the one that
 * an earlier attempt created, whose answer was lost. Were it somebody else's
 * alias that is taken, the next call wouldn't find the user and fail.
 */
function isOwnEarlierSuccess(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.awsCode === 'UsernameExistsException' &&
    error.attempts > 1
  )
}

async function failureOf(
  step: Promise<void>
): Promise<AwsCallError | undefined> {
  try {
    await step
    return undefined
  } catch (error) {
    if (error instanceof AwsCallError) return error
    throw error
  }
}
