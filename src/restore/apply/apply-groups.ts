import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { createGroup } from '../../cognito/writes.ts'
import {
  AwsCallError,
  reasonToStop,
  StoppedCallError,
  stopIfCancelled
} from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'
import type { GroupRecord } from '../../snapshot/records.ts'
import type { Progress } from '../../shared/world.ts'
import { countFailure, isForEverybody } from './failures.ts'

/** Lets the memberships of a group wait until the group is there. */
export interface GroupsReady {
  /** @throws what the creation of the group failed with */
  ready(group: string): Promise<void>
}

export interface GroupsUnderWay extends GroupsReady {
  /**
   * Resolves when every group was tried.
   * @throws AwsCallError that would hit every group; UserError `cancelled`
   */
  finished: Promise<void>
}

/**
 * Creates the groups that the target lacks and leaves those it has as they are,
 * while users are created already: ten thousand groups take half an hour. A group
 * that is refused doesn't stop the others.
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
  /** Groups that a user waits for come first. */
  const wanted = new Set<string>()
  // A failure that no membership waits for is no crash.
  for (const { promise } of waiting.values()) promise.catch(() => undefined)
  const finished = createAll()
  finished.catch(() => undefined)
  return {
    finished,
    async ready(name) {
      const gate = waiting.get(name)
      if (gate === undefined) return
      wanted.add(name)
      await gate.promise
    }
  }

  async function createAll(): Promise<void> {
    if (toCreate.length === 0) return
    const { progress, signal } = tools
    const piece = progress.start('Restoring groups', 'group', toCreate.length)
    try {
      for (const group of inOrderOfNeed()) {
        stopIfCancelled(signal)
        await createOne(group)
        piece.advance(1)
      }
    } catch (error) {
      // Whoever waits for a group has made no call that is in doubt.
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
      if (!(error instanceof AwsCallError) || isForEverybody(error)) throw error
      // It has appeared since the groups were listed, or the answer to our own
      // call was lost and the retry found the group there.
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
    gate?.resolve(undefined)
  }
}

/** What a membership fails with whose group could not be created. */
function notCreated(): AwsCallError {
  return new AwsCallError(
    {
      code: 'aws',
      message: 'A group could not be created, so nobody was added to it.'
    },
    {
      action: 'cognito-idp:AdminAddUserToGroup',
      awsCode: 'GroupNotCreated',
      attempts: 1
    }
  )
}
