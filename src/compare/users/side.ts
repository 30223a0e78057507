import type { Warning } from '../../shared/outcome.ts'
import { together } from '../../shared/together.ts'
import type { MembershipRecord } from '../../snapshot/records.ts'
import type { ComparedUser, UserChanges } from './changes.ts'
import type { ComparedGroup } from './group-comparison.ts'
import { UserComparison, type ComparedPools } from './user-comparison.ts'

/** One of the two sides of a comparison: a snapshot, or a pool as it is. */
export interface Side {
  userPoolId: string
  /**
   * Hands over every user, some of them twice.
   * @param onUsers takes a page; the next one comes when it is ready
   * @param found how many different ones were handed over so far
   */
  readUsers(
    onUsers: (users: readonly ComparedUser[]) => Promise<void> | void,
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

/** Some 10 MB. */
const MOST_AHEAD = 100_000

/**
 * Reads both sides at once, and counts what has changed from the earlier to the
 * later. Neither is still read when this returns or throws.
 *
 * @param stop ends the reading of both sides; aborted when one of them fails
 * @param mostAhead users of the later side may be ahead of the earlier one
 * @throws what reading a side throws, the first of both
 */
export async function compareSides(
  before: Side,
  now: Side,
  settings: Omit<ComparedPools, 'before' | 'now'>,
  readAnnounced: ReadAnnounced,
  stop: AbortController,
  mostAhead = MOST_AHEAD
): Promise<{ changes: UserChanges; warning: Warning | undefined }> {
  const comparison = new UserComparison({
    ...settings,
    before: before.userPoolId,
    now: now.userPoolId
  })
  const usersBefore = readUsersBefore()
  const groupsBefore = usersBefore.then(() =>
    before.readGroups(group => comparison.groupBefore(group))
  )
  const membershipsBefore = groupsBefore.then(() =>
    before.readMemberships(one => comparison.membershipBefore(one))
  )
  const usersNow = now.readUsers(
    async users => {
      if (comparison.strangers >= mostAhead) await usersBefore
      for (const user of users) comparison.userNow(user)
    },
    () => comparison.found
  )
  const groupsNow = groupsBefore.then(() =>
    now.readGroups(group => comparison.groupNow(group))
  )
  const reading = [usersBefore, membershipsBefore, usersNow, groupsNow]
  await together(
    stop.signal,
    reading.map(work => () => work),
    () => stop.abort()
  )
  await now.readMemberships(one => comparison.membershipNow(one))
  return { changes: comparison.changes, warning: await usersBefore }

  async function readUsersBefore(): Promise<Warning | undefined> {
    let read = 0
    await before.readUsers(
      users => {
        for (const user of users) comparison.userBefore(user)
        read += users.length
      },
      () => read
    )
    return readAnnounced((oldSub, newSub) => {
      comparison.announce(oldSub, newSub)
    })
  }
}
