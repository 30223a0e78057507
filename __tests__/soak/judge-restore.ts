import type { UserView } from '../../simulator/inspect-pools.ts'
import type { ActionRun } from '../../simulator/run-action.ts'
import type { Stats } from '../../simulator/stats.ts'
import { differences, unlessEqual } from './differences.ts'
import {
  definitionOf,
  toPerson,
  type Expected,
  type Person,
  type PoolState
} from './expected-pool.ts'
import { judgeOutputs } from './judge-export.ts'
import type { RoundPlan } from './round-plan.ts'

/**
 * Holds a pool against what its restore has to lead to: everybody, each once,
 * and nobody else.
 *
 * @param before the pool before the first restore
 * @returns sentences: what is not as it has to be
 */
export function judgePool(
  plan: RoundPlan,
  expected: Expected,
  before: PoolState,
  after: PoolState
): string[] {
  // Which pools take password hashes no call tells; in the others imported users
  // have to reset their passwords, and a warning says so.
  const mayBeReset =
    plan.restore.method !== 'api' && plan.pool.acceptsPasswordHashes !== true
  const isNew = new Set(after.users.map(({ sub }) => sub))
  for (const { sub } of before.users) isNew.delete(sub)
  const people = after.users.map(user => {
    const person = toPerson(user)
    const isReset = person.status === 'RESET_REQUIRED' && isNew.has(user.sub)
    return mayBeReset && isReset && plan.restore.status === 'confirmed'
      ? { ...person, status: 'CONFIRMED' }
      : person
  })
  const groups = after.groups.map(definitionOf)
  return [
    ...differences('user in the pool', expected.people, people),
    ...differences('group in the pool', expected.groups, groups),
    ...judgePasswords(before, after)
  ]
}

/** Nobody's password is changed, and no two people are given the same. */
export function judgePasswords(before: PoolState, after: PoolState): string[] {
  const now = new Map(after.users.map(user => [user.sub, user]))
  const changed = before.users.filter(
    ({ sub, password }) => now.get(sub)?.password !== password
  )
  const passwords = after.users.flatMap(({ password }) => password ?? [])
  const shared = passwords.length - new Set(passwords).size
  const open = after.users.filter(
    user =>
      user.status === 'CONFIRMED' &&
      user.password === undefined &&
      !before.users.some(({ sub }) => sub === user.sub)
  )
  return [
    ...(changed.length > 0 ? [`${changed.length} have another password`] : []),
    ...(shared > 0 ? [`${shared} share a password`] : []),
    ...(open.length > 0
      ? [`${open.length} are confirmed without a password`]
      : [])
  ]
}

/** What a run says that it did, where it did all of it in one go. */
export function judgeCounts(
  { counts: { 'billed-users': needed, ...counts } }: Expected,
  run: ActionRun,
  { billedUsers, calls }: Stats
): string[] {
  const said = Number(run.outputs['billed-users'])
  // Whether Cognito bills these isn't known, so the action counts them.
  const perhaps = calls['AdminListGroupsForUser'] ?? 0
  const isRight = [billedUsers, needed ?? billedUsers].every(
    billed => billed <= said && said <= billed + perhaps
  )
  return [
    ...judgeOutputs({ ...counts, status: 'complete' }, run),
    ...(isRight
      ? []
      : [`${said} billed, of ${billedUsers} and perhaps ${perhaps} more`])
  ]
}

/**
 * What a run that failed says that it did: never more than is true, and no more
 * is true than it did or failed at.
 */
export function judgePartialCounts(
  run: ActionRun,
  before: PoolState,
  after: PoolState
): string[] {
  const { outputs } = run
  if (outputs['status'] === 'failed') {
    return unlessEqual('pool after a run that changed nothing', before, after)
  }
  const number = (name: string) => Number(outputs[name] ?? 0)
  const known = new Set(before.users.map(({ sub }) => sub))
  const created = after.users.filter(({ sub }) => !known.has(sub)).length
  const groups = after.groups.length - before.groups.length
  return [
    ...(number('users-created') > created
      ? [`users-created ${outputs['users-created'] ?? ''}, ${created} there`]
      : []),
    ...unlessEqual('output groups-created', groups, number('groups-created')),
    ...(after.users.length - before.users.length === created
      ? []
      : ['somebody who was there is gone'])
  ]
}

/**
 * Holds the stored map from old to new subs against the pool.
 *
 * @param lines of the file, its header first
 */
export function judgeSubMap(
  expected: Expected,
  lines: readonly string[],
  after: PoolState
): string[] {
  const now = new Map(after.users.map(user => [user.sub, user]))
  const newSubs = new Map(
    lines.slice(1).map(line => line.split(',') as [string, string])
  )
  return [...expected.created].flatMap(([user, person]) => {
    const found = now.get(newSubs.get(user.sub) ?? '')
    return found !== undefined && isThe(person, found)
      ? []
      : [`the map of subs leads from ${user.sub} to somebody else`]
  })
}

/** Nobody in these pools has the name or the attributes of another. */
function isThe(person: Person, found: UserView): boolean {
  const { username, attributes } = toPerson(found)
  return (
    JSON.stringify([username, attributes]) ===
    JSON.stringify([person.username, person.attributes])
  )
}

/** No weather makes a snapshot unfit for a pool. */
export function judgeRefusal(
  { outputs }: ActionRun,
  { refusal }: Expected
): string[] {
  const code = outputs['error-code'] ?? ''
  return ['nothing-restored', 'restore-blocked'].includes(code)
    ? unlessEqual('refusal', refusal, code)
    : []
}
