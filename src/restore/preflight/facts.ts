import type { RecoveryNow } from '../../cognito/active-recovery.ts'
import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { ReplicaRole } from '../../cognito/replica-role.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { Manifest } from '../../snapshot/manifest.ts'
import { importedUsers } from '../plan/import/import-choice.ts'
import type { RestorePlan } from '../plan/plan.ts'
import type { WaysIn } from '../plan/ways-in.ts'
import type { RestorePolicies } from '../policies.ts'
import type { ImportReadiness } from '../target/import-format.ts'
import type { Target } from '../target/target.ts'

/** What the preflight judges by. */
export interface PreflightFacts {
  source: Manifest['source']
  /** Empty where the snapshot's definition has no schema. */
  sourceSchema: readonly SchemaAttribute[]
  target: PoolDescription
  /** `undefined` if it isn't known, or if the pool has no replicas. */
  replicaRole: ReplicaRole | undefined
  /** Cognito's point-in-time recovery of the target pool. */
  recovery: RecoveryNow
  policies: RestorePolicies
  plan: PlanNeeds
  snapshot: SnapshotNow
}

/** What is known of the snapshot besides its source. */
export interface SnapshotNow {
  /** How old it is, in ms. */
  ageMs: number
  /** The feature plan that its pool had; `undefined` if it isn't known. */
  tier: string | undefined
}

/** What a plan needs of the target pool. */
export interface PlanNeeds {
  /** Names of all attributes that will be written, with their prefix. */
  attributes: ReadonlySet<string>
  creations: number
  updates: number
  /** Users that earlier runs of this restore have created. */
  restoredBefore: number
  /** Of the creations, those that import jobs make. */
  imported: number
  importReadiness: ImportReadiness
  /** Users of the snapshot that the target pool has already. */
  existing: number
  /** Of them, those that nothing proves to be the same person. */
  conflicts: number
  /**
   * Users of the target pool who aren't made up; `undefined` if users are
   * restored as they were.
   */
  realUsers: number | undefined
  /** Users who would be in more than MOST_GROUPS_PER_USER groups. */
  usersOverGroupLimit: number
  /** Groups of the target pool after the restore. */
  groupsAfterwards: number
  /**
   * Groups to create whose role belongs to another account than the target
   * pool, after the input replace was applied.
   */
  foreignRoles: number
  /** Groups to create that Cognito won't accept as they are. */
  groupsNotAccepted: number
  /** Identity providers that users are linked to and the target pool lacks. */
  missingProviders: ReadonlySet<string>
  /** Users whose names or addresses differ from others' in letter case only. */
  caseCollisions: number
  /** Users to create whose names look like an alias of the target pool. */
  nameLooksLikeAlias: number
  /** Users to create that lack a required attribute, by its name. */
  missingRequired: ReadonlyMap<string, number>
  waysIn: WaysIn
}

/** @param source the pool that the snapshot was taken of */
export function toPreflightFacts(
  plan: RestorePlan,
  source: Manifest['source'],
  target: Target,
  policies: RestorePolicies,
  snapshot: SnapshotNow
): PreflightFacts {
  const { tally, groups, names, importing } = plan
  return {
    source,
    sourceSchema: plan.sourceSchema,
    target: target.description,
    replicaRole: target.replicaRole,
    recovery: target.recovery,
    policies,
    snapshot,
    plan: {
      attributes: tally.attributes,
      creations: tally.create - tally.resumed,
      updates: tally.update,
      restoredBefore: tally.resumed + tally.ours,
      imported: importedUsers(importing),
      importReadiness: plan.importReadiness,
      existing: tally.keep - tally.ours + tally.update,
      conflicts: tally.conflicts,
      realUsers: plan.realUsers,
      usersOverGroupLimit: tally.usersOverGroupLimit,
      groupsAfterwards: target.groups.size + groups.toCreate.length,
      foreignRoles: groups.foreignRoles,
      groupsNotAccepted: groups.notAccepted,
      missingProviders: plan.missingProviders,
      caseCollisions: names.caseCollisions,
      nameLooksLikeAlias: names.likeAlias,
      missingRequired: plan.missingRequired,
      waysIn: plan.waysIn
    }
  }
}
