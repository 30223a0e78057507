import { amount } from '../amount.ts'
import type { VerifyOutcome } from '../outcome.ts'
import { formatCount } from './numbers.ts'
import { markdownCode, markdownText } from './sanitise.ts'
import { section, table } from './summary-table.ts'

/** What each level has looked at. */
export const LEVELS = {
  contents: 'Every byte and every record (`verify-level: contents`)',
  headers:
    'Sizes, checksums, encryption and versions, no content (`verify-level: headers`)'
}

/** In one line, whether the snapshot would restore. */
export function verdict(outcome: VerifyOutcome): string {
  const { snapshot, status, wouldRestore, level } = outcome
  const name = snapshot === undefined ? '' : ` ${snapshot.id}`
  if (wouldRestore === undefined) {
    return `❌ It is not known whether the snapshot${name} would restore: the verification did not come to its end`
  }
  if (!wouldRestore) return `❌ The snapshot${name} would not restore`
  if (status !== 'complete') {
    return `⚠️ The snapshot${name} would restore, and is not as it should be`
  }
  const users = amount(outcome.users ?? 0, 'user')
  return level === 'headers'
    ? `✅ Nothing speaks against restoring the snapshot${name} of ${users}; its contents were not read`
    : `✅ The snapshot${name} would restore: ${users}, every byte as it was written`
}

const WEIGHTS = {
  blocks: 'would not restore',
  alarms: 'fails the verification',
  remark: 'to know'
}

export function verifyFindings({ findings }: VerifyOutcome): string {
  return section(
    'Findings',
    table(
      ['Code', 'Times', '', ''],
      findings.map(({ code, count, weight, text }) => [
        markdownCode(code),
        formatCount(count),
        WEIGHTS[weight],
        markdownText(text)
      ])
    )
  )
}

/** How the pool has changed since. */
export function driftTable({ drift }: VerifyOutcome): string {
  if (drift === undefined) return ''
  const rows: [string, number][] = [
    ['Added to the pool', drift.added],
    ['Gone from the pool', drift.gone],
    ['Changed (name, status, enabled or attributes)', drift.changed]
  ]
  return section(
    'Users since the snapshot',
    table(
      ['', 'Users'],
      rows.map(([what, count]) => [what, formatCount(count)])
    )
  )
}
