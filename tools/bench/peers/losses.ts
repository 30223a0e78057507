import type { ListedUser } from '../pool-content.ts'
import type { PoolState } from './pool-state.ts'

/** What a pool lacks of the one that it was restored from, as counts. */
export interface Losses {
  /** Users of the source who are not in the target under their username. */
  users: number
  /** Of those who are there: attributes that are missing or differ. */
  attributes: number
  /** Disabled users who are enabled. */
  disabledFlags: number
  /** Confirmed users who hold a temporary password, which expires. */
  confirmed: number
  /** Users of an identity provider who became users with a password. */
  federated: number
  groups: number
  /** Memberships of users who are there. */
  memberships: number
}

/** Holds a restored pool against its source. */
export function lossesOf(source: PoolState, restored: PoolState): Losses {
  const losses = {
    users: 0,
    attributes: 0,
    disabledFlags: 0,
    confirmed: 0,
    federated: 0,
    groups: missing(source.groups, restored.groups),
    memberships: 0
  }
  for (const [username, user] of source.users) {
    const found = restored.users.get(username)
    if (found === undefined) {
      losses.users += 1
      continue
    }
    losses.attributes += lostAttributes(user, found)
    if (!user.Enabled && found.Enabled) losses.disabledFlags += 1
    if (user.UserStatus === 'CONFIRMED' && found.UserStatus !== 'CONFIRMED')
      losses.confirmed += 1
    if (
      user.UserStatus === 'EXTERNAL_PROVIDER' &&
      found.UserStatus !== 'EXTERNAL_PROVIDER'
    )
      losses.federated += 1
  }
  for (const membership of source.memberships) {
    const username = membership.slice(membership.indexOf('\n') + 1)
    if (restored.users.has(username) && !restored.memberships.has(membership))
      losses.memberships += 1
  }
  return losses
}

/** `sub` is left out: Cognito gives every user a new one. */
function lostAttributes(user: ListedUser, found: ListedUser): number {
  const values = new Map(found.Attributes.map(one => [one.Name, one.Value]))
  return user.Attributes.filter(
    ({ Name, Value }) => Name !== 'sub' && values.get(Name) !== Value
  ).length
}

function missing(
  expected: ReadonlySet<string>,
  found: ReadonlySet<string>
): number {
  return [...expected].filter(one => !found.has(one)).length
}
