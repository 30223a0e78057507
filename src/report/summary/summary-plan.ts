import { amount } from '../../shared/amount.ts'
import type { PlanFacts, RestoreOutcome } from '../../shared/outcome.ts'
import { formatCount, readableDuration } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { importPlan, importPlanLines } from './summary-import.ts'
import { section, table } from './summary-table.ts'

/** A plan's facts besides the counts of users and groups. */
export function planTables(outcome: RestoreOutcome): string {
  const { plan, status } = outcome
  if (plan === undefined) return ''
  if (status === 'failed') return ''
  if (status !== 'planned') {
    const rows = factorRows(plan).map(([what, count]) => [
      markdownText(what),
      formatCount(count)
    ])
    return section('MFA that is gone', table(['', 'Users'], rows))
  }
  return [
    section(
      'What it means',
      table(
        ['', 'Count'],
        consequences(outcome, plan).map(([what = '', count = '']) => [
          markdownText(what),
          count
        ])
      )
    ),
    importPlan(plan.importing),
    section(
      'How long it takes',
      [
        table(
          ['Quota category', 'Calls', 'Time'],
          plan.work.map(({ category, calls, seconds }) => [
            markdownCode(category),
            formatCount(calls),
            readableDuration(seconds * 1000)
          ])
        ),
        plan.work.length === 0
          ? 'Nothing would be written.'
          : `${readableDuration(slowest(plan) * 1000)} altogether: the categories work side by side, and the slowest one decides.`
      ]
        .filter(part => part !== '')
        .join('\n\n')
    )
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

function slowest({ work }: PlanFacts): number {
  return Math.max(...work.map(({ seconds }) => seconds))
}

function consequences(outcome: RestoreOutcome, plan: PlanFacts): string[][] {
  const rows: [string, number][] = [
    ['Users that an interrupted run left half done', plan.resumed],
    ['Conflicts: users not proven to be the same', outcome.conflicts ?? 0],
    ['Memberships to add', outcome.membershipsAdded ?? 0],
    ['… of them in groups that carry an IAM role', plan.membershipsWithRole],
    [
      '… of them in the pool’s own groups of identity providers',
      plan.providerGroups.membershipsMoved
    ],
    [
      'Memberships left out with the source’s groups of identity providers',
      plan.providerGroups.membershipsLeft
    ],
    ['Memberships to remove', outcome.membershipsRemoved ?? 0],
    ['Custom attributes to add to the pool', plan.customAttributes.length],
    ...factorRows(plan)
  ]
  return rows
    .filter(([what, count]) => count > 0 || what === 'Memberships to add')
    .map(([what, count]) => [what, formatCount(count)])
}

function factorRows({ factorsLost }: PlanFacts): [string, number][] {
  return [...factorsLost].map(([factor, count]) => [
    `Users who lose the factor ${factor}`,
    count
  ])
}

/**
 * The results of a dry run as lines for the log, for people without the job
 * summary; empty for other runs.
 */
export function planLines(outcome: RestoreOutcome): string[] {
  const { plan, status } = outcome
  if (plan === undefined || status !== 'planned') return []
  const line = (what: string, count = 0) => `${what}: ${formatCount(count)}`
  return [
    line('Users to create', outcome.usersCreated),
    line('Users to update', outcome.usersUpdated),
    line('Users to keep', outcome.usersExisting),
    line('Users to skip', outcome.skippedUsers),
    line('Users that Cognito would refuse', outcome.usersFailed),
    line('Groups to create', outcome.groupsCreated),
    ...consequences(outcome, plan).map(row => row.join(': ')),
    ...importPlanLines(plan.importing),
    ...plan.work.map(
      ({ category, calls, seconds }) =>
        `${category}: ${amount(calls, 'call')}, ${readableDuration(seconds * 1000)}`
    )
  ]
}
