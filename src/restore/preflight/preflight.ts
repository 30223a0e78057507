import type { PoolDescription } from '../../cognito/describe-pool.ts'
import type { ReplicaRole } from '../../cognito/replica-role.ts'
import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { Manifest } from '../../snapshot/manifest.ts'
import type { Finding } from './findings.ts'
import { findInImport } from './import-findings.ts'
import type { ImportReadiness } from '../target/import-format.ts'
import { findInPlan } from './plan-findings.ts'
import type { RestorePolicies } from '../policies.ts'
import { findInSchema } from './schema-findings.ts'
import { findInSignIn } from './sign-in-findings.ts'
import { findInTarget } from './target-findings.ts'
import type { WaysIn } from './ways-in.ts'

/** What the preflight judges by. */
export interface PreflightFacts {
  source: Manifest['source']
  /** `undefined` where the snapshot's definition doesn't tell. */
  sourceSchema: readonly SchemaAttribute[] | undefined
  target: PoolDescription
  /** `undefined` where it isn't known, or the pool has no replicas. */
  replicaRole: ReplicaRole | undefined
  policies: RestorePolicies
  plan: PlanNeeds
}

/** What a plan needs of the target pool. */
export interface PlanNeeds {
  /** Names of all attributes that will be written, with their prefix. */
  attributes: ReadonlySet<string>
  creations: number
  /** Of the creations, those that import jobs make. */
  imported: number
  importReadiness: ImportReadiness
  updates: number
  /** Users of the snapshot whom the target has already. */
  existing: number
  /** Of them, those that nothing proves to be the same person. */
  conflicts: number
  /** Users who would be in more than MOST_GROUPS_PER_USER groups. */
  usersOverGroupLimit: number
  /** Groups of the target, with those that will be created. */
  groupsAfterwards: number
  /**
   * Groups to be created whose role is, after the input replace was applied, of
   * another account than the target pool.
   */
  foreignRoles: number
  /** Groups to be created that Cognito won't take as they are. */
  groupsNotAccepted: number
  /** Identity providers of links that will be made and the target lacks. */
  missingProviders: ReadonlySet<string>
  /** Users whose names or addresses differ from others' only in their case. */
  caseCollisions: number
  /** Users to be created whose names read like an alias of the target pool. */
  nameLooksLikeAlias: number
  /** Users to be created without an attribute that the target requires. */
  missingRequired: ReadonlyMap<string, number>
  waysIn: WaysIn
}

/**
 * Everything that speaks against restoring a snapshot into a pool, or that a
 * person should know of it: what blocks comes first. A pure function, so that a
 * dry run finds what the real one does.
 */
export function findFindings(facts: PreflightFacts): Finding[] {
  const findings = [
    ...findInTarget(facts),
    ...findInSignIn(facts),
    ...findInSchema(facts),
    ...findInPlan(facts),
    ...findInImport(facts)
  ]
  return [
    ...findings.filter(({ blocks }) => blocks),
    ...findings.filter(({ blocks }) => !blocks)
  ]
}
