import { interleave } from '../../cognito/calls/interleave.ts'
import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import { isGroupGone, listGroups, listMembers } from '../../cognito/groups.ts'
import { listEveryUser } from '../../cognito/list-every-user.ts'
import { stopIfCancelled } from '../../shared/errors.ts'
import type { Progress } from '../../shared/world.ts'
import type { MembershipRecord } from '../../snapshot/records.ts'
import type { Side } from './side.ts'

/** Groups whose members are listed at a time. */
const GROUPS_AT_ONCE = 8

export interface PoolSideTools {
  progress: Progress
  signal: AbortSignal
}

/**
 * A user pool as it is now, as a side of a comparison. Only lists, which bills
 * no user as active. Reading it throws AwsCallError, and what listEveryUser
 * throws.
 *
 * @param estimate of the number of users; see listEveryUser
 */
export function poolSide(
  pool: PoolClient,
  estimate: number | undefined,
  { progress, signal }: PoolSideTools
): Side {
  const groups = new Set<string>()
  async function* membershipsOf(
    group: string
  ): AsyncGenerator<MembershipRecord[]> {
    try {
      for await (const members of listMembers(pool, group, signal)) {
        yield members.map(username => ({ group, username }))
      }
    } catch (error) {
      // One that was deleted since has no members.
      if (!isGroupGone(error)) throw error
    }
  }
  return {
    userPoolId: pool.userPoolId,
    async readUsers(onUsers, found) {
      const label = 'Reading the users of the pool'
      const piece = progress.start(label, 'user', estimate)
      try {
        const pages = listEveryUser(pool, estimate, found, signal)
        for await (const { users } of pages) {
          stopIfCancelled(signal)
          const before = found()
          await onUsers(users)
          piece.advance(found() - before)
        }
      } finally {
        piece.end()
      }
    },
    async readGroups(onGroup) {
      for await (const page of listGroups(pool, signal)) {
        for (const { name, description, precedence, roleArn } of page) {
          groups.add(name)
          onGroup({
            name,
            description: description ?? null,
            precedence: precedence ?? null,
            roleArn: roleArn ?? null
          })
        }
      }
    },
    async readMemberships(onMembership) {
      const piece = progress.start('Reading memberships', 'membership')
      try {
        const lists = Array.from(groups, membershipsOf)
        for await (const page of interleave(lists, GROUPS_AT_ONCE)) {
          page.forEach(membership => onMembership(membership))
          piece.advance(page.length)
        }
      } finally {
        piece.end()
      }
    }
  }
}
