import { unlisted } from '../simulator/quota-table.ts'
import type { QuotaUse } from '../simulator/quotas.ts'

/** The quota that no run with the same calls can be faster than. */
export interface QuotaBound {
  category: string
  seconds: number
}

/**
 * The least time that a run can take, by the quota category that it used most:
 * the calls in it, divided by the requests a second that the run may make.
 * Categories don't wait for each other, so the slowest is the bound, not the
 * sum. Refused calls are counted like any other.
 *
 * Limits of a single operation are left out, so those that have no category
 * are: a benchmark's pool needs only a few calls of each.
 *
 * @param use the calls of each category and its limit in requests a second
 * @param quotaShare percent of each limit that the run may use
 * @returns `undefined` when no category was used
 */
export function quotaBound(
  use: Readonly<Record<string, Pick<QuotaUse, 'calls' | 'limit'>>>,
  quotaShare: number
): QuotaBound | undefined {
  let bound: QuotaBound | undefined
  for (const [category, { calls, limit }] of Object.entries(use)) {
    if (category === unlisted) continue
    const seconds = calls / ((limit * quotaShare) / 100)
    if (calls > 0 && seconds > (bound?.seconds ?? 0))
      bound = { category, seconds }
  }
  return bound
}
