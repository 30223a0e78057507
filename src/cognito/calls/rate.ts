import type { Clock } from '../../shared/world.ts'

/**
 * Turns stay a little below the rate, because calls may arrive closer together
 * than they left.
 */
const MARGIN = 0.98

/** A throttle halves the rate, but never below this share of it. */
const LOWEST = 1 / 16
const SLOWER = 0.5

/** A slowed rate grows again by this factor, */
const FASTER = 1.25
/** each time this many milliseconds pass without a throttle. */
const RECOVERY_MS = 2000

/** Throttles within this time are one event: calls in flight fail together. */
const SAME_EVENT_MS = 1000

/** The turns of callers who share a rate. */
export interface Rate {
  /**
   * Waits for the caller's turn. Callers get their turns in order.
   *
   * @returns whether the turn came before the signal was aborted
   */
  turn: (signal?: AbortSignal) => Promise<boolean>
  /** Slows down for a while, because Cognito refused a call as too fast. */
  throttled: () => void
}

/**
 * A rate without bursts: turns are evenly spaced, so no period of time holds more
 * of them than the rate allows.
 *
 * @param perSecond turns a second
 */
export function createRate(perSecond: number, clock: Clock): Rate {
  const interval = 1000 / (perSecond * MARGIN)
  let nextTurn = -Infinity
  let factor = 1
  let changedAt = -Infinity
  let throttledAt = -Infinity

  function currentFactor(now: number): number {
    while (factor < 1 && now - changedAt >= RECOVERY_MS) {
      factor = Math.min(1, factor * FASTER)
      changedAt += RECOVERY_MS
    }
    return factor
  }

  return {
    async turn(signal) {
      const isAborted = () => signal?.aborted === true
      if (isAborted()) return false
      const now = clock.now()
      const turn = Math.max(now, nextTurn)
      nextTurn = turn + interval / currentFactor(now)
      if (turn <= now) return true
      // An aborted turn stays a gap in the queue: the run is about to end.
      await clock.sleep(turn - now, signal)
      return !isAborted()
    },
    throttled() {
      const now = clock.now()
      if (now - throttledAt < SAME_EVENT_MS) return
      throttledAt = now
      factor = Math.max(LOWEST, currentFactor(now) * SLOWER)
      changedAt = now
      nextTurn = Math.max(nextTurn, now + interval / factor)
    }
  }
}
