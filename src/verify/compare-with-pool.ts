import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../cognito/describe-pool.ts'
import {
  alarmsOf,
  needsMemberships,
  type AlarmLimits
} from '../compare/alarms.ts'
import { definitionNow, definitionOf } from '../compare/definition-sides.ts'
import { compareDefinitions } from '../compare/definition/compare-definitions.ts'
import { poolSide } from '../compare/users/pool-side.ts'
import type { ReadAnnounced } from '../compare/users/side.ts'
import { snapshotSide } from '../compare/users/snapshot-side.ts'
import { UserComparison } from '../compare/users/user-comparison.ts'
import { amount } from '../shared/amount.ts'
import type { UserError } from '../shared/errors.ts'
import type { Drift, Warning } from '../shared/outcome.ts'
import type { Log, Progress } from '../shared/world.ts'
import type { FetchObject } from '../snapshot/fetch-sound.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import type { Findings } from './findings.ts'

/** The pool that a snapshot is compared with. */
export interface ComparedPool {
  client: PoolClient
  description: PoolDescription
}

export interface CompareTools {
  fetch: FetchObject
  /** What restores into the pool have announced. */
  readAnnounced: ReadAnnounced
  progress: Progress
  log: Log
  signal: AbortSignal
}

export interface ComparedUsers {
  drift: Drift
  /** An error for each limit that the counts are past. */
  alarms: UserError[]
  /** Where it isn't known what restores have announced. */
  warning: Warning | undefined
}

/** Most settings that one remark names. */
const MOST_NAMED = 5

/**
 * In the pool of the snapshot, users are known by `sub`; in another pool by all that
 * mode compare matches them by.
 *
 * @param subAttribute see ComparedPools
 */
export function newComparison(
  { manifest, manifestSha256 }: OpenSnapshot,
  { client, description }: ComparedPool,
  subAttribute: string | undefined
): UserComparison {
  const { userPoolId: before } = manifest.source
  const { userPoolId: now } = client
  return new UserComparison({
    salt: manifestSha256,
    before,
    now,
    schema: description.schema,
    subAttribute,
    // In one pool, another sub is another person.
    ...(before === now && { fallbacks: [] })
  })
}

/**
 * Counts how the users of the pool have changed; their memberships only where a
 * limit asks for them.
 *
 * @param comparison already has the users of the snapshot
 * @throws AwsCallError; UserError as listEveryUser and readRecords
 */
export async function compareUsers(
  snapshot: OpenSnapshot,
  { client, description }: ComparedPool,
  comparison: UserComparison,
  limits: AlarmLimits,
  tools: CompareTools
): Promise<ComparedUsers> {
  const warning = await tools.readAnnounced((oldSub, newSub) => {
    comparison.announce(oldSub, newSub)
  })
  const now = poolSide(client, description.estimatedNumberOfUsers, tools)
  await now.readUsers(
    users => users.forEach(user => comparison.userNow(user)),
    () => comparison.found
  )
  if (needsMemberships(limits)) {
    const before = snapshotSide(snapshot, tools)
    await before.readGroups(group => comparison.groupBefore(group))
    await now.readGroups(group => comparison.groupNow(group))
    await before.readMemberships(one => comparison.membershipBefore(one))
    await now.readMemberships(one => comparison.membershipNow(one))
  }
  const { changes } = comparison
  return { drift: changes.users, alarms: alarmsOf(changes, limits), warning }
}

/**
 * Remarks on settings of the pool's definition that differ from the snapshot, as
 * far as the role may read them.
 *
 * @throws AwsCallError that every call would meet
 */
export async function remarkOnDefinition(
  snapshot: OpenSnapshot,
  { client, description }: ComparedPool,
  { fetch, log, signal }: CompareTools,
  findings: Findings
): Promise<void> {
  const before = await definitionOf(snapshot, fetch)
  const now = await definitionNow(client, description, before, signal)
  const { changes } = compareDefinitions(before, now.side)
  if (now.denied.length > 0) {
    log.info(
      `These parts of the pool's definition were skipped without permission: ${now.denied.join(', ')}`
    )
  }
  if (changes.length === 0) return
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ part, setting, what }) => `${part} ${setting || what}`)
  const more = changes.length > MOST_NAMED ? ', …' : ''
  findings.remark(
    'definition-changed',
    `${amount(changes.length, 'setting')} of the pool's definition changed since the snapshot: ${named.join(', ')}${more}. Mode compare shows all of them.`,
    changes.length
  )
}
