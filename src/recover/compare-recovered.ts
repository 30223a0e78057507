import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../cognito/describe-pool.ts'
import type { ComparedUser } from '../compare/users/changes.ts'
import { poolSide } from '../compare/users/pool-side.ts'
import { snapshotSide } from '../compare/users/snapshot-side.ts'
import type { RecoveryLosses } from '../shared/recovery-facts.ts'
import type { Progress } from '../shared/world.ts'
import type { FetchObject } from '../snapshot/fetch-sound.ts'
import type { OpenSnapshot } from '../snapshot/reader.ts'
import type { ReportLine } from '../snapshot/restore-report.ts'
import { RecoveredPool } from './recovered-pool.ts'

export interface ComparingTools {
  pool: PoolClient
  fetch: FetchObject
  progress: Progress
  signal: AbortSignal
}

/**
 * Compares a recovered pool with the snapshot that was taken while its preview
 * blocked writes. Only lists, which bills no user as active.
 *
 * @param onLine is given each user that is missing or was reverted
 * @throws AwsCallError, UserError as the reading of either side does
 */
export async function compareRecovered(
  description: Pick<PoolDescription, 'schema' | 'estimatedNumberOfUsers'>,
  snapshot: OpenSnapshot,
  { pool, fetch, progress, signal }: ComparingTools,
  onLine: (line: ReportLine) => void
): Promise<RecoveryLosses> {
  const { schema, estimatedNumberOfUsers: estimate } = description
  const recovered = new RecoveredPool(snapshot.manifestSha256, schema)
  const now = poolSide(pool, estimate, { progress, signal })
  const before = snapshotSide(snapshot, { fetch, progress, signal })
  const groups = new Set<string>()
  await now.readUsers(
    users => {
      for (const user of users) recovered.addUser(user)
    },
    () => recovered.size
  )
  await now.readGroups(({ name }) => groups.add(name))
  await now.readMemberships(one => recovered.addMembership(one))

  const losses: RecoveryLosses = {
    usersMissing: 0,
    usersReverted: 0,
    groupsMissing: 0,
    membershipsGone: 0
  }
  await before.readGroups(({ name }) => {
    if (!groups.has(name)) losses.groupsMissing += 1
  })
  await before.readMemberships(one => recovered.checkMembership(one))
  await before.readUsers(
    users => users.forEach(judge),
    () => 0
  )
  return losses

  function judge(user: ComparedUser): void {
    const { username, sub } = user
    const verdict = recovered.judge(user)
    const line = { username, oldSub: sub }
    if (verdict.result === 'missing') {
      losses.usersMissing += 1
      onLine({ ...line, newSub: null, result: 'missing', code: null })
      return
    }
    losses.membershipsGone += verdict.membershipsGone
    if (verdict.reverted.length === 0) return
    losses.usersReverted += 1
    const code = verdict.reverted.join(' ')
    onLine({ ...line, newSub: sub, result: 'reverted', code })
  }
}
