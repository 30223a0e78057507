import { UserError } from './errors.ts'
import { untilAborted } from './until-aborted.ts'
import type { Clock } from './world.ts'

/**
 * How a cancelled run ends. The runner sends SIGINT, SIGTERM 7.5 s later, and
 * kills the process after another 2.5 s. A run that still waits for an answer
 * then never says what it did. So it gives up in stages: each signal is aborted
 * at its time after the cancellation. Without a cancellation none is aborted.
 */
export interface Ending {
  /** The run starts no more calls that change a pool. */
  lastWrite: AbortSignal
  /**
   * The run waits for no more calls that change a pool; their effect is
   * unknown.
   */
  lastAnswer: AbortSignal
  /** The run stores no more records of what it did. */
  lastRecord: AbortSignal
  /** The run ends, whatever work is still under way. */
  over: AbortSignal
}

/**
 * When each signal is aborted, in milliseconds after the cancellation. A call
 * that starts before `lastWrite` and takes two seconds still gets its answer.
 * Then there is time to store the report. The rest is reserve for a slow
 * runner.
 */
export const ENDING_MS: Readonly<Record<keyof Ending, number>> = {
  lastWrite: 1500,
  lastAnswer: 3600,
  lastRecord: 5700,
  over: 6000
}

/** How often the stages are checked, in milliseconds. */
const CHECK_EVERY = 50

/** An ending that begins when the run is cancelled. */
export interface WatchedEnding extends Ending {
  /** Stops the timer. Call it, or the process goes on. */
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
 * Waits for the work, but not beyond the end of a cancelled run: whatever the run
 * waits for, such as credentials, it must still say what it did.
 *
 * @throws what the work throws; UserError `cancelled` when the run is over
 */
export function untilOver<T>(
  work: () => Promise<T>,
  { over }: Pick<Ending, 'over'>
): Promise<T> {
  return untilAborted(work(), over, notInTime)
}

function notInTime(): UserError {
  return new UserError(
    'cancelled',
    'The run was cancelled, and not all of it came to its end in time: it may have done more than it counts.'
  )
}
