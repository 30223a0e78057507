import {
  defaultQuotas,
  type QuotaCategory
} from '../../../simulator/quota-table.ts'
import { quotaBound } from '../quota-bound.ts'

/** How long an export of a larger pool takes at the default quotas. */
export interface Projection {
  users: number
  /** What the quota that is used most allows. */
  category: string
  /** At the default share of the quotas, and at all of them. */
  hoursAtDefaultShare: number
  hoursAtFullShare: number
  /** Bytes of all objects, at as many a user as were measured. */
  bytesStored: number
}

/** What `quota-share` is if it is left out, in percent. */
const DEFAULT_SHARE = 80

export interface MeasuredExport {
  users: number
  /** Calls by quota category. */
  calls: Readonly<Record<string, number>>
  bytesStored: number
}

/**
 * Scales a measured export up: its calls and bytes grow with the users, and its
 * time is then what the default quotas allow for these calls.
 *
 * @param users in the larger pool
 * @returns `undefined` when the export made no call that has a quota
 */
export function projectExport(
  measured: MeasuredExport,
  users: number
): Projection | undefined {
  const factor = users / measured.users
  const use = Object.fromEntries(
    Object.entries(measured.calls)
      .filter(([category]) => category in defaultQuotas)
      .map(([category, calls]) => [
        category,
        {
          calls: calls * factor,
          limit: defaultQuotas[category as QuotaCategory]
        }
      ])
  )
  const bound = quotaBound(use, DEFAULT_SHARE)
  if (bound === undefined) return undefined
  const hours = bound.seconds / 3600
  return {
    users,
    category: bound.category,
    hoursAtDefaultShare: hours,
    hoursAtFullShare: (hours * DEFAULT_SHARE) / 100,
    bytesStored: measured.bytesStored * factor
  }
}
