import type {
  ExportOutcome,
  Outcome,
  RestoreOutcome,
  VerifyOutcome
} from '../outcome.ts'
import { amount } from '../amount.ts'
import { formatCount, formatDuration } from './numbers.ts'
import { markdownCode, markdownText } from './sanitise.ts'
import { importJobs } from './summary-import.ts'
import { skippedTable } from './summary-skipped.ts'
import { planTables } from './summary-plan.ts'
import { restoreTotals } from './summary-restore.ts'
import { section, table } from './summary-table.ts'
import {
  driftTable,
  LEVELS,
  verdict,
  verifyFindings
} from './summary-verify.ts'

/** How a run ended, for the top of the page. */
export interface Ending {
  /** Of the whole run, in milliseconds. */
  durationMs: number
  /** The sentence that the step fails with, if it does. */
  failure: string | undefined
}

/** The job summary: what was done, to which pool, with which snapshot. */
export function renderSummary(outcome: Outcome, ending: Ending): string {
  const parts = [
    `## ${headline(outcome)}`,
    ending.failure === undefined
      ? ''
      : `> [!CAUTION]\n> ${markdownText(ending.failure)}`,
    facts(outcome, ending),
    outcome.mode === 'verify' ? verifyFindings(outcome) : '',
    outcome.mode === 'restore'
      ? restoreTotals(outcome)
      : snapshotTotals(outcome),
    outcome.mode === 'verify' ? driftTable(outcome) : '',
    outcome.mode === 'restore' ? planTables(outcome) : '',
    outcome.mode === 'restore' ? importJobs(outcome) : '',
    skippedTable(outcome),
    outcome.mode === 'restore' ? failureTable(outcome) : '',
    outcome.mode === 'export' ? notCaptured() : ''
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function headline(outcome: Outcome): string {
  if (outcome.mode === 'verify') return verdict(outcome)
  const users = (count: number | undefined) => amount(count ?? 0, 'user')
  const pool = outcome.pool === undefined ? '' : ` ${outcome.pool.id}`
  if (outcome.mode === 'export') {
    return outcome.status === 'complete'
      ? `✅ ${users(outcome.users)} of${pool} backed up`
      : `❌ Export${pool === '' ? '' : ` of${pool}`} failed`
  }
  const into = pool === '' ? '' : ` into${pool}`
  const { usersCreated = 0, usersUpdated = 0 } = outcome
  const restored = users(usersCreated + usersUpdated)
  switch (outcome.status) {
    case 'complete':
      return `✅ ${restored} restored${into}`
    case 'partial':
      return `⚠️ Restored in part: ${restored}${into}`
    case 'planned':
      return `📋 Dry run: ${restored} would be restored${into}`
    case 'failed':
      return `❌ Restore${into} failed`
  }
}

const POOL_ROW = {
  export: 'User pool',
  restore: 'Into user pool',
  verify: 'Compared with user pool'
}

function facts(outcome: Outcome, { durationMs }: Ending): string {
  const { pool, snapshot } = outcome
  const isExport = outcome.mode === 'export'
  const isRestore = outcome.mode === 'restore'
  const rows: [string, string][] = []
  if (pool !== undefined) {
    const place = `region ${pool.region}, account ${pool.accountId}`
    rows.push([POOL_ROW[outcome.mode], `${markdownCode(pool.id)} (${place})`])
  }
  if (!isExport && outcome.sourceUserPoolId !== undefined) {
    rows.push([
      isRestore ? 'From user pool' : 'Of user pool',
      markdownCode(outcome.sourceUserPoolId)
    ])
  }
  if (snapshot !== undefined) {
    rows.push([isRestore ? 'From snapshot' : 'Snapshot', `\`${snapshot.uri}\``])
    rows.push([
      'SHA-256 of its manifest',
      markdownCode(snapshot.manifestSha256)
    ])
  }
  if (outcome.snapshotAgeMs !== undefined) {
    rows.push(['Age of the snapshot', formatDuration(outcome.snapshotAgeMs)])
  }
  if (outcome.mode === 'verify' && outcome.level !== undefined) {
    rows.push(['What was verified', LEVELS[outcome.level]])
  }
  if (outcome.billedUsers !== undefined && outcome.mode !== 'verify') {
    rows.push(
      outcome.status === 'planned'
        ? [
            'Would be billed as monthly active',
            amount(outcome.billedUsers, 'user')
          ]
        : [
            'Billed as monthly active',
            `${amount(outcome.billedUsers, 'user')}, because of this run`
          ]
    )
  }
  if (isRestore) {
    const { uri, subMapUri } = outcome.report ?? {}
    if (uri !== undefined) {
      rows.push(['Report, a line for each user', `\`${uri}\``])
    }
    if (subMapUri !== undefined) {
      rows.push(['Map of old to new subs', `\`${subMapUri}\``])
    }
  }
  rows.push(['Duration', formatDuration(durationMs)])
  return table(['', ''], rows)
}

/** What an export has written or a verification has read. */
function snapshotTotals(outcome: ExportOutcome | VerifyOutcome): string {
  const rows: [string, number | undefined][] = [
    ['Users', outcome.users],
    ['Groups', outcome.groups],
    ['Memberships', outcome.memberships]
  ]
  const states = Object.entries(outcome.byStatus ?? {}).sort(
    ([, a], [, b]) => b - a
  )
  return [
    section('In the snapshot', table(['', 'Count'], known(rows))),
    section(
      'Users by status',
      table(
        ['Status', 'Users'],
        states.map(([status, count]) => [
          markdownCode(status),
          formatCount(count)
        ])
      )
    )
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

function failureTable(outcome: RestoreOutcome): string {
  const rows = [...outcome.failures]
    .sort(([, a], [, b]) => b - a)
    .map(([failure, count]) => [markdownCode(failure), formatCount(count)])
  return section(
    'What failed',
    table(['What was refused, and how', 'Times'], rows)
  )
}

function notCaptured(): string {
  return 'Cognito gives nobody its passwords, TOTP secrets, passkeys, devices, sessions and client secrets, so no snapshot holds them.'
}

function known(rows: [string, number | undefined][]): [string, string][] {
  return rows.flatMap(([what, count]) =>
    count === undefined ? [] : [[what, formatCount(count)]]
  )
}
