import type { CountedOutcome } from '../../shared/outcome.ts'
import { isWorthAPie, NEUTRAL, pie, type Slice } from './mermaid.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode } from '../sanitise.ts'
import { folded, section, stacked, table } from './summary-table.ts'

/** Users by result and by status, as pies if these say more than a table. */
export function usersAtAGlance(outcome: CountedOutcome): string {
  const fates = fatesOf(outcome)
  const byStatus = outcome.mode === 'restore' ? {} : (outcome.byStatus ?? {})
  const states = Object.entries(byStatus).sort(([, a], [, b]) => b - a)
  const statuses = table(
    ['Status', 'Users'],
    states.map(([status, count]) => [markdownCode(status), formatCount(count)])
  )
  const slices = states.map(([label, count], at): Slice => ({
    label,
    count,
    colour: NEUTRAL[at % NEUTRAL.length] ?? 'grey'
  }))
  const pies = [
    pie(FATES[outcome.status === 'planned' ? 'planned' : outcome.mode], fates),
    pie('Users by status', slices)
  ].filter(chart => chart !== '')
  return section(
    'Users at a glance',
    stacked([
      sideBySide(pies),
      isWorthAPie(slices) ? folded('By status, in numbers', statuses) : statuses
    ])
  )
}

const FATES = {
  export: 'In a default restore',
  verify: 'In a default restore',
  restore: 'What became of users',
  planned: 'What would become of users'
}

/** Slices that add up to all users; empty if the numbers aren't known. */
function fatesOf(outcome: CountedOutcome): Slice[] {
  const { users, skippedUsers, skipped } = outcome
  if (users === undefined || skippedUsers === undefined) return []
  // The restore changed no user.
  if (outcome.mode === 'restore' && outcome.status === 'failed') return []
  const skips: Slice[] =
    skipped === undefined
      ? []
      : [
          {
            label: 'no username',
            count: skipped['no-username'],
            colour: 'amber'
          },
          {
            label: 'protected by MFA',
            count: skipped['mfa-protected'],
            colour: 'orange'
          },
          { label: 'federated', count: skipped.federated, colour: 'purple' }
        ]
  const reasons = skips.reduce((sum, { count }) => sum + count, 0)
  // A user with two reasons would be in two slices.
  const skipping: Slice[] =
    reasons === skippedUsers
      ? skips.map(slice => ({ ...slice, label: `skipped, ${slice.label}` }))
      : [{ label: 'skipped', count: skippedUsers, colour: 'amber' }]
  if (outcome.mode !== 'restore') {
    const created = users - skippedUsers
    return [{ label: 'created', count: created, colour: 'green' }, ...skipping]
  }
  const { usersCreated, usersUpdated, usersFailed } = outcome
  const { usersExisting = 0, conflicts = 0 } = outcome
  const isPlanned = outcome.status === 'planned'
  const fates: Slice[] = [
    { label: 'created', count: usersCreated ?? 0, colour: 'green' },
    { label: 'updated', count: usersUpdated ?? 0, colour: 'blue' },
    {
      label: 'kept as they are',
      count: usersExisting - conflicts,
      colour: 'lightGreen'
    },
    { label: 'conflicts', count: conflicts, colour: 'orange' },
    {
      label: isPlanned ? 'refused' : 'failed',
      count: usersFailed ?? 0,
      colour: 'red'
    },
    ...skipping
  ]
  const told = fates.reduce((sum, { count }) => sum + count, 0)
  // An interrupted run didn't reach all users.
  return told === users
    ? fates
    : [...fates, { label: 'not reached', count: users - told, colour: 'grey' }]
}

/** Half the width of a page, in pixels. */
const HALF = 440

/**
 * Charts next to each other, each at most half a page wide. Only tables have
 * columns in Markdown, and a Markdown table holds no blocks, so this is an HTML
 * table.
 */
function sideBySide(charts: readonly string[]): string {
  if (charts.length === 0) return ''
  const cells = charts.map(chart => `<td width="${HALF}">\n\n${chart}\n\n</td>`)
  return `<table>\n<tr>\n${cells.join('\n')}\n</tr>\n</table>`
}
