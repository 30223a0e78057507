import type { Account } from '../../account.ts'
import type { Clock } from '../../clock.ts'
import type { Group } from './group.ts'
import { History } from './history.ts'
import type { PoolDefinition } from './pool-definition.ts'
import { emptyDefinition } from './pool-definition.ts'
import type { PoolSettings } from './pool-settings.ts'
import type { MadeReplica, ReplicaRole } from './replica.ts'
import { poolIdFor } from './replica.ts'
import { SortedIndex } from './sorted-index.ts'
import type { User } from './user.ts'
import { UserDirectory } from './user-directory.ts'

/** One user pool: its settings, definition, users and groups. */
export class Pool {
  readonly id: string
  readonly arn: string
  readonly settings: PoolSettings
  readonly definition: PoolDefinition = emptyDefinition()
  readonly users: UserDirectory
  readonly createdAt: number
  modifiedAt: number
  /** The estimate of DescribeUserPool; undefined for the true number. */
  estimatedUsers: number | undefined
  /** Its part in a pool of several Regions; undefined for a pool of one. */
  replica: ReplicaRole | undefined
  /** The secondary replica, if a call made or changed it. */
  madeReplica: MadeReplica | undefined
  /** Only where recoveries are simulated: it grows with every change. */
  history: History | undefined
  readonly #linkAttributes = new Map<string, Set<string>>()
  readonly #groups = new Map<string, Group>()
  readonly #groupsByName = new SortedIndex<Group>(group => group.name)

  constructor(
    account: Account,
    settings: PoolSettings,
    replica?: ReplicaRole,
    users = new UserDirectory(settings)
  ) {
    this.id = poolIdFor(account.nextPoolId(), replica)
    this.replica = replica
    this.arn = `arn:aws:cognito-idp:${account.region}:${account.accountId}:userpool/${this.id}`
    this.settings = settings
    this.users = users
    this.createdAt = account.clock.now()
    this.modifiedAt = this.createdAt
  }

  /**
   * The names, e.g. `Cognito_Subject`, that links to identities at a provider
   * use. The caller may add to the set.
   */
  linkAttributesOf(providerName: string): Set<string> {
    let names = this.#linkAttributes.get(providerName)
    if (names === undefined) {
      names = new Set()
      this.#linkAttributes.set(providerName, names)
    }
    return names
  }

  get groupCount(): number {
    return this.#groups.size
  }

  group(name: string): Group | undefined {
    return this.#groups.get(name)
  }

  /** The groups in the order of their names. */
  groups(after?: string): Iterable<Group> {
    return this.#groupsByName.from(after ?? '', { after: after !== undefined })
  }

  keepHistory(clock: Clock): void {
    const history = new History(clock)
    this.history = history
    this.users.onChange = (sub, user) => history.users.record(sub, user)
  }

  changeGroup(group: Group, change: (group: Group) => void): void {
    this.history?.groups.record(group.name, group)
    change(group)
  }

  addGroup(group: Group): void {
    this.history?.groups.record(group.name, undefined)
    this.#groups.set(group.name, group)
    this.#groupsByName.add(group)
  }

  removeGroup(group: Group): void {
    this.history?.groups.record(group.name, group)
    for (const member of group.members.from('')) {
      this.history?.users.record(member.sub, member)
      member.groups = member.groups.filter(name => name !== group.name)
    }
    this.#groups.delete(group.name)
    this.#groupsByName.delete(group)
  }

  /** Does nothing if the user is a member already. */
  join(user: User, group: Group): void {
    if (user.groups.includes(group.name)) return
    this.history?.users.record(user.sub, user)
    // A pushed array would reserve memory for many more items.
    user.groups = [...user.groups, group.name]
    group.members.add(user)
  }

  /** Sorts the indexes now, so that the first page of a list needn't wait. */
  prepareLists(): void {
    this.users.prepare('sub')
    for (const group of this.#groups.values()) group.members.settle()
  }

  leave(user: User, group: Group): void {
    if (!user.groups.includes(group.name)) return
    this.history?.users.record(user.sub, user)
    user.groups = user.groups.filter(name => name !== group.name)
    group.members.delete(user)
  }

  removeUser(user: User): void {
    for (const name of user.groups) this.#groups.get(name)?.members.delete(user)
    this.users.remove(user)
  }
}
