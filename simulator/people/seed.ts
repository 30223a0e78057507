import type { Account } from '../account.ts'
import type { Group } from '../cognito/state/group.ts'
import type { Pool } from '../cognito/state/pool.ts'
import type { User } from '../cognito/state/user.ts'
import { userJson } from '../cognito/state/user.ts'
import type { Random } from '../random.ts'
import { integer, seededRandom, seedFor } from '../random.ts'
import { groupAt } from './groups.ts'
import type { PeopleOptions } from './options.ts'
import { personAt } from './person.ts'

export interface SeedOptions extends PeopleOptions {
  users: number
  groups: number
  /**
   * How many groups each user is in, if there are as many. Below 1: the share of
   * users who are in one.
   */
  membershipsPerUser: number
}

/** Fills a pool with people and groups, without the API and its limits. */
export function seedPool(
  pool: Pool,
  account: Account,
  options: SeedOptions
): void {
  const groups: Group[] = []
  for (let index = 0; index < options.groups; index++) {
    const group = groupAt(index, options.seed, account.accountId)
    groups.push(group)
    pool.addGroup(group)
  }
  // Pools have empty groups too: of three or more groups, the last is empty.
  const joined = groups.length < 3 ? groups : groups.slice(0, -1)
  const random = seededRandom(seedFor(options.seed, -1))
  for (let index = 0; index < options.users; index++) {
    const user = personAt(index, options)
    pool.users.add(user)
    // Encodes the user now, and not during the first list.
    userJson(user)
    joinSome(pool, user, joined, options.membershipsPerUser, random)
  }
  pool.prepareLists()
}

function joinSome(
  pool: Pool,
  user: User,
  groups: Group[],
  count: number,
  random: Random
): void {
  const each = count < 1 && random() < count ? 1 : Math.floor(count)
  const wanted = Math.min(each, groups.length)
  if (wanted === 0) return
  // Takes neighbours from a random group on: they are different groups.
  const first = integer(random, groups.length)
  for (let step = 0; step < wanted; step++) {
    const group = groups[(first + step) % groups.length]
    if (group) pool.join(user, group)
  }
}
