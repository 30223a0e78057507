import { toSchema } from '../../cognito/schema.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'
import { withOldSub } from '../../snapshot/old-sub.ts'
import type { UserRecord } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import { pseudonymise } from '../pseudonyms/pseudonymiser.ts'
import type { Target } from '../target/target.ts'
import { planGroups } from './group-plan.ts'
import { importedOnly } from './import/imported-only.ts'
import {
  schemaAfterwards,
  withNewColumns,
  withSubAttribute
} from './new-attributes.ts'
import { selectUsers } from './only-users.ts'
import { planUsers, planUsersAgain } from './plan-users.ts'
import type { RestorePlan } from './plan.ts'
import { preparePseudonyms } from './pseudonyms.ts'
import { groupsInTarget } from './provider-groups.ts'
import type { SnapshotFrame, SnapshotTools } from './read-snapshot.ts'
import { Claims } from './users/claims.ts'
import type { ProofFacts } from './users/proof.ts'
import { compareSchemas } from './users/schema-fit.ts'
import type { TargetFacts } from './users/target-facts.ts'
import { createUserPlanner } from './users/user-planner.ts'

export interface ToPlan {
  snapshot: OpenSnapshot
  frame: SnapshotFrame
  target: Target
  policies: RestorePolicies
  /** The chosen users, if they were read before. */
  chosen: readonly UserRecord[] | undefined
  /** What earlier restores into the pool have recorded in the bucket. */
  records: Pick<ProofFacts, 'created' | 'unfinishedSince'>
}

/**
 * Reads all users of the snapshot, unless the chosen ones are there, and makes
 * the plan of the restore. It writes nothing.
 *
 * @throws UserError as checkUsers does; `input` when a name in the inputs
 *   belongs to no user of the snapshot
 */
export async function planRestore(
  { snapshot, frame, target, policies, chosen, records }: ToPlan,
  tools: SnapshotTools
): Promise<RestorePlan> {
  const { source } = snapshot.manifest
  const sourceSchema = withSubAttribute(
    toSchema(frame.definition?.userPool.SchemaAttributes),
    policies
  )
  const schema = schemaAfterwards(target, sourceSchema, policies)
  const pseudonyms = await preparePseudonyms(
    { snapshot, target, schema, policies },
    tools
  )
  const facts: TargetFacts = {
    description: target.description,
    schema,
    mfa: target.mfa,
    users: target.users,
    created: records.created,
    unfinishedSince: records.unfinishedSince,
    madeUp: pseudonyms?.madeUp
  }
  const { accountId } = target.description
  const inTarget = groupsInTarget(frame, source.userPoolId, target)
  const groupsFor = (needed: ReadonlySet<string>) =>
    planGroups(inTarget.groups, needed, target.groups, accountId, policies)
  const everyGroup = new Set(inTarget.groups.map(group => group.name))
  const { hasRole } = groupsFor(everyGroup)

  const selection = selectUsers(policies.onlyUsers, source.caseSensitive)
  const readiness = withNewColumns(target, sourceSchema, policies)
  const newPlanner = (claims: Claims) =>
    importedOnly(
      createUserPlanner(facts, policies, claims),
      readiness,
      policies
    )
  const replaced = (record: UserRecord) =>
    pseudonyms === undefined
      ? withOldSub(record, policies.subAttribute)
      : pseudonymise(record, pseudonyms)
  const planned = await planUsers(
    {
      snapshot,
      frame,
      target,
      policies,
      selection,
      chosen,
      readiness,
      hasRole,
      newPlanner,
      replaced
    },
    tools
  )
  if (chosen === undefined) selection.expectAllFound()
  const { tally, jobs, owners } = planned
  const importing = jobs.choose(policies)
  if (importing.isUsed) jobs.subtractFrom(tally, policies)
  const { missing } = compareSchemas(
    sourceSchema,
    target.description.schema,
    tally.attributes
  )
  return {
    snapshotId: snapshot.address.snapshotId,
    tally,
    groups: groupsFor(tally.groups),
    sourceSchema,
    customAttributes: policies.addCustomAttributes
      ? missing.flatMap(({ source }) => (source === undefined ? [] : [source]))
      : [],
    missingProviders: new Set(
      [...tally.providers].filter(name => !target.providers.has(name))
    ),
    missingRequired: planned.missingRequired,
    names: planned.names,
    importing,
    importReadiness: readiness,
    waysIn: planned.waysIn,
    realUsers: pseudonyms?.madeUp.realUsers,
    providerGroups: planned.inTarget.facts(policies.onlyUsers !== undefined),
    users: () =>
      planUsersAgain(
        { snapshot, selection, chosen, replaced },
        tools,
        newPlanner(new Claims(owners)),
        inTarget
      )
  }
}
