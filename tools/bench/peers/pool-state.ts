import { groupsOn, pagesOf, usersOn, type ListedUser } from '../pool-content.ts'
import type { SimulatorProcess } from '../simulator-process.ts'

/** What a pool holds, by its own listings. */
export interface PoolState {
  /** By username. */
  users: ReadonlyMap<string, ListedUser>
  groups: ReadonlySet<string>
  /** A group's name, a line break and a username each. */
  memberships: ReadonlySet<string>
}

/** Reads a pool, to the last page of each list. */
export async function readPool(
  simulator: SimulatorProcess,
  UserPoolId: string
): Promise<PoolState> {
  const users = new Map<string, ListedUser>()
  const groups = new Set<string>()
  const memberships = new Set<string>()
  for await (const page of pagesOf(simulator, 'ListUsers', { UserPoolId }))
    for (const user of usersOn(page)) users.set(user.Username, user)
  for await (const page of pagesOf(simulator, 'ListGroups', { UserPoolId }))
    for (const GroupName of groupsOn(page)) groups.add(GroupName)
  for (const GroupName of groups) {
    const input = { UserPoolId, GroupName }
    for await (const page of pagesOf(simulator, 'ListUsersInGroup', input))
      for (const { Username } of usersOn(page))
        memberships.add(`${GroupName}\n${Username}`)
  }
  return { users, groups, memberships }
}
