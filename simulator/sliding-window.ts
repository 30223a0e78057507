/** Finds the most events that ever fell into one stretch of time. */
export class SlidingWindow {
  readonly #width: number
  #times: number[] = []
  #oldest = 0
  #peak = 0

  /** `width` in milliseconds. */
  constructor(width: number) {
    this.#width = width
  }

  /** Counts an event at `now` (milliseconds, never earlier than the last). */
  count(now: number): void {
    this.#times.push(now)
    while ((this.#times[this.#oldest] ?? now) <= now - this.#width)
      this.#oldest += 1
    this.#peak = Math.max(this.#peak, this.#times.length - this.#oldest)
    // Forget what left the window, but not one by one: that would copy the
    // whole array for every event.
    if (this.#oldest > 4096) {
      this.#times = this.#times.slice(this.#oldest)
      this.#oldest = 0
    }
  }

  get peak(): number {
    return this.#peak
  }
}
