import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { createGroup } from '../../cognito/writes.ts'
import {
  AwsCallError,
  reasonToStop,
  stopIfCancelled,
  StoppedCallError
} from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'
import { together } from '../../shared/together.ts'
import type { Progress } from '../../shared/world.ts'
import type { GroupRecord } from '../../snapshot/records.ts'
import { countFailure, failsEveryUser } from './users/failures.ts'
import type { GroupsReady } from './users/user-steps.ts'

/**
 * How many groups are created at a time: one after the other would fall behind
 * the quota of five a second if a call takes 300 ms.
 */
const GROUPS_AT_ONCE = 5

export interface GroupsUnderWay extends GroupsReady {
  /**
   * Resolves once every group was tried.
   * @throws AwsCallError that would fail every group; UserError `cancelled`
   */
  finished: Promise<void>
}

/**
 * Creates the groups that the target lacks, and changes no group that it has.
 * Users are created at the same time, because ten thousand groups take half an
 * hour. If Cognito refuses a group, the others are still created.
 *
 * @param outcome gets the counts of groups, and the failures
 */
export function startGroups(
  groups: readonly GroupRecord[],
  existing: { has(name: string): boolean },
  tools: { pool: PoolClient; progress: Progress; signal: AbortSignal },
  outcome: RestoreOutcome
): GroupsUnderWay {
  const toCreate = groups.filter(group => !existing.has(group.name))
  outcome.groupsCreated = 0
  outcome.groupsFailed = 0
  outcome.groupsExisting = groups.length - toCreate.length
  const waiting = new Map(
    toCreate.map(group => [group.name, Promise.withResolvers<undefined>()])
  )
  /** Groups that users wait for, to be created first. */
  const wanted = new Set<string>()
  // A failure that no membership waits for must not be unhandled.
  for (const { promise } of waiting.values()) promise.catch(() => undefined)
  const finished = createAll()
  finished.catch(() => undefined)
  return {
    finished,
    ready(name) {
      const gate = waiting.get(name)
      if (gate === undefined) return undefined
      wanted.add(name)
      return gate.promise
    }
  }

  async function createAll(): Promise<void> {
    if (toCreate.length === 0) return
    const { progress, signal } = tools
    const piece = progress.start('Restoring groups', 'group', toCreate.length)
    const groups = inOrderOfNeed()
    // A worker that fails closes the generator, so the others end, too.
    const work = async () => {
      for (const group of groups) {
        stopIfCancelled(signal)
        await createOne(group)
        piece.advance(1)
      }
    }
    try {
      await together(
        signal,
        Array.from({ length: GROUPS_AT_ONCE }, () => work)
      )
    } catch (error) {
      // The users that wait for a group have no call in doubt.
      const reason =
        error instanceof StoppedCallError ? reasonToStop(signal) : error
      for (const { reject } of waiting.values()) reject(reason)
      throw error
    } finally {
      piece.end()
    }
  }

  function* inOrderOfNeed(): Generator<GroupRecord> {
    const left = new Map(toCreate.map(group => [group.name, group]))
    for (const group of toCreate) {
      while (left.has(group.name)) {
        const [name = group.name] = wanted
        wanted.delete(name)
        const next = left.get(name)
        left.delete(name)
        if (next !== undefined) yield next
      }
    }
  }

  async function createOne(group: GroupRecord): Promise<void> {
    const gate = waiting.get(group.name)
    try {
      await createGroup(tools.pool, group)
      outcome.groupsCreated = (outcome.groupsCreated ?? 0) + 1
    } catch (error) {
      if (!(error instanceof AwsCallError) || failsEveryUser(error)) throw error
      // The group was created since the listing. Or the answer to an earlier
      // attempt was lost, and the retry found the group.
      if (error.awsCode !== 'GroupExistsException') {
        outcome.groupsFailed = (outcome.groupsFailed ?? 0) + 1
        countFailure(outcome.failures, error)
        gate?.reject(notCreated())
        return
      }
      if (error.attempts > 1) {
        outcome.groupsCreated = (outcome.groupsCreated ?? 0) + 1
      } else {
        outcome.groupsExisting = (outcome.groupsExisting ?? 0) + 1
      }
    }
    waiting.delete(group.name)
    gate?.resolve(undefined)
  }
}

/** The failure of a membership whose group could not be created. */
function notCreated(): AwsCallError {
  return new AwsCallError(
    {
      code: 'aws',
      message: 'A group could not be created, so no user was added to it.'
    },
    {
      action: 'cognito-idp:AdminAddUserToGroup',
      awsCode: 'GroupNotCreated',
      attempts: 1
    }
  )
}
