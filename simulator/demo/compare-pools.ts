import type { GroupView, UserView } from '../inspect-pools.ts'

interface PoolState {
  users: UserView[]
  groups: GroupView[]
}

/** The result of a restore into an empty pool, and the expected result. */
export interface Comparison {
  users: number
  groups: number
  memberships: number
  /** Users that a default restore skips by its rules. */
  skipped: number
  /** Differences that no rule explains, as sentences without personal data. */
  differences: string[]
}

/**
 * Compares a pool with the one that its snapshot was restored into, user by user
 * and group by group. Explained are: users that a default restore skips, new
 * subs, dates and passwords, and the status, which is CONFIRMED for all.
 */
export function comparePools(source: PoolState, target: PoolState): Comparison {
  const differences: string[] = []
  const targetUsers = new Map(target.users.map(user => [user.username, user]))
  const expected = source.users.filter(user => !isSkipped(user))
  let memberships = 0
  for (const user of expected) {
    const restored = targetUsers.get(user.username)
    targetUsers.delete(user.username)
    if (restored === undefined) {
      differences.push(`user ${user.sub} is missing`)
      continue
    }
    memberships += restored.groups.length
    for (const field of differingFields(user, restored)) {
      differences.push(`user ${user.sub} has another ${field}`)
    }
  }
  for (const { sub } of targetUsers.values()) {
    differences.push(`user ${sub} of the target is in no snapshot`)
  }
  differences.push(...compareGroups(source.groups, target.groups))
  const passwords = new Set(target.users.map(user => user.password))
  if (passwords.size !== target.users.length) {
    differences.push('two users share a password')
  }
  return {
    users: expected.length,
    groups: target.groups.length,
    memberships,
    skipped: source.users.length - expected.length,
    differences
  }
}

/** The reasons of a default restore; the pool itself has MFA off. */
function isSkipped(user: UserView): boolean {
  return user.username === user.sub || user.status === 'EXTERNAL_PROVIDER'
}

function differingFields(user: UserView, restored: UserView): string[] {
  const pairs: [string, unknown, unknown][] = [
    ['enabled flag', user.enabled, restored.enabled],
    ['status than CONFIRMED', 'CONFIRMED', restored.status],
    ['set of groups', user.groups, restored.groups],
    ['set of attributes', comparable(user), comparable(restored)]
  ]
  return pairs
    .filter(([, a, b]) => JSON.stringify(a) !== JSON.stringify(b))
    .map(([field]) => field)
}

function comparable({ attributes }: UserView): [string, string][] {
  return Object.entries(attributes)
    .filter(([name]) => name !== 'sub' && name !== 'identities')
    .sort(([a], [b]) => (a < b ? -1 : 1))
}

function compareGroups(source: GroupView[], target: GroupView[]): string[] {
  const definition = ({ name, description, precedence, roleArn }: GroupView) =>
    JSON.stringify([name, description, precedence, roleArn])
  const before = source.map(definition).sort()
  const after = target.map(definition).sort()
  return JSON.stringify(before) === JSON.stringify(after)
    ? []
    : ['the groups differ in name, description, precedence or role']
}
