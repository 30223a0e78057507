/**
 * A rate limit: `rate` requests a second, and as many at once as one second's
 * worth. The documentation doesn't say which burst Cognito accepts; one second
 * is an assumption.
 */
export class TokenBucket {
  readonly #rate: number
  readonly #capacity: number
  #tokens: number
  #filledAt = -Infinity

  constructor(rate: number) {
    this.#rate = rate
    // A rate below one a second must still let a whole request through.
    this.#capacity = Math.max(rate, 1)
    this.#tokens = this.#capacity
  }

  /** Whether a request would be let through at `now` (milliseconds). */
  has(now: number): boolean {
    this.#fill(now)
    return this.#tokens >= 1
  }

  /** Lets one request through at `now`; ask {@link has} before. */
  take(now: number): void {
    this.#fill(now)
    this.#tokens -= 1
  }

  #fill(now: number): void {
    const gained = ((now - this.#filledAt) / 1000) * this.#rate
    this.#tokens = Math.min(this.#capacity, this.#tokens + gained)
    this.#filledAt = now
  }
}
