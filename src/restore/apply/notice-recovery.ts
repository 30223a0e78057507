import { readActiveRecovery } from '../../cognito/active-recovery.ts'
import { isRead, type PoolClient } from '../../cognito/calls/pool-client.ts'
import { AwsCallError, UserError } from '../../shared/errors.ts'
import { sayRecovery, wayPast } from '../recovery-words.ts'

/** Refusals that have a reason of their own; a recovery has none of them. */
export const EXPLAINED: readonly string[] = [
  'AliasExistsException',
  'GroupExistsException',
  'InvalidLambdaResponseException',
  'InvalidPasswordException',
  'LimitExceededException',
  'TooManyRequestsException',
  'UnexpectedLambdaException',
  'UserLambdaValidationException',
  'UserNotFoundException',
  'UsernameExistsException'
]

/**
 * The pool for a restore that is under way. A point-in-time recovery may begin
 * meanwhile; by which error Cognito then refuses writes, AWS doesn't say. So after
 * a refusal without a reason of its own the list of recoveries is asked. If none is
 * active, it takes twice as many refusals in a row to ask again.
 *
 * @param stop is given the error that the restore is to end with
 * @returns a pool whose writes throw UserError `recovery-active` once one is active
 */
export function noticeRecovery(
  pool: PoolClient,
  signal: AbortSignal,
  stop: (error: UserError) => void
): PoolClient {
  let refusals = 0
  let refusalsToAsk = 1
  let asking: Promise<UserError | undefined> | undefined
  /** Calls that were under way are refused later. */
  let noticed: UserError | undefined

  async function ask(): Promise<UserError | undefined> {
    try {
      const recovery = await readActiveRecovery(pool, signal)
      refusalsToAsk = recovery === 'unknown' ? Infinity : refusalsToAsk * 2
      if (recovery === null || recovery === 'unknown') return undefined
      noticed = new UserError(
        'recovery-active',
        `Cognito began to block writes to the pool for ${sayRecovery(recovery)}. What was restored before stays, unless the recovery is applied. ${wayPast(recovery)}`
      )
      stop(noticed)
      return noticed
    } catch (error) {
      // Why the write was refused is more to the point.
      if (error instanceof UserError) return undefined
      throw error
    } finally {
      refusals = 0
      asking = undefined
    }
  }

  return {
    ...pool,
    async call(operation, send) {
      try {
        const answer = await pool.call(operation, send)
        if (!isRead(operation)) refusals = 0
        return answer
      } catch (error) {
        if (isRead(operation) || !isUnexplained(error)) throw error
        if (noticed !== undefined) throw noticed
        refusals += 1
        if (refusals >= refusalsToAsk) asking ??= ask()
        throw (await asking) ?? noticed ?? error
      }
    }
  }
}

function isUnexplained(error: unknown): boolean {
  return (
    error instanceof AwsCallError &&
    error.code === 'aws' &&
    !EXPLAINED.includes(error.awsCode)
  )
}
