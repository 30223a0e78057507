import { amount } from '../shared/amount.ts'
import { UserError } from '../shared/errors.ts'
import type { CompareOutcome, SideCounts } from '../shared/outcome.ts'
import { fetchFrom } from '../storage/find-snapshot.ts'
import { alarmsOf, throwAlarms } from './alarms.ts'
import { definitionLines } from './definition-lines.ts'
import { definitionNow, definitionOf } from './definition-sides.ts'
import { compareDefinitions } from './definition/compare-definitions.ts'
import { openSides, type OpenSide, type OpenSides } from './open-sides.ts'
import type { CompareRequest, CompareTools } from './request.ts'
import type { UserChanges } from './users/changes.ts'
import { poolSide } from './users/pool-side.ts'
import { restoreMaps } from './users/restore-maps.ts'
import { compareSides, type Side } from './users/side.ts'
import { snapshotSide } from './users/snapshot-side.ts'

/**
 * Says how a pool, or a later snapshot, differs from a snapshot: users, groups and
 * memberships by number, the definition setting by setting. It only reads.
 *
 * @param outcome is filled as things become known, on failure too
 * @throws UserError whose sentence says what is past a limit or wrong
 */
export async function compareSnapshots(
  request: CompareRequest,
  tools: CompareTools,
  outcome: CompareOutcome
): Promise<void> {
  outcome.level = request.level
  outcome.billedUsers = 0
  const sides = await openSides(request, tools, outcome)
  if (sides === undefined) {
    outcome.status = 'complete'
    return
  }
  const { before, now } = sides
  outcome.before = countsOf(before)
  outcome.now = countsOf(now)
  const alarms =
    request.level === 'counts'
      ? alarmsOfCounts(outcome.before, outcome.now, request)
      : await bothOf(
          compareTheDefinitions(sides, request, tools, outcome),
          compareTheUsers(sides, request, tools, outcome)
        )
  throwAlarms(alarms)
  outcome.status = 'complete'
}

/**
 * The definition and the users have quotas of their own, so both are compared at
 * once. What one of them finds is known even where the other one fails.
 */
async function bothOf(
  ...work: readonly Promise<UserError[]>[]
): Promise<UserError[]> {
  await Promise.allSettled(work)
  return (await Promise.all(work)).flat()
}

/** What a manifest says; of a pool, only reading it tells. */
function countsOf(side: OpenSide): SideCounts | undefined {
  if (side.kind === 'pool') return undefined
  const { users, groups, memberships } = side.snapshot.manifest.counts
  return { users, groups, memberships }
}

/** What there is after the changes. */
function countsAfter(before: SideCounts, changes: UserChanges): SideCounts {
  const after = (what: keyof SideCounts) =>
    before[what] + changes[what].added - changes[what].gone
  return {
    users: after('users'),
    groups: after('groups'),
    memberships: after('memberships')
  }
}

/** Fewer users than before means that so many, at least, are gone. */
function alarmsOfCounts(
  before: SideCounts | undefined,
  now: SideCounts | undefined,
  { limits }: CompareRequest
): UserError[] {
  if (before === undefined || now === undefined) return []
  const lost = (what: 'users' | 'memberships') => ({
    added: 0,
    gone: Math.max(0, before[what] - now[what]),
    changed: 0
  })
  const users = lost('users')
  return alarmsOf({ users, memberships: lost('memberships'), before }, limits)
}

async function compareTheDefinitions(
  { before, now }: OpenSides,
  { parts, show, definitionChanges }: CompareRequest,
  { bucket, signal }: CompareTools,
  outcome: CompareOutcome
): Promise<UserError[]> {
  if (parts === 'users') return []
  const fetch = fetchFrom(bucket, signal)
  const earlier = await definitionOf(before.snapshot, fetch)
  const { side: later } =
    now.kind === 'pool'
      ? await definitionNow(now.pool, now.description, earlier, signal)
      : { side: await definitionOf(now.snapshot, fetch) }
  const comparison = compareDefinitions(earlier, later)
  outcome.definition = definitionLines(comparison, show)
  const { notCompared } = comparison
  if (definitionChanges === 'fail' && notCompared.length > 0) {
    outcome.warnings.push({
      title: 'Parts of the definition not compared',
      text: `definition-changes is fail, but ${amount(notCompared.length, 'part')} of the definition could not be compared. The summary lists them. Allow the role to read them, or make a new snapshot.`
    })
  }
  const count = comparison.changes.length
  if (count === 0 || definitionChanges === 'report') return []
  return [
    new UserError(
      'definition-changed',
      `${amount(count, 'setting')} of the pool's definition changed, and definition-changes is fail. The summary lists them. Find out who changed them; if it was meant, the next snapshot has them.`
    )
  ]
}

async function compareTheUsers(
  { before, now, chosen }: OpenSides,
  { parts, limits, ageIdentities, subAttribute }: CompareRequest,
  { bucket, progress, signal }: CompareTools,
  outcome: CompareOutcome
): Promise<UserError[]> {
  if (parts === 'definition') return []
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  const tools = {
    fetch: fetchFrom(bucket, either),
    progress,
    signal: either
  }
  const sideOf = (side: OpenSide): Side =>
    side.kind === 'pool'
      ? poolSide(side.pool, side.description.estimatedNumberOfUsers, tools)
      : snapshotSide(side.snapshot, tools)
  const later = sideOf(now)
  const { changes, warning } = await compareSides(
    sideOf(before),
    later,
    {
      salt: chosen.manifestSha256,
      schema: now.kind === 'pool' ? now.description.schema : [],
      subAttribute
    },
    restoreMaps(
      bucket,
      { prefix: chosen.address.prefix, userPoolId: later.userPoolId },
      ageIdentities,
      either
    ),
    stop
  )
  outcome.difference = changes
  outcome.now ??= outcome.before && countsAfter(outcome.before, changes)
  if (warning !== undefined) outcome.warnings.push(warning)
  return alarmsOf(changes, limits)
}
