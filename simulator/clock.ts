import { performance } from 'node:perf_hooks'

/**
 * The two times of the simulator. A test passes its own, so that an hour passes
 * at once.
 */
export interface Clock {
  /** Wall-clock time, in milliseconds since the epoch. */
  now(): number
  /** A time that never jumps, in milliseconds, for measuring rates. */
  elapsed(): number
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now()
}
