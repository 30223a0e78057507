import type { Warning } from '../../shared/outcome.ts'
import type { MembershipRecord } from '../../snapshot/records.ts'
import type { ComparedUser, UserChanges } from './changes.ts'
import type { ComparedGroup } from './group-comparison.ts'
import { UserComparison, type ComparedPools } from './user-comparison.ts'

/** One of the two sides of a comparison: a snapshot, or a pool as it is. */
export interface Side {
  userPoolId: string
  /**
   * Hands over every user, some of them twice.
   * @param found how many different ones were handed over so far
   */
  readUsers(
    onUser: (user: ComparedUser) => void,
    found: () => number
  ): Promise<void>
  readGroups(onGroup: (group: ComparedGroup) => void): Promise<void>
  /** After the groups. */
  readMemberships(
    onMembership: (membership: MembershipRecord) => void
  ): Promise<void>
}

/**
 * Reads what restores have announced.
 *
 * @param announce is given old and new `sub`s, those of the newest restore first
 * @returns a warning where not all of it could be read
 */
export type ReadAnnounced = (
  announce: (oldSub: string, newSub: string) => void
) => Promise<Warning | undefined>

/**
 * Reads both sides, and counts what has changed from the earlier to the later.
 *
 * @throws what reading a side throws
 */
export async function compareSides(
  before: Side,
  now: Side,
  { salt, schema = [] }: Pick<ComparedPools, 'salt' | 'schema'>,
  readAnnounced: ReadAnnounced
): Promise<{ changes: UserChanges; warning: Warning | undefined }> {
  const comparison = new UserComparison({
    salt,
    schema,
    before: before.userPoolId,
    now: now.userPoolId
  })
  let usersBefore = 0
  await before.readUsers(
    user => {
      comparison.userBefore(user)
      usersBefore += 1
    },
    () => usersBefore
  )
  const warning = await readAnnounced((oldSub, newSub) => {
    comparison.announce(oldSub, newSub)
  })
  await now.readUsers(
    user => comparison.userNow(user),
    () => comparison.found
  )
  await before.readGroups(group => comparison.groupBefore(group))
  await now.readGroups(group => comparison.groupNow(group))
  await before.readMemberships(one => comparison.membershipBefore(one))
  await now.readMemberships(one => comparison.membershipNow(one))
  return { changes: comparison.changes, warning }
}
