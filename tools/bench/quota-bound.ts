import {
  categoryOf,
  perPoolCategories,
  perPoolLimit,
  unlisted
} from '../../simulator/quota-table.ts'
import type { QuotaUse } from '../../simulator/quotas.ts'

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

/**
 * The same for the writes of a restore into one pool: those of a category share
 * its limit, and where Cognito allows a pool only so many calls of a single
 * operation, such as CreateGroup, that counts too.
 *
 * @param calls by operation, of whatever service
 * @param use the limit of each category in requests a second
 */
export function writeBound(
  calls: Readonly<Record<string, number>>,
  use: Readonly<Record<string, Pick<QuotaUse, 'limit'>>>,
  quotaShare: number
): QuotaBound | undefined {
  return boundOf(calls, use, quotaShare, operation => !isRead(operation))
}

/**
 * The same for reads of one pool. Operations that AWS lists in no category count
 * as UserPoolResourceRead, as the action paces them.
 */
export function readBound(
  calls: Readonly<Record<string, number>>,
  use: Readonly<Record<string, Pick<QuotaUse, 'calls' | 'limit'>>>,
  quotaShare: number
): QuotaBound | undefined {
  const { UserPoolResourceRead: resources, [unlisted]: others } = use
  const start =
    resources === undefined || others === undefined
      ? {}
      : { UserPoolResourceRead: { ...resources, calls: others.calls } }
  return boundOf(calls, use, quotaShare, isRead, start)
}

function boundOf(
  calls: Readonly<Record<string, number>>,
  use: Readonly<Record<string, Pick<QuotaUse, 'limit'>>>,
  quotaShare: number,
  isCounted: (operation: string) => boolean,
  start: Readonly<Record<string, Pick<QuotaUse, 'calls' | 'limit'>>> = {}
): QuotaBound | undefined {
  const counted: Record<string, Pick<QuotaUse, 'calls' | 'limit'>> = {
    ...start
  }
  let bound: QuotaBound | undefined
  for (const [operation, count] of Object.entries(calls)) {
    const category = categoryOf[operation]
    if (category === undefined || !isCounted(operation)) continue
    const limit = use[category]?.limit
    if (limit === undefined) continue
    counted[category] = {
      limit,
      calls: count + (counted[category]?.calls ?? 0)
    }
    if (!perPoolCategories.has(category)) continue
    const seconds = count / ((perPoolLimit * quotaShare) / 100)
    if (seconds > (bound?.seconds ?? 0)) bound = { category, seconds }
  }
  const ofCategory = quotaBound(counted, quotaShare)
  return (ofCategory?.seconds ?? 0) > (bound?.seconds ?? 0) ? ofCategory : bound
}

const isRead = (operation: string) =>
  /^(?:Admin)?(?:Get|List|Describe)/.test(operation)
