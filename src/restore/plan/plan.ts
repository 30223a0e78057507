import type { SchemaAttribute } from '../../cognito/schema.ts'
import type { ProviderGroupFacts } from '../../shared/outcome.ts'
import type { ImportReadiness } from '../target/import-format.ts'
import type { GroupPlan } from './group-plan.ts'
import type { ImportChoice } from './import/import-choice.ts'
import type { NameCounts } from './name-checks.ts'
import type { PlanTally } from './tally.ts'
import type { PlannedUser } from './users/user-plan.ts'
import type { WaysIn } from './ways-in.ts'

/**
 * The plan of a whole restore. It writes nothing: preflight/ judges it, and
 * apply/ carries it out.
 */
export interface RestorePlan {
  snapshotId: string
  tally: PlanTally
  groups: GroupPlan
  /**
   * The schema of the source pool; empty where the snapshot has none. It has the
   * attribute that keeps the old `sub`s.
   */
  sourceSchema: readonly SchemaAttribute[]
  /** Attributes that the restore adds to the target pool. */
  customAttributes: readonly SchemaAttribute[]
  /** Identity providers that users are linked to and the target pool lacks. */
  missingProviders: ReadonlySet<string>
  /** Users to create that lack a required attribute, by its name. */
  missingRequired: ReadonlyMap<string, number>
  names: NameCounts
  importing: ImportChoice
  importReadiness: ImportReadiness
  waysIn: WaysIn
  /**
   * Users of the target pool who aren't made up; `undefined` if users are
   * restored as they were.
   */
  realUsers: number | undefined
  providerGroups: ProviderGroupFacts
  /**
   * Reads the users of the snapshot again and yields the same plan of each, in
   * the order of the snapshot. It may be called more than once.
   *
   * @throws UserError as readRecords does
   */
  users(): AsyncGenerator<PlannedUser>
}
