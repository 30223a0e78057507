import type { PoolClient } from '../../cognito/calls/pool-client.ts'
import type { PoolDescription } from '../../cognito/describe-pool.ts'
import { USERS_PER_PAGE } from '../../cognito/users.ts'
import { amount } from '../../shared/amount.ts'
import type { Log, Progress } from '../../shared/world.ts'
import { signInKey } from './attributes.ts'
import { collectUsers } from './list-users.ts'
import { CALLS_ABOUT_CASE, lookUpUsers } from './look-up-users.ts'
import { readGroupsOf, readMembers } from './read-memberships.ts'
import { toFilters, type SoughtValue } from './sought-values.ts'
import { TargetUsers, type ExistingUser } from './target-users.ts'
import type { Target, TargetPool } from './target.ts'

/** Which users of the target pool a restore needs. */
export interface UserNeeds {
  /**
   * All that the plan asks for, where few users are chosen; or why only a
   * listing will do: the end of a sentence. `undefined`: all users are restored.
   */
  sought: readonly SoughtValue[] | string | undefined
  /** Whether users may be compared: by all attributes, and by their groups. */
  areCompared: boolean
  /** Memberships in the snapshot: the pool may have as many. */
  memberships: number
}

export interface ReadTools {
  progress: Progress
  log: Log
  signal: AbortSignal
}

/**
 * Reads the users of the target pool: it looks up the sought values if that
 * takes fewer calls than a listing, and lists all users otherwise. Either way
 * the plan is the same, and bills no user.
 *
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function readUsers(
  pool: PoolClient,
  target: TargetPool,
  needs: UserNeeds,
  tools: ReadTools
): Promise<TargetUsers> {
  const { sought, areCompared } = needs
  const found =
    typeof sought === 'object'
      ? await lookUp(pool, target.description, sought, areCompared, tools)
      : sought
  if (typeof found === 'string') {
    tools.log.info(`The users of the target pool are listed, because ${found}.`)
  }
  return typeof found === 'object'
    ? found
    : await list(pool, target.description, areCompared, tools)
}

async function list(
  pool: PoolClient,
  description: PoolDescription,
  areCompared: boolean,
  { progress, signal }: ReadTools
): Promise<TargetUsers> {
  const users = new TargetUsers(description, areCompared)
  const estimate = description.estimatedNumberOfUsers
  const piece = progress.start(
    'Reading the users of the target pool',
    'user',
    estimate
  )
  try {
    await collectUsers(pool, estimate, users, piece, signal)
  } finally {
    piece.end()
  }
  return users
}

/** @returns why the users must be listed: the end of a sentence */
async function lookUp(
  pool: PoolClient,
  description: PoolDescription,
  sought: readonly SoughtValue[],
  areCompared: boolean,
  { log, signal }: ReadTools
): Promise<TargetUsers | string> {
  const filters = toFilters(sought, description)
  if (typeof filters === 'string') return filters
  const pages = (description.estimatedNumberOfUsers ?? 0) / USERS_PER_PAGE
  const aboutCase = filters.some(one => one.isAnyCase) ? CALLS_ABOUT_CASE : 0
  if (filters.length + aboutCase >= pages) {
    return 'that takes no more calls than to look up the chosen ones'
  }
  log.info(
    `The chosen users are looked up in the target pool by ${amount(filters.length, 'filter')}. A listing would take about ${amount(Math.ceil(pages), 'call')}.`
  )
  const keys = sought.map(({ attribute, value }) =>
    signInKey(description, attribute, value)
  )
  const users = new TargetUsers(description, areCompared, new Set(keys))
  const add = users.add.bind(users)
  return (await lookUpUsers(pool, filters, add, signal)) ?? users
}

/**
 * Reads the groups of the users that may be compared: by user or by group,
 * whichever takes fewer calls. To read them by user may bill the user, so the
 * snapshot must be checked before.
 *
 * @throws AwsCallError; UserError `listing`, `cancelled` or `out-of-time`
 */
export async function readMemberships(
  pool: PoolClient,
  { groups, description, users }: Target,
  { sought, areCompared, memberships }: UserNeeds,
  { log, signal }: Pick<ReadTools, 'log' | 'signal'>
): Promise<void> {
  if (!areCompared || users.size === 0) return
  if (typeof sought === 'object') {
    const few = new Set<ExistingUser>()
    for (const { attribute, value, isIdentifying } of sought) {
      if (!isIdentifying) continue
      const found =
        attribute === 'username'
          ? users.named(value)
          : users.signingInBy(signInKey(description, attribute, value))
      if (found !== undefined) few.add(found)
    }
    const byGroup = groups.size + Math.floor(memberships / USERS_PER_PAGE)
    if (few.size < byGroup) {
      const lacks = await readGroupsOf([...few], pool, groups, users, signal)
      if (lacks === undefined) return
      log.info(
        `The members of all groups are listed, because the role lacks ${lacks}.`
      )
    }
  }
  await readMembers(pool, groups, users, signal)
}
