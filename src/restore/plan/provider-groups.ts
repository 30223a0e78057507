import type { ProviderGroupFacts } from '../../shared/outcome.ts'
import type { PoolDefinition } from '../../snapshot/definition-codec.ts'
import type { GroupRecord } from '../../snapshot/records.ts'
import { poolIdIn, providerGroup } from '../target/provider-group.ts'
import type { Target } from '../target/target.ts'
import type { SnapshotFrame } from './read-snapshot.ts'
import type { UserPlan } from './users/user-plan.ts'

/** The groups of a snapshot, by the names they get in the target pool. */
export interface GroupsInTarget {
  groups: readonly GroupRecord[]
  /** The names, in the target pool, of the groups of a user of the snapshot. */
  of(username: string): readonly string[]
  /** Counts the memberships that are planned for a user of the snapshot. */
  see(username: string, plan: UserPlan): void
  /**
   * @param isForSome whether only groups of users that `see` was given count
   */
  facts(isForSome: boolean): ProviderGroupFacts
}

/**
 * "Amazon Cognito creates a user group for each OIDC, SAML, and social identity
 * provider … in the format [user pool ID]_[IdP name] … Linked users aren't
 * automatically added to this group, but you can add their profiles" (developer
 * guide, adding groups to a user pool). So another pool gets its own group for
 * the provider from Cognito. The restore adds members to that group, and never
 * creates a group with the id of the source pool. In the same pool, such a
 * group is like any other.
 */
export function groupsInTarget(
  { groups, memberships, definition }: SnapshotFrame,
  sourcePoolId: string,
  target: Pick<Target, 'description' | 'groups'>
): GroupsInTarget {
  const targetPoolId = poolIdIn(target.description.arn)
  /** Target name by the name in the snapshot, if the target has one. */
  const names = new Map<string, string | undefined>()
  for (const provider of providersOf(definition)) {
    const name = providerGroup(sourcePoolId, provider)
    const isMade = groups.some(group => group.name === name && isBare(group))
    if (!isMade || sourcePoolId === targetPoolId) continue
    const own = providerGroup(targetPoolId, provider)
    names.set(name, target.groups.has(own) ? own : undefined)
  }
  const nameOf = (name: string): string | undefined =>
    names.has(name) ? names.get(name) : name
  const isLeft = (name: string) => nameOf(name) === undefined
  const own = new Set(names.values())
  const left = new Set<string>()
  let membershipsLeft = 0
  let membershipsMoved = 0
  return {
    groups: groups.flatMap(group => {
      const name = nameOf(group.name)
      return name === undefined ? [] : [{ ...group, name }]
    }),
    of(username) {
      const all = memberships.of(username)
      if (names.size === 0) return all
      return [...new Set(all.flatMap(name => nameOf(name) ?? []))]
    },
    see(username, plan) {
      if (plan.action !== 'create' && plan.action !== 'update') return
      const added = plan.action === 'create' ? plan.groups : plan.addTo
      membershipsMoved += added.filter(name => own.has(name)).length
      const lost = memberships.of(username).filter(isLeft)
      membershipsLeft += lost.length
      for (const name of lost) left.add(name)
    },
    facts: isForSome => ({
      groupsLeft: isForSome
        ? left.size
        : groups.filter(({ name }) => isLeft(name)).length,
      membershipsLeft,
      membershipsMoved
    })
  }
}

/** Whether the group is as Cognito makes it, without role or precedence. */
function isBare({ roleArn, precedence }: GroupRecord): boolean {
  return roleArn === null && precedence === null
}

/** Names of the source's identity providers. */
function providersOf(definition: PoolDefinition | undefined): string[] {
  const providers = definition?.['identityProviders']
  if (!Array.isArray(providers)) return []
  return providers.flatMap((one: unknown) => {
    const { ProviderName } = (one ?? {}) as Record<string, unknown>
    return typeof ProviderName === 'string' ? [ProviderName] : []
  })
}
