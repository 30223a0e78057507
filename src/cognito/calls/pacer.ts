import type { Clock } from '../../shared/world.ts'
import {
  categoryOf,
  DEFAULT_QUOTAS,
  PER_POOL_CATEGORIES,
  PER_POOL_RATE,
  type QuotaCategory
} from './quota-categories.ts'
import { createRate, type Rate } from './rate.ts'

/** How fast a run may call Cognito. */
export interface PacerOptions {
  /** Percent of each quota, 1 to 100; sign-ins share the same quotas. */
  quotaShare: number
  /** The account's real quotas, in requests a second, from the input quotas. */
  quotas: Readonly<Partial<Record<QuotaCategory, number>>>
}

/** Makes each call wait for its turn, by quota category. */
export interface Pacer {
  /** @returns whether the turn came before the signal was aborted */
  turn(operation: string, signal?: AbortSignal): Promise<boolean>
  throttled(operation: string): void
  /**
   * Sets the quota of a category, in requests a second. Call it before the
   * category's first turn. A quota of the user stands.
   */
  learn(category: QuotaCategory, perSecond: number): void
  /** How often an operation may be called while Cognito throttles nothing. */
  paceOf(operation: string): Pace
}

export interface Pace {
  category: QuotaCategory
  /** Calls a second of all operations of the category together. */
  perSecond: number
}

/**
 * Operations that never wait. A cancelled run stops its import job once and may
 * have no time for a turn; a job that isn't stopped goes on importing users.
 */
const AT_ONCE: ReadonlySet<string> = new Set(['StopUserImportJob'])

export function createPacer(options: PacerOptions, clock: Clock): Pacer {
  const learned = new Map<QuotaCategory, number>()
  const rates = new Map<string, Rate>()

  function rate(name: string, perSecond: number): Rate {
    const known = rates.get(name)
    if (known !== undefined) return known
    const share = options.quotaShare / 100
    const created = createRate(perSecond * share, clock)
    rates.set(name, created)
    return created
  }

  function quotaOf(category: QuotaCategory): number {
    return (
      options.quotas[category] ??
      learned.get(category) ??
      DEFAULT_QUOTAS[category]
    )
  }

  function ratesOf(operation: string): Rate[] {
    const category = categoryOf(operation)
    const said = options.quotas[category]
    const quota = quotaOf(category)
    const ofCategory = rate(category, quota)
    // A quota of the user is meant for this pool, too.
    if (!PER_POOL_CATEGORIES.has(category) || said !== undefined) {
      return [ofCategory]
    }
    return [ofCategory, rate(`${category} ${operation}`, PER_POOL_RATE)]
  }

  return {
    async turn(operation, signal) {
      if (AT_ONCE.has(operation)) return true
      for (const { turn } of ratesOf(operation)) {
        if (!(await turn(signal))) return false
      }
      return true
    },
    throttled(operation) {
      for (const { throttled } of ratesOf(operation)) throttled()
    },
    learn(category, perSecond) {
      learned.set(category, perSecond)
    },
    paceOf(operation) {
      const category = categoryOf(operation)
      const quota = quotaOf(category)
      const isLimited =
        PER_POOL_CATEGORIES.has(category) &&
        options.quotas[category] === undefined
      const most = isLimited ? Math.min(quota, PER_POOL_RATE) : quota
      return { category, perSecond: (most * options.quotaShare) / 100 }
    }
  }
}
