import { UserError } from './errors.ts'
import type { Clock } from './world.ts'

/**
 * How a cancelled run comes to its end. The runner sends SIGINT, SIGTERM 7.5 s
 * later and kills the process after another 2.5 s. A run that is then still
 * waiting for an answer never says what it did, so it waits for less and less:
 * each signal is aborted at its time. None is for a run that isn't cancelled.
 */
export interface Ending {
  /** From now on no call that changes a pool is begun. */
  lastWrite: AbortSignal
  /** … and none is waited for: nobody knows what they will have done. */
  lastAnswer: AbortSignal
  /** From now on nothing is stored of what the run did. */
  lastRecord: AbortSignal
  /** The run ends, whatever is still under way. */
  over: AbortSignal
}

/**
 * When each is aborted, in milliseconds since the cancellation. Calls that take
 * two seconds and are begun before the last write still get their answers, and
 * then the report its time to be stored; the rest is for a runner that is slow.
 */
export const ENDING_MS: Readonly<Record<keyof Ending, number>> = {
  lastWrite: 1500,
  lastAnswer: 3600,
  lastRecord: 5700,
  over: 6000
}

/** How often the clock is looked at, in milliseconds. */
const CHECK_EVERY = 50

/** An ending that is under way once a run is cancelled. */
export interface WatchedEnding extends Ending {
  /** Stops the clock. It must be called, or the process goes on until then. */
  end(): void
}

/** @param cancelled aborted by SIGINT or SIGTERM, and by nothing else */
export function watchForEnding(
  cancelled: AbortSignal,
  clock: Clock
): WatchedEnding {
  const stages = {
    lastWrite: new AbortController(),
    lastAnswer: new AbortController(),
    lastRecord: new AbortController(),
    over: new AbortController()
  }
  let stopTicking: (() => void) | undefined

  function begin(): void {
    const startedAt = clock.now()
    stopTicking = clock.every(CHECK_EVERY, () => {
      const elapsed = clock.now() - startedAt
      for (const stage of STAGES) {
        if (elapsed >= ENDING_MS[stage]) stages[stage].abort()
      }
    })
  }
  if (cancelled.aborted) begin()
  else cancelled.addEventListener('abort', begin, { once: true })
  return {
    lastWrite: stages.lastWrite.signal,
    lastAnswer: stages.lastAnswer.signal,
    lastRecord: stages.lastRecord.signal,
    over: stages.over.signal,
    end() {
      cancelled.removeEventListener('abort', begin)
      stopTicking?.()
    }
  }
}

const STAGES = ['lastWrite', 'lastAnswer', 'lastRecord', 'over'] as const

/**
 * Ends with the work or with the run, whichever is earlier: nothing that the run
 * waits for, such as its credentials, may keep it from saying what it did.
 *
 * @throws what the work throws; UserError `cancelled` when the run is over
 */
export function untilOver<T>(
  work: () => Promise<T>,
  { over }: Pick<Ending, 'over'>
): Promise<T> {
  return new Promise((resolve, reject) => {
    over.addEventListener('abort', () => {
      reject(
        new UserError(
          'cancelled',
          'The run was cancelled, and not all of it came to its end in time: it may have done more than it counts.'
        )
      )
    })
    work().then(resolve, reject)
  })
}
