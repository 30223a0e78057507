import { createGroup } from './cognito/group.ts'
import { Members } from './cognito/members.ts'
import type { CognitoState } from './cognito/operation.ts'
import type { Pool } from './cognito/pool.ts'
import { newSub } from './cognito/subs.ts'
import type { User, UserStatus } from './cognito/user.ts'
import type { MfaState } from './cognito/user-mfa.ts'
import { authFactors, noMfa } from './cognito/user-mfa.ts'
import { createUserPool } from './cognito/user-pools.ts'

/** A user as it is now, to look at. */
export interface UserView {
  username: string
  sub: string
  attributes: Record<string, string>
  status: UserStatus
  enabled: boolean
  /** As set last; undefined if no call ever set one. */
  password: string | undefined
  mfa: Readonly<MfaState>
  /** As AdminGetUserAuthFactors lists them, e.g. SOFTWARE_TOKEN. */
  authFactors: string[]
  /** Names, sorted. */
  groups: string[]
  createdAt: Date
  modifiedAt: Date
}

export interface GroupView {
  name: string
  description: string | undefined
  precedence: number | undefined
  roleArn: string | undefined
  /** Usernames, sorted. */
  members: string[]
}

/** A user to put into a pool; what is left out gets a plain value. */
export interface NewUser {
  username?: string
  sub?: string
  attributes?: Record<string, string>
  status?: UserStatus
  enabled?: boolean
  password?: string
  mfa?: Partial<MfaState>
  groups?: string[]
  createdAt?: Date
  modifiedAt?: Date
}

/** Looks at pools, and changes them past the API, its rules and its counts. */
export interface PoolAccess {
  poolState: (userPoolId: string) => { users: UserView[]; groups: GroupView[] }
  /** A new pool from the members of a CreateUserPool request; returns its id. */
  createPool: (request?: Record<string, unknown>) => string
  /** Adds any user at all, even one that Cognito would refuse; returns the `sub`. */
  addUser: (userPoolId: string, user?: NewUser) => string
  /** Removes the user with this username or `sub`. */
  removeUser: (userPoolId: string, name: string) => void
  addGroup: (
    userPoolId: string,
    group: { name: string } & Partial<Omit<GroupView, 'members'>>
  ) => void
  removeGroup: (userPoolId: string, groupName: string) => void
  /** What DescribeUserPool estimates; undefined for the true number. */
  estimateUsers: (userPoolId: string, users: number | undefined) => void
}

export function poolAccess(state: CognitoState): PoolAccess {
  const { clock } = state.account
  const pool = (userPoolId: string): Pool => {
    const found = state.pools.get(userPoolId)
    if (!found) throw new RangeError(`There is no user pool ${userPoolId}.`)
    return found
  }

  return {
    poolState(userPoolId) {
      const viewed = pool(userPoolId)
      return {
        users: Array.from(viewed.users.all(), user => viewUser(viewed, user)),
        groups: Array.from(viewed.groups(), group => ({
          name: group.name,
          description: group.description,
          precedence: group.precedence,
          roleArn: group.roleArn,
          members: Array.from(
            group.members.from(''),
            member => member.username
          ).sort()
        }))
      }
    },
    createPool(request = {}) {
      const members = new Members({ PoolName: 'pool', ...request })
      const { UserPool } = createUserPool(members, state) as {
        UserPool: { Id: string }
      }
      return UserPool.Id
    },
    addUser(userPoolId, user = {}) {
      const target = pool(userPoolId)
      const sub = user.sub ?? newSub()
      const added: User = {
        sub,
        username: user.username ?? sub,
        attributes: new Map(Object.entries(user.attributes ?? {})),
        status: user.status ?? 'CONFIRMED',
        enabled: user.enabled ?? true,
        createdAt: user.createdAt?.getTime() ?? clock.now(),
        modifiedAt: user.modifiedAt?.getTime() ?? clock.now(),
        password: user.password,
        passwordHistory: undefined,
        mfa: user.mfa && { ...noMfa(), ...user.mfa },
        groups: [],
        json: undefined
      }
      target.users.add(added)
      for (const name of user.groups ?? []) {
        const group = target.group(name)
        if (!group) throw new RangeError(`There is no group ${name}.`)
        target.join(added, group)
      }
      return sub
    },
    removeUser(userPoolId, name) {
      const user = pool(userPoolId).users.find(name)
      if (user) pool(userPoolId).removeUser(user)
    },
    addGroup(userPoolId, { name, ...details }) {
      pool(userPoolId).addGroup(createGroup(name, clock.now(), details))
    },
    removeGroup(userPoolId, groupName) {
      const group = pool(userPoolId).group(groupName)
      if (group) pool(userPoolId).removeGroup(group)
    },
    estimateUsers(userPoolId, users) {
      pool(userPoolId).estimatedUsers = users
    }
  }
}

function viewUser(pool: Pool, user: User): UserView {
  return {
    username: user.username,
    sub: user.sub,
    attributes: Object.fromEntries(user.attributes),
    status: user.status,
    enabled: user.enabled,
    password: user.password,
    mfa: { ...(user.mfa ?? noMfa()) },
    authFactors: authFactors(pool, user),
    groups: user.groups.map(group => group.name).sort(),
    createdAt: new Date(user.createdAt),
    modifiedAt: new Date(user.modifiedAt)
  }
}
