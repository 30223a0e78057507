import { pMapIterable } from 'p-map'
import { reasonToStop } from '../../../shared/errors.ts'
import type { RestoreOutcome } from '../../../shared/outcome.ts'
import type { Progress } from '../../../shared/world.ts'
import type { RestoreReport } from '../../../snapshot/restore-report.ts'
import type { PlannedUser } from '../../plan/users/user-plan.ts'
import { applyCreation } from './apply-creation.ts'
import { applyUpdate } from './apply-update.ts'
import { countFailure, failsEveryUser } from './failures.ts'
import { readyFirst } from './ready-first.ts'
import { reportLine } from './report-line.ts'
import { isOfOtherRun, type ApplyTools, type UserResult } from './user-steps.ts'

/**
 * How many users are restored at a time. Each waits for its calls in turn, so
 * fewer would not use up the quotas if a call takes 300 ms.
 */
const CONCURRENCY = 64

// Results come in order. This many may wait behind a user that is being
// retried, before no further user begins.
const WAITING_RESULTS = 500

export interface ApplyUsersTools extends ApplyTools {
  progress: Progress
  signal: AbortSignal
  report: RestoreReport
}

/**
 * Carries out the plan of each user. A failure that would hit every user, a
 * cancellation or an unreadable snapshot starts no further user, but lets those
 * under way finish, so that the counts are true. If a cancelled run has no time
 * left for a user, the user counts as unfinished. If the answer to its creation
 * is missing, it counts as unknown.
 *
 * @param planned is read only as fast as users are restored: see readyFirst
 * @param expected how many users will be written to, for the progress lines
 * @throws AwsCallError that would fail every user; UserError `cancelled` or
 *   `out-of-time`; what `planned` throws
 */
export async function applyUsers<User extends PlannedUser>(
  planned: AsyncIterable<User>,
  expected: number,
  tools: ApplyUsersTools,
  outcome: RestoreOutcome,
  { label, apply }: UserWork<User> = BY_API
): Promise<void> {
  const { signal, report } = tools
  const piece = tools.progress.start(label, 'user', expected)
  let stop: { because: unknown } | undefined

  /** Whether the run stops, for whatever reason. Notes a signal to stop. */
  function checkStop(): boolean {
    const reason = reasonToStop(signal)
    if (reason !== undefined) stop ??= { because: reason }
    return stop !== undefined
  }

  async function* untilStopped() {
    try {
      for await (const user of readyFirst(planned, tools.groups)) {
        if (checkStop()) return
        yield user
      }
    } catch (error) {
      stop ??= { because: error }
    }
  }

  const count = startCounts(outcome, tools.billed)
  const results = pMapIterable(
    untilStopped(),
    async user => {
      // This user was read before the run had to stop.
      if (checkStop()) return undefined
      const result = await apply(user, tools)
      const fatal = result?.failures.find(failsEveryUser)
      if (fatal !== undefined) stop ??= { because: fatal }
      return { user, result }
    },
    { concurrency: CONCURRENCY, backpressure: WAITING_RESULTS }
  )
  try {
    for await (const done of results) {
      if (done === undefined) continue
      const { user, result } = done
      if (result?.isInterrupted === true) {
        // If all users are under way, no later user notices the signal.
        checkStop()
      }
      if (result !== undefined && isUntouched(result)) continue
      report.add(reportLine(user, result))
      const { plan, record } = user
      // An earlier run has created this user and ended before it recorded that.
      if (plan.action === 'keep' && plan.isOurs) {
        tools.created.add(record.sub, plan.sub)
      }
      count(user, result)
      if (result !== undefined) piece.advance(1)
    }
  } finally {
    piece.end()
  }
  if (stop !== undefined) throw stop.because
}

/** Whether the run ended before it made the first call for the user. */
export function isUntouched(result: UserResult): boolean {
  const { isInterrupted, isInDoubt, isWritten, failures } = result
  return isInterrupted && !isInDoubt && !isWritten && failures.length === 0
}

/** What to do for each user, and its name in the progress lines. */
export interface UserWork<User> {
  label: string
  apply: (user: User, tools: ApplyTools) => Promise<UserResult | undefined>
}

const BY_API: UserWork<PlannedUser> = {
  label: 'Restoring users',
  apply: applyByApi
}

/** Users that are kept, skipped or refused need no call. */
async function applyByApi(
  { plan }: PlannedUser,
  tools: ApplyTools
): Promise<UserResult | undefined> {
  if (plan.action === 'create') return await applyCreation(plan, tools)
  if (plan.action === 'update') return await applyUpdate(plan, tools)
  return undefined
}

/**
 * Counts into the outcome, so that a run that stops has the counts too. It
 * continues from the counts that are there.
 */
function startCounts(
  outcome: RestoreOutcome,
  billed: ReadonlySet<string>
): (user: PlannedUser, result: UserResult | undefined) => void {
  const counts = {
    usersCreated: outcome.usersCreated ?? 0,
    usersUpdated: outcome.usersUpdated ?? 0,
    usersExisting: outcome.usersExisting ?? 0,
    conflicts: outcome.conflicts ?? 0,
    usersFailed: outcome.usersFailed ?? 0,
    usersUnfinished: outcome.usersUnfinished ?? 0,
    usersUnknown: outcome.usersUnknown ?? 0,
    membershipsAdded: outcome.membershipsAdded ?? 0,
    membershipsRemoved: outcome.membershipsRemoved ?? 0,
    membershipsFailed: outcome.membershipsFailed ?? 0,
    billedUsers: outcome.billedUsers ?? 0
  }
  Object.assign(outcome, counts)
  return ({ plan }, result) => {
    if (plan.action === 'fail') {
      counts.usersFailed += 1
      const { failures } = outcome
      failures.set(plan.code, (failures.get(plan.code) ?? 0) + 1)
    }
    if (result !== undefined) {
      if (result.failures.length > 0) counts.usersFailed += 1
      else if (result.found !== undefined) {
        counts.usersExisting += 1
        if (result.found.isConflict) counts.conflicts += 1
      } else if (result.isInterrupted) {
        // No answer tells whether the user was created, if that is in doubt.
        if (isThere(result)) counts.usersUnfinished += 1
        else counts.usersUnknown += 1
      } else if (plan.action === 'update') counts.usersUpdated += 1
      else if (isOfOtherRun(plan, result)) counts.usersExisting += 1
      else counts.usersCreated += 1
      if (result.isWritten || result.isInDoubt) outcome.hasWritten = true
      const isCounted = result.sub !== undefined && billed.has(result.sub)
      if (result.isBilled && !isCounted) counts.billedUsers += 1
      counts.membershipsAdded += result.membershipsAdded
      counts.membershipsRemoved += result.membershipsRemoved
      counts.membershipsFailed += result.membershipsFailed
      for (const failure of result.failures) {
        countFailure(outcome.failures, failure)
      }
    }
    Object.assign(outcome, counts)
  }
}

/** Whether the user is known to exist. */
function isThere({ isWritten, sub }: UserResult): boolean {
  return isWritten || sub !== undefined
}
