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

export interface ClockOptions {
  clock?: Clock
  /** How far the simulator's clock starts in the past; `advanceClock` moves it. */
  startAgoMs?: number
}

/** A clock that can be put on, and that may start in the past. */
export class MovableClock implements Clock {
  readonly #base: Clock
  readonly #behindMs: number
  #advancedMs = 0

  constructor({ clock = systemClock, startAgoMs = 0 }: ClockOptions) {
    this.#base = clock
    this.#behindMs = startAgoMs
  }

  now(): number {
    return this.#base.now() - this.#behindMs + this.#advancedMs
  }

  elapsed(): number {
    return this.#base.elapsed() + this.#advancedMs
  }

  advance(ms: number): void {
    this.#advancedMs += ms
  }
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now()
}
