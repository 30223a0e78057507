import { noSkips, type SkipCounts } from '../shared/skip-reasons.ts'
import type { UserRecord } from './records.ts'

/** Counts of a snapshot's users: to write its manifest, or to check it. */
export interface UserCounts {
  users: number
  /** Users with at least one skip reason. */
  skippedUsers: number
  skipped: SkipCounts
  mfaUnknown: number
  byStatus: Record<string, number>
}

export function newUserCounts(): UserCounts {
  return {
    users: 0,
    skippedUsers: 0,
    skipped: noSkips(),
    mfaUnknown: 0,
    // Without a prototype: the names of its keys come from Cognito.
    byStatus: Object.create(null) as Record<string, number>
  }
}

export function countUser(counts: UserCounts, record: UserRecord): void {
  counts.users += 1
  counts.byStatus[record.status] = (counts.byStatus[record.status] ?? 0) + 1
  if (record.skip.length > 0) counts.skippedUsers += 1
  for (const reason of record.skip) counts.skipped[reason] += 1
  if (isMfaUnknown(record)) counts.mfaUnknown += 1
}

/** Whether it is unknown if MFA protects the user (not only by which factor). */
export function isMfaUnknown(record: UserRecord): boolean {
  return record.mfa === 'unknown' && !record.skip.includes('mfa-protected')
}
