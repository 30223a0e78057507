import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { MembershipRecord } from '../../snapshot/records.ts'
import type { ComparedUser, UserChanges } from './changes.ts'
import { GroupComparison, type ComparedGroup } from './group-comparison.ts'
import { groupKey } from './group-names.ts'
import { MembershipComparison } from './membership-comparison.ts'
import { UserDigests } from './user-digests.ts'
import { UserMatching, type Fallback } from './user-matching.ts'

/** What is compared. */
export interface ComparedPools {
  /** What no user could know who chose a name: see Fingerprints. */
  salt: string
  /** The pools of the two sides. */
  before: string
  now: string
  /** Of the later pool; without it, only the verified flags are Booleans. */
  schema?: readonly SchemaAttribute[]
  /**
   * The attribute in which restores keep the old `sub`. A user without it counts
   * as having its `sub` there.
   */
  subAttribute?: string | undefined
  /** What users of unknown `sub` are matched by; by default all there is. */
  fallbacks?: readonly Fallback[]
}

/**
 * Counts how the users, groups and memberships of a pool have changed between
 * two sides. First come the users of the earlier side, then what restores have
 * announced. The users of the later side may come at any time, its groups after
 * those of the earlier side, its memberships after all else. What is listed
 * twice counts once.
 *
 * Users are matched by `sub`, else by a restore's map, by username, by an address
 * that is verified on both sides. 100,000 users and as many memberships take some
 * 15 MB.
 */
export class UserComparison {
  readonly #pools: ComparedPools
  readonly #isSamePool: boolean
  readonly #users: UserMatching
  readonly #groups = new GroupComparison()
  readonly #memberships: MembershipComparison
  #areAllMatched = false

  constructor(pools: ComparedPools) {
    const { salt, before, now, schema = [], subAttribute } = pools
    this.#pools = pools
    this.#isSamePool = before === now
    this.#users = new UserMatching(
      salt,
      new UserDigests(salt, schema, subAttribute),
      this.#isSamePool
    )
    this.#memberships = new MembershipComparison(salt)
  }

  userBefore(user: ComparedUser): void {
    this.#users.addBefore(user)
  }

  /**
   * A restore has given a user another `sub`, and a status of its own: neither
   * is a change. Of several restores, the newest is to come first.
   */
  announce(oldSub: string, newSub: string): void {
    this.#users.announce(oldSub, newSub)
  }

  userNow(user: ComparedUser): void {
    this.#users.addNow(user)
  }

  /** Users of the later side so far, each once. */
  get found(): number {
    return this.#users.found
  }

  /** Those of them who were known by nothing when they came. */
  get strangers(): number {
    return this.#users.strangers
  }

  groupBefore(group: ComparedGroup): void {
    this.#groups.addBefore(this.#groupBefore(group.name), group)
  }

  groupNow(group: ComparedGroup): void {
    this.#groups.addNow(this.#groupNow(group.name), group)
  }

  membershipBefore({ group, username }: MembershipRecord): void {
    const user = this.#users.keyBefore(username)
    this.#memberships.addBefore(`${user} ${this.#groupBefore(group)}`)
  }

  membershipNow({ group, username }: MembershipRecord): void {
    this.#matchAll()
    const user = this.#users.keyNow(username)
    this.#memberships.addNow(`${user} ${this.#groupNow(group)}`)
  }

  /** After all of both sides. */
  get changes(): UserChanges {
    this.#matchAll()
    const { users, matchedBy } = this.#users.result
    return {
      users,
      groups: this.#groups.changes,
      memberships: this.#memberships.changes,
      matchedBy,
      before: {
        users: this.#users.sizeBefore,
        memberships: this.#memberships.sizeBefore
      }
    }
  }

  #matchAll(): void {
    if (this.#areAllMatched) return
    this.#areAllMatched = true
    this.#users.matchRest(this.#pools.fallbacks ?? ['username', 'address'])
  }

  #groupBefore(name: string): string {
    return groupKey(name, this.#pools.before, this.#isSamePool)
  }

  #groupNow(name: string): string {
    return groupKey(name, this.#pools.now, this.#isSamePool)
  }
}
