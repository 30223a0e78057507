import type { UserRecord } from '../snapshot/records.ts'
import { noSkips } from '../outcome.ts'
import { isMfaUnknown } from './classify.ts'

/** What has been counted of the users of a pool. */
export interface UserTally {
  users: number
  skippedUsers: number
  skipped: ReturnType<typeof noSkips>
  mfaUnknown: number
  byStatus: Record<string, number>
  /** Users that Cognito listed once more than once; they are written once. */
  duplicates: number
}

export function newUserTally(): UserTally {
  return {
    users: 0,
    skippedUsers: 0,
    skipped: noSkips(),
    mfaUnknown: 0,
    // Without a prototype: the names of its keys come from Cognito.
    byStatus: Object.create(null) as Record<string, number>,
    duplicates: 0
  }
}

export function countUser(tally: UserTally, record: UserRecord): void {
  tally.users += 1
  tally.byStatus[record.status] = (tally.byStatus[record.status] ?? 0) + 1
  if (record.skip.length > 0) tally.skippedUsers += 1
  for (const reason of record.skip) tally.skipped[reason] += 1
  if (isMfaUnknown(record)) tally.mfaUnknown += 1
}
