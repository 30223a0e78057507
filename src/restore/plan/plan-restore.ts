import {
  isCustom,
  toSchema,
  type SchemaAttribute
} from '../../cognito/schema.ts'
import type { OpenSnapshot } from '../../snapshot/reader.ts'
import { readRecords } from '../../snapshot/reader.ts'
import { userCodec, type UserRecord } from '../../snapshot/records.ts'
import {
  checkUsers,
  type SnapshotFrame,
  type SnapshotTools
} from './check-snapshot.ts'
import { planGroups, type GroupPlan } from './group-plan.ts'
import { Claims, type Owner } from './claims.ts'
import { countImport, type ImportChoice } from './import/import-choice.ts'
import type { ImportReadiness } from '../target/import-format.ts'
import { importedOnly } from './import/imported-only.ts'
import { checkNames, type NameChecks } from './name-checks.ts'
import { selectUsers, type Selection } from './only-users.ts'
import {
  countPlan,
  newPlanTally,
  type PlannedUser,
  type PlanTally
} from './plan-tally.ts'
import { createPlanner, type Planner, type TargetFacts } from './planner.ts'
import { groupsInTarget, type GroupsInTarget } from './provider-groups.ts'
import type { ProviderGroupFacts } from '../../shared/outcome.ts'
import type { RestorePolicies } from '../policies.ts'
import type { ProofFacts } from './proof.ts'
import { findFindings } from '../preflight/preflight.ts'
import type { Finding } from '../preflight/findings.ts'
import { MOST_GROUPS_PER_USER } from '../preflight/plan-findings.ts'
import { compareSchemas } from './schema-fit.ts'
import type { Target } from '../target/target.ts'
import { countWaysIn, type WaysIn } from '../preflight/ways-in.ts'

/** A whole restore, before its first write. */
export interface RestorePlan {
  snapshotId: string
  tally: PlanTally
  groups: GroupPlan
  customAttributes: readonly SchemaAttribute[]
  findings: readonly Finding[]
  importing: ImportChoice
  waysIn: WaysIn
  providerGroups: ProviderGroupFacts
  /** Plans all users once more, alike. */
  users(): AsyncGenerator<PlannedUser>
}

export interface ToPlan {
  snapshot: OpenSnapshot
  frame: SnapshotFrame
  target: Target
  policies: RestorePolicies
  /** What restores into the pool have left in the bucket. */
  records: Pick<ProofFacts, 'created' | 'unfinishedSince'>
}

/**
 * Reads all users of the snapshot and plans each (DESIGN section 7). Writes
 * nothing.
 *
 * @throws UserError as checkUsers does; `input` when chosen names are nobody's
 */
export async function planRestore(
  toPlan: ToPlan,
  tools: SnapshotTools
): Promise<RestorePlan> {
  const { snapshot, frame, target, policies, records } = toPlan
  const { source } = snapshot.manifest
  const sourceSchema = toSchema(frame.definition?.userPool.SchemaAttributes)
  const facts: TargetFacts = {
    description: target.description,
    schema: schemaAfterwards(target, sourceSchema, policies),
    mfa: target.mfa,
    users: target.users,
    created: records.created,
    unfinishedSince: records.unfinishedSince
  }
  const { accountId } = target.description
  const inTarget = groupsInTarget(frame, source.userPoolId, target)
  const groupsFor = (needed: ReadonlySet<string>) =>
    planGroups(inTarget.groups, needed, target.groups, accountId, policies)
  const everyGroup = new Set(inTarget.groups.map(group => group.name))
  const { hasRole } = groupsFor(everyGroup)

  const required = requiredOf(target)
  const selection = selectUsers(policies.onlyUsers, source.caseSensitive)
  const readiness = withNewColumns(target, sourceSchema, policies)
  const newPlanner = (claims: Claims) =>
    importedOnly(createPlanner(facts, policies, claims), readiness, policies)
  const planAll = async (claims: Claims) => {
    const tally = newPlanTally()
    const names = checkNames(source, target.description)
    const waysIn = countWaysIn(target.description.recovery)
    const missingRequired = new Map<string, number>()
    const planner = newPlanner(claims)
    const seen = groupsInTarget(frame, source.userPoolId, target)
    const jobs = countImport(readiness)
    await checkUsers(snapshot, tools, record => {
      if (!selection.has(record)) {
        planner.note(record)
        return
      }
      const groups = seen.of(record.username)
      const plan = planner.plan(record, groups)
      countPlan(tally, { record, plan }, policies, hasRole)
      names.see({ record, plan })
      waysIn.see({ record, plan })
      seen.see({ record, plan })
      if (plan.action === 'update' && groups.length > MOST_GROUPS_PER_USER) {
        tally.usersOverGroupLimit += 1
      }
      if (plan.action !== 'create' || plan.resumes !== undefined) return
      jobs.add(plan)
      for (const name of required) {
        if (record.attributes[name]) continue
        missingRequired.set(name, (missingRequired.get(name) ?? 0) + 1)
      }
    })
    return { tally, names, waysIn, seen, missingRequired, jobs }
  }
  // Once more wherever a later user has the better right to an address.
  let owners: ReadonlyMap<string, Owner> = new Map()
  let claims = new Claims()
  let planned = await planAll(claims)
  while (claims.contested.size > 0) {
    owners = new Map([...owners, ...claims.contested])
    claims = new Claims(owners)
    planned = await planAll(claims)
  }
  const { tally, names, waysIn, seen, missingRequired, jobs } = planned
  selection.expectAllFound()
  const importing = jobs.choose(policies)
  if (importing.isUsed) jobs.relieve(tally, policies)

  const groups = groupsFor(tally.groups)
  const { missing } = compareSchemas(
    sourceSchema,
    target.description.schema,
    tally.attributes
  )
  return {
    snapshotId: snapshot.address.snapshotId,
    tally,
    groups,
    customAttributes: policies.addCustomAttributes
      ? missing.flatMap(({ source }) => (source === undefined ? [] : [source]))
      : [],
    findings: findFindings({
      source,
      sourceSchema,
      target: target.description,
      replicaRole: target.replicaRole,
      policies,
      plan: {
        ...needs(tally, groups, target, names),
        imported: importing.isUsed ? importing.users : 0,
        importReadiness: readiness,
        missingRequired,
        waysIn: waysIn.ways
      }
    }),
    importing,
    waysIn: waysIn.ways,
    providerGroups: seen.facts(policies.onlyUsers !== undefined),
    users: () =>
      planAgain(
        toPlan,
        tools,
        selection,
        newPlanner(new Claims(owners)),
        inTarget
      )
  }
}

/** The target's schema with the attributes that the restore may add to it. */
function schemaAfterwards(
  target: Target,
  sourceSchema: readonly SchemaAttribute[],
  policies: RestorePolicies
): ReadonlyMap<string, SchemaAttribute> {
  const added = policies.addCustomAttributes
    ? sourceSchema.filter(({ name }) => name.startsWith('custom:'))
    : []
  const all = [...added, ...target.description.schema]
  return new Map(all.map(attribute => [attribute.name, attribute]))
}

/** The header has a column for each attribute that the restore will add. */
function withNewColumns(
  { importing }: Target,
  sourceSchema: readonly SchemaAttribute[],
  { addCustomAttributes }: RestorePolicies
): ImportReadiness {
  if (importing.format === undefined || !addCustomAttributes) return importing
  const { format } = importing
  const added = sourceSchema.filter(
    ({ name }) => isCustom(name) && !format.columns.includes(name)
  )
  const booleans = added.filter(({ type }) => type === 'Boolean')
  return {
    format: {
      ...format,
      columns: [...format.columns, ...added.map(({ name }) => name)],
      booleans: [...format.booleans, ...booleans.map(({ name }) => name)]
    }
  }
}

function requiredOf({ description }: Target): string[] {
  return description.schema
    .filter(({ name, required }) => required && name !== 'sub')
    .map(({ name }) => name)
}

function needs(
  tally: PlanTally,
  groups: GroupPlan,
  target: Target,
  names: NameChecks
) {
  return {
    attributes: tally.attributes,
    creations: tally.create - tally.resumed,
    updates: tally.update,
    existing: tally.keep - tally.ours + tally.update,
    conflicts: tally.conflicts,
    usersOverGroupLimit: tally.usersOverGroupLimit,
    groupsAfterwards: target.groups.size + groups.toCreate.length,
    foreignRoles: groups.foreignRoles,
    groupsNotAccepted: groups.notAccepted,
    missingProviders: new Set(
      [...tally.providers].filter(name => !target.providers.has(name))
    ),
    caseCollisions: names.caseCollisions,
    nameLooksLikeAlias: names.likeAlias
  }
}

/** Reads the users once more, held against the same digests as before. */
async function* planAgain(
  { snapshot }: ToPlan,
  { fetch }: SnapshotTools,
  selection: Selection,
  planner: Planner,
  inTarget: GroupsInTarget
): AsyncGenerator<PlannedUser> {
  for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
    for (const record of page.filter(one => selection.has(one))) {
      yield planOne(record)
    }
  }

  function planOne(record: UserRecord): PlannedUser {
    const groups = inTarget.of(record.username)
    return { record, plan: planner.plan(record, groups) }
  }
}
