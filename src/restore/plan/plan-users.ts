import { readRecords, type OpenSnapshot } from '../../snapshot/reader.ts'
import { userCodec, type UserRecord } from '../../snapshot/records.ts'
import type { RestorePolicies } from '../policies.ts'
import type { ImportReadiness } from '../target/import-format.ts'
import type { Target } from '../target/target.ts'
import { countImport, type ImportCount } from './import/import-choice.ts'
import { checkNames, type NameChecks } from './name-checks.ts'
import type { CheckedSelection } from './only-users.ts'
import { groupsInTarget, type GroupsInTarget } from './provider-groups.ts'
import {
  checkUsers,
  type SnapshotFrame,
  type SnapshotTools
} from './read-snapshot.ts'
import {
  countPlan,
  MOST_GROUPS_PER_USER,
  newPlanTally,
  type PlanTally
} from './tally.ts'
import { Claims, type Owner } from './users/claims.ts'
import type { PlannedUser } from './users/user-plan.ts'
import type { UserPlanner } from './users/user-planner.ts'
import { countWaysIn, type WaysIn } from './ways-in.ts'

/** What each reading of the users needs. */
export interface UsersToPlan {
  snapshot: OpenSnapshot
  frame: SnapshotFrame
  target: Target
  policies: RestorePolicies
  selection: CheckedSelection
  /** The selected users, if they were read before. */
  chosen: readonly UserRecord[] | undefined
  readiness: ImportReadiness
  /** Whether a group carries an IAM role, after the restore. */
  hasRole: (group: string) => boolean
  newPlanner: (claims: Claims) => UserPlanner
  /** What stands for a user of the snapshot from here on. */
  replaced: (record: UserRecord) => UserRecord
}

/** What the plans of all users come to. */
export interface UserCounts {
  tally: PlanTally
  names: NameChecks
  waysIn: WaysIn
  /** Has counted the memberships of all planned users: see `facts`. */
  inTarget: GroupsInTarget
  /** Users to create that lack a required attribute, by its name. */
  missingRequired: ReadonlyMap<string, number>
  jobs: ImportCount
}

/**
 * Reads all users of the snapshot, unless the chosen ones are there, and plans
 * each. It does so again whenever a later user turned out to have the better
 * right to an address.
 *
 * @returns the counts, and the owners of the addresses that several users have
 * @throws UserError as checkUsers does
 */
export async function planUsers(
  toPlan: UsersToPlan,
  tools: SnapshotTools
): Promise<UserCounts & { owners: ReadonlyMap<string, Owner> }> {
  let owners: ReadonlyMap<string, Owner> = new Map()
  for (;;) {
    const claims = new Claims(owners)
    const counts = await countUsers(toPlan, claims, tools)
    if (claims.contested.size === 0) return { ...counts, owners }
    owners = new Map([...owners, ...claims.contested])
  }
}

async function countUsers(
  toPlan: UsersToPlan,
  claims: Claims,
  tools: SnapshotTools
): Promise<UserCounts> {
  const { snapshot, frame, target, policies, selection, chosen } = toPlan
  const { source } = snapshot.manifest
  const tally = newPlanTally()
  const names = checkNames(source, target.description)
  const { recovery } = target.description
  const isMadeUp = policies.pseudonyms !== undefined
  // No code reaches a made-up address.
  const waysIn = countWaysIn(isMadeUp ? { ...recovery, by: [] } : recovery)
  const inTarget = groupsInTarget(frame, source.userPoolId, target)
  const jobs = countImport(toPlan.readiness)
  const required = requiredOf(target)
  const missingRequired = new Map<string, number>()
  const planner = toPlan.newPlanner(claims)
  const { hasRole } = toPlan
  const { billed } = target.users
  tally.billed = billed.size
  if (chosen !== undefined) chosen.forEach(see)
  else {
    await checkUsers(snapshot, tools, record => {
      if (selection.has(record)) see(record)
      else planner.note(toPlan.replaced(record))
    })
  }
  return { tally, names, waysIn: waysIn.ways, inTarget, missingRequired, jobs }

  function see(original: UserRecord): void {
    const { username } = original
    const record = toPlan.replaced(original)
    const groups = inTarget.of(username)
    const plan = planner.plan(record, groups)
    countPlan(tally, { record, plan }, policies, { hasRole, billed })
    names.see({ record, plan })
    waysIn.see({ record, plan })
    inTarget.see(username, plan)
    if (plan.action === 'update' && groups.length > MOST_GROUPS_PER_USER) {
      tally.usersOverGroupLimit += 1
    }
    if (plan.action !== 'create' || plan.resumes !== undefined) return
    jobs.add(plan)
    for (const name of required) {
      if (record.attributes[name]) continue
      missingRequired.set(name, (missingRequired.get(name) ?? 0) + 1)
    }
  }
}

function requiredOf({ description }: Target): string[] {
  return description.schema
    .filter(({ name, required }) => required && name !== 'sub')
    .map(({ name }) => name)
}

/**
 * Reads the users again, unless the chosen ones are there, and yields the same
 * plan of each. readRecords checks the same digests as in the first reading.
 *
 * @param planner a new one, with the owners that planUsers returned
 */
export async function* planUsersAgain(
  {
    snapshot,
    selection,
    chosen,
    replaced
  }: Pick<UsersToPlan, 'snapshot' | 'selection' | 'chosen' | 'replaced'>,
  { fetch }: Pick<SnapshotTools, 'fetch'>,
  planner: UserPlanner,
  inTarget: Pick<GroupsInTarget, 'of'>
): AsyncGenerator<PlannedUser> {
  if (chosen !== undefined) {
    for (const record of chosen) yield planOne(record)
    return
  }
  for await (const page of readRecords(snapshot, 'users', userCodec, fetch)) {
    for (const record of page.filter(one => selection.has(one))) {
      yield planOne(record)
    }
  }

  function planOne(original: UserRecord): PlannedUser {
    const record = replaced(original)
    const groups = inTarget.of(original.username)
    return { record, plan: planner.plan(record, groups) }
  }
}
