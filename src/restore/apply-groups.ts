import type { PoolClient } from '../cognito/pool-client.ts'
import { createGroup } from '../cognito/writes.ts'
import { AwsCallError, stopIfCancelled } from '../errors.ts'
import type { RestoreOutcome } from '../outcome.ts'
import type { GroupRecord } from '../snapshot/records.ts'
import type { Progress } from '../world.ts'
import { countFailure, isForEverybody } from './failures.ts'

/**
 * Creates the groups that the target lacks and leaves those it has as they are.
 * A group that is refused doesn't stop the others.
 *
 * @throws AwsCallError that would hit every group; UserError `cancelled`
 */
export async function applyGroups(
  groups: readonly GroupRecord[],
  existing: ReadonlySet<string>,
  tools: { pool: PoolClient; progress: Progress; signal: AbortSignal },
  outcome: RestoreOutcome
): Promise<void> {
  let created = 0
  let kept = 0
  let failed = 0
  const piece = tools.progress.start('Restoring groups', 'group', groups.length)
  try {
    for (const group of groups) {
      stopIfCancelled(tools.signal)
      try {
        if (existing.has(group.name)) kept += 1
        else {
          await createGroup(tools.pool, group)
          created += 1
        }
      } catch (error) {
        if (!(error instanceof AwsCallError) || isForEverybody(error)) {
          throw error
        }
        // It has appeared since the groups were listed, or the answer to our
        // own call was lost and the retry found the group there.
        if (error.awsCode === 'GroupExistsException') {
          if (error.attempts > 1) created += 1
          else kept += 1
        } else {
          failed += 1
          countFailure(outcome.failures, error)
        }
      }
      piece.advance(1)
    }
  } finally {
    piece.end()
    outcome.groupsCreated = created
    outcome.groupsExisting = kept
    outcome.groupsFailed = failed
  }
}
