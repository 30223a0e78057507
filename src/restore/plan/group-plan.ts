import { replaceIn } from '../../shared/replacements.ts'
import type { GroupRecord } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import { isAcceptedGroup } from './users/accepted-texts.ts'

/** The groups that a restore needs, and what it does with them. */
export interface GroupPlan {
  groups: readonly GroupRecord[]
  toCreate: readonly GroupRecord[]
  /** Groups to create whose role belongs to another account. */
  foreignRoles: number
  /** Groups to create that Cognito would refuse. */
  notAccepted: number
  /** Groups that exist with another role than in the snapshot. */
  otherRoles: number
  /** Whether a group has an IAM role after the restore. */
  hasRole: (name: string) => boolean
}

/**
 * Applies the input replace to the roles of the groups and compares the groups
 * with those of the pool.
 *
 * @param needed names of the groups that the planned users are in; with
 *   `onlyUsers`, other groups are left out
 * @param existing groups of the target pool by name, with their role ARNs
 */
export function planGroups(
  groups: readonly GroupRecord[],
  needed: ReadonlySet<string>,
  existing: ReadonlyMap<string, string | undefined>,
  targetAccountId: string,
  policies: RestorePolicies
): GroupPlan {
  const isForSome = policies.onlyUsers !== undefined
  const planned = groups
    .filter(group => !isForSome || needed.has(group.name))
    .map(group => ({
      ...group,
      roleArn: group.roleArn && replaceIn(group.roleArn, policies.replacements)
    }))
  const toCreate = planned.filter(group => !existing.has(group.name))
  const roles = new Map<string, string | null | undefined>([
    ...planned.map(group => [group.name, group.roleArn] as const),
    ...existing
  ])
  const isForeign = ({ roleArn }: GroupRecord) => {
    const accountId = roleArn?.split(':')[4]
    return accountId !== undefined && accountId !== targetAccountId
  }
  return {
    groups: planned,
    toCreate,
    foreignRoles: toCreate.filter(isForeign).length,
    notAccepted: toCreate.filter(group => !isAcceptedGroup(group)).length,
    otherRoles: planned.filter(
      ({ name, roleArn }) =>
        existing.has(name) && (existing.get(name) ?? null) !== roleArn
    ).length,
    hasRole: name => Boolean(roles.get(name))
  }
}
