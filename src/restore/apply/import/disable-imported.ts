import pMap from 'p-map'
import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import { disableUser } from '../../../cognito/writes.ts'
import { AwsCallError, StoppedCallError } from '../../../shared/errors.ts'
import type { UserCreation } from '../../plan/users/user-plan.ts'
import { failsEveryUser } from '../users/failures.ts'
import {
  findByName,
  hasPlannedAddresses,
  isSinceImport
} from './find-imported.ts'

/** How many users are disabled at a time; the quota limits the speed. */
const AT_ONCE = 32

/**
 * Disables users of a job right after it has ended. An import file can't say
 * that a user is disabled, so until then the user could reset the password and
 * sign in.
 *
 * @param isClean whether the job has imported every row; if not, each user is
 *   looked up first, because another user may have the name
 * @returns the usernames that are disabled now; the others are tried again at
 *   the end
 * @throws AwsCallError that would fail every user
 */
export async function disableImported(
  plans: readonly UserCreation[],
  isClean: boolean,
  since: number,
  description: PoolDescription,
  pool: PoolClient,
  signal: AbortSignal
): Promise<string[]> {
  const done = await pMap(plans, disable, { concurrency: AT_ONCE })
  return done.filter(name => name !== undefined)

  async function disable(plan: UserCreation): Promise<string | undefined> {
    if (signal.aborted) return undefined
    try {
      if (!isClean && !(await isImported(plan))) return undefined
      await disableUser(pool, plan.username)
      return plan.username
    } catch (error) {
      // The next run tries again.
      if (error instanceof StoppedCallError) return undefined
      if (!(error instanceof AwsCallError) || failsEveryUser(error)) throw error
      return undefined
    }
  }

  async function isImported(plan: UserCreation): Promise<boolean> {
    const user = await findByName(pool, description, plan)
    return (
      user !== undefined &&
      isSinceImport(user, since) &&
      hasPlannedAddresses(user, plan)
    )
  }
}
