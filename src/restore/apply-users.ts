import { pMapIterable } from 'p-map'
import { cancelled } from '../errors.ts'
import type { RestoreOutcome } from '../outcome.ts'
import type { Progress } from '../world.ts'
import { applyUser, type ApplyTools, type UserResult } from './apply-user.ts'
import { countFailure, isForEverybody } from './failures.ts'
import type { UserCreation } from './plan.ts'

/** Users who are being restored at a time. */
const CONCURRENCY = 12

// Results come out in order. So many may wait behind one that is being retried
// before no further user is begun.
const WAITING_RESULTS = 500

/**
 * Carries out the creations of a plan. A failure that would meet everybody, a
 * cancellation or an unreadable snapshot lets the users under way finish, so that
 * the counts are true, and takes on no others.
 *
 * @param creations read only as fast as users are created
 * @param expected how many creations there are, for the progress lines
 * @throws AwsCallError that would hit everybody; UserError `cancelled`; whatever
 *   `creations` throws
 */
export async function applyUsers(
  creations: AsyncIterable<UserCreation>,
  expected: number,
  tools: ApplyTools & { progress: Progress; signal: AbortSignal },
  outcome: RestoreOutcome
): Promise<void> {
  const piece = tools.progress.start('Restoring users', 'user', expected)
  let stop: { because: unknown } | undefined

  async function* untilStopped() {
    try {
      for await (const plan of creations) {
        if (tools.signal.aborted) stop ??= { because: cancelled() }
        if (stop !== undefined) return
        yield plan
      }
    } catch (error) {
      stop ??= { because: error }
    }
  }

  const count = startCounts(outcome)
  const results = pMapIterable(untilStopped(), plan => applyUser(plan, tools), {
    concurrency: CONCURRENCY,
    backpressure: WAITING_RESULTS
  })
  try {
    for await (const result of results) {
      count(result)
      piece.advance(1)
      const fatal = result.failures.find(isForEverybody)
      if (fatal !== undefined) stop ??= { because: fatal }
    }
  } finally {
    piece.end()
  }
  if (stop !== undefined) throw stop.because
}

/** Counts straight into the outcome, so that a run that stops has them too. */
function startCounts(outcome: RestoreOutcome): (result: UserResult) => void {
  const counts = {
    usersCreated: 0,
    usersFailed: 0,
    membershipsAdded: 0,
    membershipsFailed: 0,
    billedUsers: 0
  }
  Object.assign(outcome, counts)
  return result => {
    if (result.failures.length === 0) counts.usersCreated += 1
    else counts.usersFailed += 1
    if (result.isCreated) counts.billedUsers += 1
    counts.membershipsAdded += result.membershipsAdded
    counts.membershipsFailed += result.membershipsFailed
    for (const failure of result.failures) {
      countFailure(outcome.failures, failure)
    }
    Object.assign(outcome, counts)
  }
}
