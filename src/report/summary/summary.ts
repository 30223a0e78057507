import type { Outcome } from '../../shared/outcome.ts'
import { failureTable } from './failure-cures.ts'
import { nextSteps } from './next-steps.ts'
import { details, warnings } from './summary-details.ts'
import { fitPage, type Part } from './summary-fit.ts'
import { placeAndTime, top, type RunFacts } from './summary-headline.ts'
import { importJobs } from './summary-import.ts'
import { planTables } from './summary-plan.ts'
import { restoreNotes, restoreTotals } from './summary-restore.ts'
import { skippedTable } from './summary-skipped.ts'
import { billed, snapshotTotals } from './summary-totals.ts'
import { usersAtAGlance } from './summary-users.ts'
import { driftTable, verifyFindings } from './summary-verify.ts'
import { compareCounts, compareTables } from './summary-compare.ts'
import {
  newClientIds,
  poolCounts,
  poolFindings,
  poolPlan,
  poolRemarks
} from './summary-create-pool.ts'
import {
  recoveryConditions,
  recoveryCounts,
  recoveryLosses
} from './summary-recover.ts'
import { stacked } from './summary-table.ts'

/**
 * The job summary, in the same order for all modes: the result, the counts,
 * what to do, and the rest.
 */
export function renderSummary(outcome: Outcome, run: RunFacts): string {
  // A snapshot that would not restore says nothing about its users' future.
  const isSound = outcome.mode !== 'verify' || outcome.wouldRestore === true
  const counted =
    isSound &&
    outcome.mode !== 'compare' &&
    outcome.mode !== 'recover' &&
    outcome.mode !== 'create-pool'
      ? outcome
      : undefined
  const isWritten = outcome.mode === 'export' && outcome.status === 'complete'
  const parts: [name: string, markdown: string][] = [
    ['the result', stacked([top(outcome, run), totals(outcome)])],
    ['what to do next', nextSteps(outcome, run)],
    ['the place and the time', placeAndTime(outcome, run)],
    ...particulars(outcome),
    ['users that are skipped', counted ? skippedTable(counted) : ''],
    ['users at a glance', counted ? usersAtAGlance(counted) : ''],
    ['addresses and digests', details(outcome)],
    ['warnings', warnings(outcome)],
    ['what no snapshot holds', isWritten ? NOT_CAPTURED : '']
  ]
  return fitPage(parts.map(([name, markdown]): Part => ({ name, markdown })))
}

function totals(outcome: Outcome): string {
  switch (outcome.mode) {
    case 'restore':
      return stacked([restoreTotals(outcome), billed(outcome)])
    case 'compare':
      return compareCounts(outcome)
    case 'recover':
      return stacked([recoveryCounts(outcome), recoveryLosses(outcome)])
    case 'create-pool':
      return stacked([poolCounts(outcome), poolRemarks(outcome)])
    case 'export':
    case 'verify':
      return snapshotTotals(outcome)
  }
}

/** The parts that only one mode has. */
function particulars(outcome: Outcome): [name: string, markdown: string][] {
  switch (outcome.mode) {
    case 'export':
      return []
    case 'restore':
      return [
        ['what failed', failureTable(outcome)],
        ['notes', restoreNotes(outcome)],
        ['the plan', planTables(outcome)],
        ['import jobs', importJobs(outcome)]
      ]
    case 'verify':
      return [
        ['findings', verifyFindings(outcome)],
        ['users since the snapshot', driftTable(outcome)]
      ]
    case 'compare':
      return [['what differs', compareTables(outcome)]]
    case 'recover':
      return [['the conditions', recoveryConditions(outcome)]]
    case 'create-pool':
      return [
        ['what needs a person', poolFindings(outcome)],
        ['new ids of app clients', newClientIds(outcome)],
        ['the plan', poolPlan(outcome)]
      ]
  }
}

const NOT_CAPTURED =
  '*Cognito exports no passwords, TOTP secrets, passkeys, devices, sessions or client secrets, so no snapshot holds them.*'
