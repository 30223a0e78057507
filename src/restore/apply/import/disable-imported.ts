import pMap from 'p-map'
import type { PoolDescription } from '../../../cognito/describe-pool.ts'
import type { PoolClient } from '../../../cognito/calls/pool-client.ts'
import { disableUser } from '../../../cognito/writes.ts'
import { AwsCallError, StoppedCallError } from '../../../shared/errors.ts'
import { isForEverybody } from '../failures.ts'
import type { UserCreation } from '../../plan/plan.ts'
import {
  findByName,
  hasPlannedAddresses,
  isSinceImport
} from './find-imported.ts'

/** Users who are disabled at a time; their quota decides how fast. */
const AT_ONCE = 32

/**
 * Disables the users of a job that has ended, before anything else is done: no
 * import file can say that a user is disabled, so until then they may reset their
 * passwords and sign in.
 *
 * @param isClean whether the job has imported everybody; else each is looked up
 *   first, because somebody else's user may have the name
 * @returns the names that are disabled now; the others are tried again when all
 *   users are finished
 * @throws AwsCallError that would meet everybody
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
      if (!(error instanceof AwsCallError) || isForEverybody(error)) throw error
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
