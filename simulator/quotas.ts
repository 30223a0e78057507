import type { Clock } from './clock.ts'
import type { QuotaCategory } from './quota-table.ts'
import {
  categoryOf,
  defaultQuotas,
  isQuotaCategory,
  perPoolCategories,
  perPoolLimit
} from './quota-table.ts'
import { SlidingWindow } from './sliding-window.ts'
import { TokenBucket } from './token-bucket.ts'

/** How a category was used. */
export interface QuotaUse {
  /** Requests a second that the category allows. */
  limit: number
  /** Requests made, throttled ones included. */
  calls: number
  /** The most of the limit that any five seconds used: 0.5 is half of it. */
  peakShare: number
}

/** The stretch over which the peak is measured. */
const peakWindowMs = 5000

/**
 * The request quotas of one account: one bucket a category, shared by all its
 * pools, and one more for each operation and pool where Cognito limits those.
 * Use is measured whether quotas are enforced or not.
 */
export class Quotas {
  readonly #clock: Clock
  readonly #limits: Record<QuotaCategory, number>
  readonly #enforced: (category: QuotaCategory) => boolean
  readonly #buckets = new Map<string, TokenBucket>()
  #use = new Map<QuotaCategory, { calls: number; window: SlidingWindow }>()

  /**
   * `mode` is `default` to enforce Cognito's own limits or `none` to enforce
   * nothing; a category named in `overrides` (requests a second) is enforced
   * in either mode. Throws a RangeError for a category that doesn't exist.
   */
  constructor(
    clock: Clock,
    mode: 'default' | 'none',
    overrides: Record<string, number>
  ) {
    this.#clock = clock
    for (const name of Object.keys(overrides))
      if (!isQuotaCategory(name))
        throw new RangeError(`There is no quota category ${name}.`)
    this.#limits = { ...defaultQuotas, ...overrides }
    this.#enforced = category =>
      mode === 'default' || Object.hasOwn(overrides, category)
  }

  /** Requests a second that the category allows in this account. */
  limit(category: QuotaCategory): number {
    return this.#limits[category]
  }

  /** Counts one request; false if it has to be refused. */
  admit(operation: string, userPoolId: string | undefined): boolean {
    const category = categoryOf[operation]
    if (category === undefined) return true
    const now = this.#clock.elapsed()
    this.#measure(category, now)
    if (!this.#enforced(category)) return true
    const buckets = [this.#bucket(category, this.#limits[category])]
    if (userPoolId !== undefined && perPoolCategories.has(category))
      buckets.push(this.#bucket(`${operation} ${userPoolId}`, perPoolLimit))
    // A request refused by one bucket must not drain the other.
    if (!buckets.every(bucket => bucket.has(now))) return false
    for (const bucket of buckets) bucket.take(now)
    return true
  }

  /** Use by category, of the categories that were used. */
  use(): Record<string, QuotaUse> {
    const use: Record<string, QuotaUse> = {}
    for (const [category, { calls, window }] of this.#use) {
      const limit = this.#limits[category]
      const allowed = (limit * peakWindowMs) / 1000
      use[category] = { limit, calls, peakShare: window.peak / allowed }
    }
    return use
  }

  resetUse(): void {
    this.#use = new Map()
  }

  #measure(category: QuotaCategory, now: number): void {
    let use = this.#use.get(category)
    if (use === undefined) {
      use = { calls: 0, window: new SlidingWindow(peakWindowMs) }
      this.#use.set(category, use)
    }
    use.calls += 1
    use.window.count(now)
  }

  #bucket(name: string, rate: number): TokenBucket {
    let bucket = this.#buckets.get(name)
    if (bucket === undefined) {
      bucket = new TokenBucket(rate)
      this.#buckets.set(name, bucket)
    }
    return bucket
  }
}
