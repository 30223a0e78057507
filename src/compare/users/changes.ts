import type { UserRecord } from '../../snapshot/records.ts'

/** A user as either side of a comparison has it. */
export type ComparedUser = Pick<
  UserRecord,
  'username' | 'sub' | 'status' | 'enabled' | 'attributes'
>

/**
 * What a user of one side is known by on the other, the surest first: `map` is
 * what a restore says of the `sub`s that it changed.
 */
export const MATCHED_BY = ['sub', 'map', 'username', 'address'] as const
export type MatchedBy = (typeof MATCHED_BY)[number]

/** Those on the earlier side that have no counterpart are gone. */
export interface Changes {
  added: number
  gone: number
  changed: number
}

/** How the users of a pool have changed, in numbers. */
export interface UserChanges {
  users: Changes
  groups: Changes
  /** One that is gone together with its user or its group counts too. */
  memberships: Omit<Changes, 'changed'>
  /** How many users were matched by what. */
  matchedBy: Record<MatchedBy, number>
  /** What there was on the earlier side: the whole that shares are of. */
  before: { users: number; memberships: number }
}
