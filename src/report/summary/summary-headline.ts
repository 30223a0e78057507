import { amount } from '../../shared/amount.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type {
  ExportOutcome,
  Outcome,
  RestoreOutcome,
  RunSubject,
  VerifyOutcome
} from '../../shared/outcome.ts'
import { formatCount, formatDuration, formatTime } from '../numbers.ts'
import type { RunPlace } from '../run-place.ts'
import { markdownCode, markdownText } from '../sanitise.ts'

/** How a run ended, beside what it counted. */
export interface Ending {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  startedAt: number
  /** Of the whole run, in milliseconds. */
  durationMs: number
  /** The sentence that the step fails with, if it does. */
  failure: string | undefined
  /** The code of that failure; undefined for a bug. */
  code: ErrorCode | undefined
  subject: RunSubject
  place: RunPlace
}

/** The top of the page: whether it is good, what was done where, and when. */
export function top(outcome: Outcome, ending: Ending): string {
  return [
    `## ${headline(outcome, ending)}`,
    [...where(outcome), when(ending)].join('\\\n'),
    alert(outcome, ending)
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

/** The page of a run whose inputs were wrong, so that it never began. */
export function notBegun(ending: Ending): string {
  const { mode } = ending.subject
  const what = mode === undefined ? 'The run' : `The ${NOUNS[mode]}`
  return `${[
    `## ❌ ${what}${nameOf(ending.subject)} did not begin`,
    when(ending),
    callout('CAUTION', ending.failure)
  ].join('\n\n')}\n`
}

const NOUNS = {
  export: 'export of',
  restore: 'restore into',
  verify: 'verification of'
}

function nameOf({ mode, userPoolId }: RunSubject): string {
  if (mode === undefined) return ''
  return userPoolId === undefined ? ' a user pool' : ` ${userPoolId}`
}

/** In one line, whether it is good. */
function headline(outcome: Outcome, ending: Ending): string {
  const isCancelled = ending.code === 'cancelled'
  switch (outcome.mode) {
    case 'export':
      return exportHeadline(outcome, ending, isCancelled)
    case 'restore':
      return restoreHeadline(outcome, ending, isCancelled)
    case 'verify':
      return verdict(outcome, isCancelled)
  }
}

function exportHeadline(
  { status, users, pool }: ExportOutcome,
  { subject }: Ending,
  isCancelled: boolean
): string {
  const name = pool?.id ?? subject.userPoolId
  const of = name === undefined ? '' : ` of ${name}`
  if (status === 'complete')
    return `✅ ${amount(users ?? 0, 'user')}${of} backed up`
  return isCancelled ? `⏹️ Export${of} cancelled` : `❌ Export${of} failed`
}

function restoreHeadline(
  outcome: RestoreOutcome,
  { subject }: Ending,
  isCancelled: boolean
): string {
  const name = outcome.pool?.id ?? subject.userPoolId
  const into = name === undefined ? '' : ` into ${name}`
  const { usersCreated = 0, usersUpdated = 0, usersFailed = 0 } = outcome
  const restored = amount(usersCreated + usersUpdated, 'user')
  const failed = formatCount(usersFailed)
  const conflicts =
    outcome.conflicts === undefined || outcome.conflicts === 0
      ? ''
      : `, ${amount(outcome.conflicts, 'conflict')} left alone`
  switch (outcome.status) {
    case 'complete':
      return `✅ ${restored} restored${into}${conflicts}`
    case 'partial':
      if (isCancelled)
        return `⏹️ Restore${into} cancelled: ${restored} restored so far`
      return `⚠️ Restored in part${into}: ${restored}${usersFailed > 0 ? `, and ${failed} failed` : ''}`
    case 'planned':
      return `📋 Dry run: ${restored} would be restored${into}${usersFailed > 0 ? `, and ${failed} refused` : ''}${conflicts}`
    case 'failed': {
      const what = subject.isDryRun ? 'Dry run of a restore' : 'Restore'
      return isCancelled
        ? `⏹️ ${what}${into} cancelled`
        : `❌ ${what}${into} failed`
    }
  }
}

function verdict(
  { snapshot, status, wouldRestore, level, users }: VerifyOutcome,
  isCancelled: boolean
): string {
  const name = snapshot === undefined ? '' : ` ${snapshot.id}`
  if (wouldRestore === undefined) {
    return `${isCancelled ? '⏹️' : '❌'} It is not known whether the snapshot${name} would restore: the verification ${isCancelled ? 'was cancelled' : 'did not come to its end'}`
  }
  if (!wouldRestore) return `❌ The snapshot${name} would not restore`
  if (status !== 'complete') {
    return `⚠️ The snapshot${name} would restore, and is not as it should be`
  }
  const count = amount(users ?? 0, 'user')
  return level === 'headers'
    ? `✅ Nothing speaks against restoring the snapshot${name} of ${count}; its contents were not read`
    : `✅ The snapshot${name} would restore: ${count}, every byte as it was written`
}

/** A line for the snapshot that was read, and one for the pool. */
function where(outcome: Outcome): string[] {
  const { pool, snapshot, snapshotAgeMs, ageKeys } = outcome
  const lines: string[] = []
  if (outcome.mode !== 'export' && snapshot !== undefined) {
    const of =
      outcome.sourceUserPoolId === undefined
        ? ''
        : ` of user pool ${markdownCode(outcome.sourceUserPoolId)}`
    const age =
      snapshotAgeMs === undefined
        ? ''
        : `, ${formatDuration(snapshotAgeMs)} old`
    const encryption = ageKeys === undefined ? '' : `, ${withAge(ageKeys)}`
    lines.push(`Snapshot ${markdownCode(snapshot.id)}${of}${age}${encryption}`)
  }
  if (pool !== undefined) {
    const place = `region ${markdownText(pool.region)}, account ${markdownText(pool.accountId)}`
    lines.push(`${POOL[outcome.mode]} ${markdownCode(pool.id)}, ${place}`)
  }
  if (outcome.mode === 'export' && ageKeys !== undefined) {
    lines.push(withAge(ageKeys).replace(/^./, letter => letter.toUpperCase()))
  }
  return lines
}

function withAge(keys: number): string {
  return keys === 0
    ? 'not encrypted with age'
    : `encrypted with age for ${amount(keys, 'key')}`
}

const POOL = {
  export: 'User pool',
  restore: 'Into user pool',
  verify: 'Compared with user pool'
}

function when({ startedAt, durationMs }: Ending): string {
  const took =
    durationMs < 1000 ? 'less than a second' : formatDuration(durationMs)
  return `${formatTime(startedAt)}, in ${took}`
}

function alert(outcome: Outcome, { failure, code }: Ending): string {
  const isMild = outcome.status === 'partial' || code === 'cancelled'
  return callout(isMild ? 'WARNING' : 'CAUTION', failure)
}

function callout(
  kind: 'CAUTION' | 'WARNING',
  sentence: string | undefined
): string {
  return sentence === undefined
    ? ''
    : `> [!${kind}]\n> ${markdownText(sentence)}`
}
