import { amount } from '../../shared/amount.ts'
import type { ImportFacts, RestoreOutcome } from '../../shared/outcome.ts'
import { formatCount } from '../numbers.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import { section, table } from './summary-table.ts'

/** Whether import jobs create users, and why; blank if they weren't asked for. */
export function importPlan(importing: ImportFacts): string {
  const lines = importPlanLines(importing)
  return section(
    'How users are created',
    lines.map(line => `- ${markdownText(line)}`).join('\n')
  )
}

/** The same as lines for the log. */
export function importPlanLines(importing: ImportFacts): string[] {
  const { isAsked, isUsed, reason, users, jobs, obstacles } = importing
  if (!isAsked) return []
  const planned = isUsed
    ? [
        `${amount(users, 'user')} in ${amount(jobs, 'import job')}, at Cognito's own pace.`
      ]
    : []
  const left = [...obstacles].map(
    ([obstacle, count]) =>
      `${amount(count, 'user')} ${count === 1 ? "doesn't" : "don't"} fit into an import file: ${obstacle}.`
  )
  return [reason, ...planned, ...left]
}

/** The results of a run's import jobs, and why there were any or none. */
export function importJobs({
  importJobs: jobs,
  plan,
  status
}: RestoreOutcome): string {
  const rows = jobs.map(job => [
    job.id === '' ? 'none' : markdownCode(job.id),
    job.isStarted ? markdownCode(job.status) : 'not started',
    ...[job.rows, job.imported, job.skipped, job.failed].map(formatCount)
  ])
  const reasons =
    plan === undefined || status === 'planned' ? '' : importPlan(plan.importing)
  const ended = section(
    'Import jobs',
    table(['Job', 'Ended as', 'Users', 'Imported', 'Skipped', 'Failed'], rows)
  )
  return [reasons, ended].filter(part => part !== '').join('\n\n')
}
