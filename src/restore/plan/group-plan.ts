import type { GroupRecord } from '../../snapshot/records.ts'
import { isAcceptedGroup } from './accepted-texts.ts'
import type { RestorePolicies } from '../policies.ts'

/** The groups that a restore is about, and what becomes of them. */
export interface GroupPlan {
  groups: readonly GroupRecord[]
  toCreate: readonly GroupRecord[]
  /** Groups to be created with a role of another account. */
  foreignRoles: number
  /** Groups to be created whose name, description or role Cognito won't take. */
  notAccepted: number
  /** Groups that are there with another role than the snapshot's. */
  otherRoles: number
  /** Whether a group carries an IAM role, after the restore. */
  hasRole: (name: string) => boolean
}

/**
 * @param needed the names of the groups that the planned users are in
 * @param existing the groups of the target pool, with their roles
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
    .map(group => ({ ...group, roleArn: replaced(group.roleArn, policies) }))
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

function replaced(
  roleArn: string | null,
  { replacements }: RestorePolicies
): string | null {
  return replacements.reduce<string | null>(
    (arn, { from, to }) => arn?.replaceAll(from, () => to) ?? null,
    roleArn
  )
}
