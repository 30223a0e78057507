import { describePool, type PoolDescription } from '../cognito/definition.ts'
import { listGroups } from '../cognito/groups.ts'
import type { PoolClient } from '../cognito/pool-client.ts'
import { listUsers } from '../cognito/users.ts'
import type { Progress } from '../world.ts'
import type { TargetFacts } from './plan.ts'

/** What the target pool is and holds before the restore. */
export interface Target extends TargetFacts {
  description: PoolDescription
  groups: ReadonlySet<string>
}

/**
 * Reads the target pool. Users are listed and not asked for one by one: a
 * listing is quicker and bills nobody as active.
 */
export async function readTarget(
  pool: PoolClient,
  progress: Progress,
  signal: AbortSignal
): Promise<Target> {
  const description = await describePool(pool)
  const groups = new Set<string>()
  for await (const page of listGroups(pool, signal)) {
    for (const group of page) groups.add(group.name)
  }
  const usernames = new Set<string>()
  const fold = (name: string) =>
    description.caseSensitive ? name : name.toLowerCase()
  const piece = progress.start(
    'Reading the users of the target pool',
    'user',
    description.estimatedNumberOfUsers
  )
  try {
    for await (const { users } of listUsers(pool, signal)) {
      for (const user of users) usernames.add(fold(user.username))
      piece.advance(users.length)
    }
  } finally {
    piece.end()
  }
  return {
    description,
    groups,
    has: username => usernames.has(fold(username)),
    aliasAttributes: description.aliasAttributes
  }
}
