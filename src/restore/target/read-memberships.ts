import pMap from 'p-map'
import { interleave } from '../../cognito/calls/interleave.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { describePool } from '../../cognito/describe-pool.ts'
import {
  isGroupGone,
  listGroupsOfUser,
  listMembers
} from '../../cognito/groups.ts'
import { AwsCallError } from '../../shared/errors.ts'
import type { ExistingUser, TargetUsers } from './target-users.ts'

/** How many groups are listed at a time. */
const GROUPS_AT_ONCE = 8

/**
 * Reads the members of all groups. Removes groups that were deleted meanwhile:
 * the restore creates them.
 *
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function readMembers(
  pool: PoolClient,
  groups: Map<string, string | undefined>,
  users: TargetUsers,
  signal: AbortSignal
): Promise<void> {
  const before = groups.size
  async function* membersOf(group: string) {
    const all: string[] = []
    try {
      for await (const members of listMembers(pool, group, signal)) {
        all.push(...members)
      }
    } catch (error) {
      if (!isGroupGone(error)) throw error
      groups.delete(group)
      return
    }
    yield { group, members: all }
  }
  const lists = interleave([...groups.keys()].map(membersOf), GROUPS_AT_ONCE)
  for await (const { group, members } of lists) {
    for (const username of members) users.memberships.add(username, group)
  }
  // Cognito answers a deleted pool and a missing group with the same error.
  if (groups.size < before) await describePool(pool, signal)
}

/** Enough to use up the quota of UserResourceRead at 300 ms a call. */
const USERS_AT_ONCE = 16

/**
 * Reads the groups of a few users. Cognito may bill them: see listGroupsOfUser.
 *
 * @returns the IAM action that the role lacks for it; else `undefined`
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function readGroupsOf(
  few: readonly ExistingUser[],
  pool: PoolClient,
  groups: ReadonlyMap<string, string | undefined>,
  users: TargetUsers,
  signal: AbortSignal
): Promise<string | undefined> {
  let lacks: string | undefined
  await pMap(
    few,
    async ({ username, sub }) => {
      if (lacks !== undefined) return
      users.billed.add(sub)
      try {
        for (const group of await listGroupsOfUser(pool, username, signal)) {
          if (groups.has(group)) users.memberships.add(username, group)
        }
      } catch (error) {
        const isDenied =
          error instanceof AwsCallError && error.code === 'access-denied'
        if (!isDenied) throw error
        users.billed.delete(sub)
        lacks = error.action
      }
    },
    { concurrency: USERS_AT_ONCE }
  )
  return lacks
}
