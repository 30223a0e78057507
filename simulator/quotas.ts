import type { Clock } from './clock.ts'
import type { QuotaCategory } from './quota-table.ts'
import {
  categoryOf,
  defaultQuotas,
  isQuotaCategory,
  perPoolCategories,
  perPoolLimit,
  unlisted
} from './quota-table.ts'
import { SlidingWindow } from './sliding-window.ts'
import { TokenBucket } from './token-bucket.ts'

/** The use of a category. */
export interface QuotaUse {
  /** Requests a second that the category allows. */
  limit: number
  /** Requests made, throttled ones included. */
  calls: number
  /** The highest use in any five seconds: 0.5 is half of the limit. */
  peakShare: number
}

/** The length of time over which the peak is measured. */
const peakWindowMs = 5000

/** The calls in a category, and when they came. */
interface Measured {
  calls: number
  /** One for each pool or account that has the limit for itself. */
  windows: Map<string, SlidingWindow>
}

/**
 * The request quotas of one account: one bucket a category, shared by all its
 * pools, and one more for each operation and pool where Cognito limits those.
 * Use is measured whether quotas are enforced or not.
 */
export class Quotas {
  readonly #clock: Clock
  readonly #limits: Record<QuotaCategory, number>
  readonly #mode: 'default' | 'none'
  readonly #enforced: (category: QuotaCategory) => boolean
  readonly #buckets = new Map<string, TokenBucket>()
  #use = new Map<QuotaCategory | typeof unlisted, Measured>()

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
    this.#mode = mode
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

  /** Counts an arriving request, even if it is refused later. */
  count(operation: string, userPoolId: string | undefined): void {
    const category = categoryOf[operation] ?? unlisted
    let use = this.#use.get(category)
    if (use === undefined) {
      use = { calls: 0, windows: new Map() }
      this.#use.set(category, use)
    }
    const key = category === unlisted ? onPool(operation, userPoolId) : ''
    let window = use.windows.get(key)
    if (window === undefined) {
      window = new SlidingWindow(peakWindowMs)
      use.windows.set(key, window)
    }
    use.calls += 1
    window.count(this.#clock.elapsed())
  }

  /** Takes one request from the quotas; false if the caller has to refuse it. */
  admit(operation: string, userPoolId: string | undefined): boolean {
    const buckets = this.#bucketsFor(operation, userPoolId)
    const now = this.#clock.elapsed()
    // A request refused by one bucket must not drain the other.
    if (!buckets.every(bucket => bucket.has(now))) return false
    for (const bucket of buckets) bucket.take(now)
    return true
  }

  /** Use by category, of the categories that were used. */
  use(): Record<string, QuotaUse> {
    const use: Record<string, QuotaUse> = {}
    for (const [category, { calls, windows }] of this.#use) {
      const limit =
        category === unlisted ? perPoolLimit : this.#limits[category]
      const peak = Math.max(...Array.from(windows.values(), one => one.peak))
      const allowed = (limit * peakWindowMs) / 1000
      use[category] = { limit, calls, peakShare: peak / allowed }
    }
    return use
  }

  resetUse(): void {
    this.#use = new Map()
  }

  #bucketsFor(
    operation: string,
    userPoolId: string | undefined
  ): TokenBucket[] {
    const category = categoryOf[operation]
    const ofPool = () =>
      this.#bucket(onPool(operation, userPoolId), perPoolLimit)
    if (category === undefined)
      return this.#mode === 'default' ? [ofPool()] : []
    if (!this.#enforced(category)) return []
    const ofAccount = this.#bucket(category, this.#limits[category])
    return userPoolId !== undefined && perPoolCategories.has(category)
      ? [ofAccount, ofPool()]
      : [ofAccount]
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

const onPool = (operation: string, userPoolId: string | undefined) =>
  `${operation} ${userPoolId ?? ''}`
