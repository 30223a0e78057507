import { amount } from '../../shared/amount.ts'
import type {
  ExportOutcome,
  Outcome,
  VerifyOutcome
} from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { stacked, table } from './summary-table.ts'

/** The counts of an export or a verification. */
export function snapshotTotals(outcome: ExportOutcome | VerifyOutcome): string {
  const { users } = outcome
  const isSound = outcome.mode === 'export' || outcome.wouldRestore === true
  const skippedUsers = isSound ? outcome.skippedUsers : undefined
  const counts: [string, number | undefined][] = [
    ['Users', users],
    ['Groups', outcome.groups],
    ['Memberships', outcome.memberships],
    [
      'Restored by default',
      users === undefined || skippedUsers === undefined
        ? undefined
        : users - skippedUsers
    ],
    ['Skipped by default', skippedUsers],
    ['MFA not known', outcome.mfaUnknown === 0 ? undefined : outcome.mfaUnknown]
  ]
  const known = counts.flatMap(([what, count]) =>
    count === undefined ? [] : [[what, formatCount(count)] as const]
  )
  return stacked([rowOfCounts(known), billed(outcome)])
}

/** Counts next to each other; blank if there are none. */
export function rowOfCounts(
  counts: readonly (readonly [what: string, count: string])[]
): string {
  const headings = counts.map(([what]) => what)
  const row = counts.map(([, count]) => count)
  // In other tables the first column is text.
  return counts.length === 0
    ? ''
    : table(headings, [row]).replace('\n| --- |', '\n| ---: |')
}

/**
 * How many users AWS may bill because of the run; blank for none. Whether it bills a
 * look-up of groups is not known.
 */
export function billed({ mode, status, billedUsers }: Outcome): string {
  if (mode === 'verify' || !billedUsers) return ''
  const users = amount(billedUsers, 'user')
  return status === 'planned'
    ? `**AWS may bill ${users}** as monthly active because of this restore.`
    : `**AWS may bill ${users}** as monthly active because of this run.`
}
