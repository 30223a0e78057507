import { pMapIterable } from 'p-map'
import { reasonToStop } from '../../shared/errors.ts'
import type { RestoreOutcome } from '../../shared/outcome.ts'
import type { RestoreReport } from '../../snapshot/restore-report.ts'
import type { Progress } from '../../shared/world.ts'
import { applyCreation } from './apply-creation.ts'
import { applyUpdate } from './apply-update.ts'
import { countFailure, isForEverybody } from './failures.ts'
import type { PlannedUser } from '../plan/plan-tally.ts'
import { reportLine } from './report-line.ts'
import { isOfOtherRun, type ApplyTools, type UserResult } from './user-steps.ts'

/**
 * Users who are being restored at a time. Each waits for its calls one after the
 * other, so a few wouldn't use up the quotas where a call takes 300 ms.
 */
const CONCURRENCY = 64

// Results come out in order. So many may wait behind one that is being retried
// before no further user is begun.
const WAITING_RESULTS = 500

export interface ApplyUsersTools extends ApplyTools {
  progress: Progress
  signal: AbortSignal
  report: RestoreReport
}

/**
 * Carries out the plan of each user. A failure that would meet everybody, a
 * cancellation or an unreadable snapshot lets the users under way finish, so that
 * the counts are true, and takes on no others. Whom the ending of a cancelled run
 * leaves no time for is counted as unfinished or, where a creation was given up
 * without an answer, as unknown.
 *
 * @param planned read only as fast as users are restored
 * @param expected how many will be written to, for the progress lines
 * @throws AwsCallError that would hit everybody; UserError `cancelled` or
 *   `out-of-time`; whatever `planned` throws
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

  /** Notes that the run was told to stop; true too once it stops for another reason. */
  function checkStop(): boolean {
    const reason = reasonToStop(signal)
    if (reason !== undefined) stop ??= { because: reason }
    return stop !== undefined
  }

  async function* untilStopped() {
    try {
      for await (const user of planned) {
        if (checkStop()) return
        yield user
      }
    } catch (error) {
      stop ??= { because: error }
    }
  }

  const count = startCounts(outcome)
  const results = pMapIterable(
    untilStopped(),
    async user => {
      // Read ahead, before the run was told to stop or another met what everybody
      // will meet.
      if (checkStop()) return undefined
      const result = await apply(user, tools)
      const fatal = result?.failures.find(isForEverybody)
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
        // All users may be under way by then, so that no other is asked for.
        checkStop()
      }
      if (result !== undefined && isUntouched(result)) continue
      report.add(reportLine(user, result))
      const { plan, record } = user
      // An earlier run has created this user, and was lost before it said so.
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

/** The job was about to end before a first call was made for the user. */
export function isUntouched(result: UserResult): boolean {
  const { isInterrupted, isInDoubt, isWritten, failures } = result
  return isInterrupted && !isInDoubt && !isWritten && failures.length === 0
}

/** What is done for each user, and what the progress lines call it. */
export interface UserWork<User> {
  label: string
  apply: (user: User, tools: ApplyTools) => Promise<UserResult | undefined>
}

const BY_API: UserWork<PlannedUser> = {
  label: 'Restoring users',
  apply: applyByApi
}

/** Nothing is done for users who are kept, skipped or refused. */
async function applyByApi(
  { plan }: PlannedUser,
  tools: ApplyTools
): Promise<UserResult | undefined> {
  if (plan.action === 'create') return await applyCreation(plan, tools)
  if (plan.action === 'update') return await applyUpdate(plan, tools)
  return undefined
}

/**
 * Counts straight into the outcome, so that a run that stops has them too, and on
 * from what it has been counted to before.
 */
function startCounts(
  outcome: RestoreOutcome
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
        // Nobody has told the run of a user whose creation is in doubt.
        if (isThere(result)) counts.usersUnfinished += 1
        else counts.usersUnknown += 1
      } else if (plan.action === 'update') counts.usersUpdated += 1
      else if (isOfOtherRun(plan, result)) counts.usersExisting += 1
      else counts.usersCreated += 1
      if (result.isWritten || result.isInDoubt) outcome.hasWritten = true
      if (result.isBilled) counts.billedUsers += 1
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

/** Whether it is known that the user exists. */
function isThere({ isWritten, sub }: UserResult): boolean {
  return isWritten || sub !== undefined
}
