import type { UserView } from '../../simulator/inspect-pools.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import type { Stats } from '../../simulator/simulator.ts'
import { differences, unlessEqual } from './differences.ts'
import { knownMethods, reasonsOf, type PoolState } from './expected-pool.ts'
import type { RoundPlan } from './round-plan.ts'
import type { SnapshotContents, StoredUser } from './snapshot-contents.ts'

/** What the fault `unknown-status` calls a user's. */
const NEW_STATUS = 'ON_SABBATICAL'

/**
 * Holds a snapshot that an export called complete against the pool that it is of,
 * record by record.
 *
 * @param stats of the simulator, of this run alone
 * @returns sentences: what is not as it has to be
 */
export function judgeSnapshot(
  plan: RoundPlan,
  pool: PoolState,
  contents: SnapshotContents,
  run: ActionRun,
  stats: Stats
): string[] {
  const memberships = pool.groups.flatMap(({ name, members }) =>
    members.map(username => ({ group: name, username }))
  )
  const isRenamed = ({ status }: StoredUser) => status === NEW_STATUS
  const renamed = new Set(
    contents.users.filter(isRenamed).map(({ sub }) => sub)
  )
  const expected = pool.users.map(user =>
    asStored(user, plan, renamed.has(user.sub))
  )
  const skipped = expected.filter(({ skip }) => skip.length > 0)
  const count = (reason: string) =>
    expected.filter(({ skip }) => skip.includes(reason)).length
  const isUnknown = ({ mfa, skip }: StoredUser) =>
    mfa === 'unknown' && !skip.includes('mfa-protected')
  const counts = {
    status: 'complete',
    users: expected.length,
    groups: pool.groups.length,
    memberships: memberships.length,
    'skipped-users': skipped.length,
    'skipped-no-username': count('no-username'),
    'skipped-mfa': count('mfa-protected'),
    'skipped-federated': count('federated'),
    'mfa-unknown': expected.filter(isUnknown).length,
    'billed-users': stats.billedUsers
  }
  return [
    ...differences('user in the snapshot', expected, contents.users),
    ...differences(
      'membership in the snapshot',
      memberships.map(({ group, username }) => [group, username]),
      contents.memberships.map(({ group, username }) => [group, username])
    ),
    ...differences(
      'group in the snapshot',
      pool.groups.map(group => [
        group.name,
        group.description ?? null,
        group.precedence ?? null,
        group.roleArn ?? null
      ]),
      contents.groups.map(group => [
        group.name,
        group.description,
        group.precedence,
        group.roleArn
      ])
    ),
    ...judgeOutputs(counts, run),
    // Cognito said so, once for each time that it lied.
    ...(renamed.size > (stats.faults['unknown-status'] ?? 0)
      ? [`${renamed.size} users have a status that Cognito never told`]
      : [])
  ]
}

/** Outputs that are not what they have to be. */
export function judgeOutputs(
  expected: Readonly<Record<string, string | number>>,
  { outputs }: ActionRun
): string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    unlessEqual(`output ${name}`, String(value), outputs[name])
  )
}

/** The record of a user, as docs/snapshot-format.md has it. */
function asStored(
  user: UserView,
  plan: RoundPlan,
  isRenamed: boolean
): StoredUser {
  const { sub: _, ...attributes } = user.attributes
  return {
    username: user.username,
    sub: user.sub,
    status: isRenamed ? NEW_STATUS : user.status,
    enabled: user.enabled,
    createdAt: user.createdAt.toISOString(),
    modifiedAt: user.modifiedAt.toISOString(),
    attributes: Object.fromEntries(
      Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))
    ),
    mfa: mfaOf(user, plan),
    skip: reasonsOf(user, plan)
  }
}

function mfaOf(user: UserView, plan: RoundPlan): StoredUser['mfa'] {
  const { pool, mfaLookup } = plan
  const isAsked =
    mfaLookup === 'always' || (mfaLookup === 'auto' && pool.mfa === 'OPTIONAL')
  if (pool.mfa !== 'OFF' && !isAsked) return 'unknown'
  return {
    methods: knownMethods(user, plan),
    preferred: pool.mfa === 'OFF' ? null : (user.mfa.preferred ?? null)
  }
}
