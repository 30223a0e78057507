import type { RecoveryChanges } from './cognito/recovery/settings.ts'
import { signInFederated } from './cognito/users/federated-sign-in.ts'
import { signIn, type Challenge } from './cognito/users/sign-in.ts'
import { signUp, type NewPerson } from './cognito/users/sign-up.ts'
import { createGroup } from './cognito/state/group.ts'
import { Members } from './cognito/protocol/members.ts'
import type { CognitoState } from './cognito/operation.ts'
import type { Pool } from './cognito/state/pool.ts'
import type { ReplicaRole } from './cognito/state/replica.ts'
import type {
  TriggerHandler,
  TriggerName
} from './cognito/messages/triggers.ts'
import { everyPool } from './cognito/places.ts'
import { newUserPool } from './cognito/pools/user-pools.ts'
import type { NewUser, UserView } from './inspect-users.ts'
import { seedRichPool } from './people/rich-pool.ts'
import { userFrom, viewUser } from './inspect-users.ts'

export type { NewUser, UserView } from './inspect-users.ts'

export interface GroupView {
  name: string
  description: string | undefined
  precedence: number | undefined
  roleArn: string | undefined
  /** Usernames, sorted. */
  members: string[]
}

/**
 * Inspects pools, and changes them without the API, its rules and its counts.
 */
export interface PoolAccess {
  poolState: (userPoolId: string) => { users: UserView[]; groups: GroupView[] }
  /**
   * A new pool from the members of a CreateUserPool request; returns its id.
   * With `replica` it is one of two replicas; the other one is unreachable.
   */
  createPool: (
    request?: Record<string, unknown>,
    options?: { replica?: ReplicaRole }
  ) => string
  /** A new pool with parts of every kind; returns its id. */
  seedRichPool: () => string
  /** The tags of a pool; `undefined` where there is none of this id. */
  poolTags: (userPoolId: string) => Record<string, string> | undefined
  /** Removes a pool: from now on no call finds it. */
  removePool: (userPoolId: string) => void
  /** Removes an app client, and its secrets. */
  removeClient: (userPoolId: string, clientId: string) => void
  /** Adds any user, even one that Cognito would refuse; returns the `sub`. */
  addUser: (userPoolId: string, user?: NewUser) => string
  /** Removes the user with this username or `sub`. */
  removeUser: (userPoolId: string, name: string) => void
  addGroup: (
    userPoolId: string,
    group: { name: string } & Partial<Omit<GroupView, 'members'>>
  ) => void
  removeGroup: (userPoolId: string, groupName: string) => void
  /**
   * Signs a user in with an identity provider of the pool and returns the user.
   * `attributes` are those that the provider's claims are mapped to. Throws the
   * error of the sign-in, e.g. "User already exists with provider user id."
   */
  signInFederated: (
    userPoolId: string,
    providerName: string,
    userId: string,
    attributes?: Record<string, string>
  ) => UserView
  /** Signs a user up and returns the `sub`. Throws the error of SignUp. */
  signUp: (userPoolId: string, person: NewPerson) => string
  /**
   * Signs a user in by password; returns the challenge that is left. Throws the
   * error of InitiateAuth. Only users whose password a call has set can sign in.
   */
  signIn: (
    userPoolId: string,
    username: string,
    password: string
  ) => Challenge | undefined
  /** Changes how point-in-time recoveries go from now on. */
  setRecovery: (changes: RecoveryChanges) => void
  /**
   * Makes a trigger of the pool run `handler`, which gets the event and may
   * throw the function's error. Assigns a function if the pool has none.
   */
  onTrigger: (
    userPoolId: string,
    trigger: TriggerName,
    handler: TriggerHandler
  ) => void
  /** Sets the estimate of DescribeUserPool; undefined for the true number. */
  estimateUsers: (userPoolId: string, users: number | undefined) => void
}

export function poolAccess(state: CognitoState): PoolAccess {
  const { clock } = state.account
  const pool = (userPoolId: string): Pool => {
    state.imports.advance()
    state.recoveries.advance()
    for (const { pool: one } of everyPool(state))
      if (one.id === userPoolId) return one
    throw new RangeError(`There is no user pool ${userPoolId}.`)
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
    createPool(request = {}, { replica } = {}) {
      const members = new Members({ PoolName: 'pool', ...request })
      return newUserPool(members, state, replica).id
    },
    seedRichPool: () => seedRichPool(state),
    poolTags(userPoolId) {
      for (const { pool: one } of everyPool(state))
        if (one.id === userPoolId) return one.settings.tags
      return undefined
    },
    removePool(userPoolId) {
      for (const { place, pool } of everyPool(state))
        if (pool.id === userPoolId) place.pools.delete(userPoolId)
    },
    removeClient(userPoolId, clientId) {
      const { clients, clientSecrets } = pool(userPoolId).definition
      clients.delete(clientId)
      clientSecrets.delete(clientId)
    },
    addUser(userPoolId, user = {}) {
      const target = pool(userPoolId)
      const added = userFrom(user, clock)
      target.users.add(added)
      for (const name of user.groups ?? []) {
        const group = target.group(name)
        if (!group) throw new RangeError(`There is no group ${name}.`)
        target.join(added, group)
      }
      return added.sub
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
    signInFederated(userPoolId, providerName, userId, attributes = {}) {
      const entered = pool(userPoolId)
      const person = { providerName, userId, attributes }
      return viewUser(entered, signInFederated(state, entered, person))
    },
    signUp: (userPoolId, person) => signUp(state, pool(userPoolId), person).sub,
    signIn: (userPoolId, username, password) =>
      signIn(state, pool(userPoolId), username, password),
    setRecovery(changes) {
      state.recoveries.change(changes)
    },
    onTrigger(userPoolId, trigger, handler) {
      state.triggers.handle(pool(userPoolId), trigger, handler)
    },
    estimateUsers(userPoolId, users) {
      pool(userPoolId).estimatedUsers = users
    }
  }
}
