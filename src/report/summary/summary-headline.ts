import { amount } from '../../shared/amount.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type {
  ExportOutcome,
  Outcome,
  RestoreOutcome,
  RunSubject,
  VerifyFinding,
  VerifyOutcome
} from '../../shared/outcome.ts'
import { formatCount, formatTime, readableDuration } from '../numbers.ts'
import { docsPage, type RunPlace } from '../run-place.ts'
import { markdownCode, markdownText } from '../sanitise.ts'
import {
  changedUsers,
  compareHeadline,
  isPastLimit
} from './compare-headline.ts'
import { createPoolHeadline } from './create-pool-headline.ts'
import { recoverHeadline } from './recover-headline.ts'
import { section, stacked } from './summary-table.ts'

/** What the summary says of a run, besides its outcome. */
export interface RunFacts {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  startedAt: number
  /** Duration of the whole run, in milliseconds. */
  durationMs: number
  /** The sentence with which the step fails, if it does. */
  failure: string | undefined
  /** The code of that failure; undefined for a bug. */
  code: ErrorCode | undefined
  subject: RunSubject
  place: RunPlace
}

/** The top of the page: the result, and why the run failed if it did. */
export function top(outcome: Outcome, run: RunFacts): string {
  return stacked([`## ${headline(outcome, run)}`, alert(outcome, run)])
}

/** The snapshot, the pool and the time of a run. */
export function placeAndTime(outcome: Outcome, run: RunFacts): string {
  return section('This run', [...where(outcome), when(run)].join('\\\n'))
}

/** The result in one line. */
function headline(outcome: Outcome, run: RunFacts): string {
  const isCancelled = run.code === 'cancelled'
  switch (outcome.mode) {
    case 'export':
      return exportHeadline(outcome, run, isCancelled)
    case 'restore':
      return restoreHeadline(outcome, run, isCancelled)
    case 'verify':
      return verifyHeadline(outcome, run.code)
    case 'compare':
      return compareHeadline(outcome, run.code)
    case 'recover':
      return recoverHeadline(outcome, run.subject, isCancelled)
    case 'create-pool':
      return createPoolHeadline(outcome, run.code, run.subject.isDryRun)
  }
}

function exportHeadline(
  { status, users, pool }: ExportOutcome,
  { subject }: RunFacts,
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
  { subject }: RunFacts,
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
      return `⚠️ Restore${into} incomplete: ${restored} restored${usersFailed > 0 ? `, ${failed} failed` : ''}`
    case 'planned':
      return `📋 Dry run: ${restored} would be restored${into}${usersFailed > 0 ? `, ${failed} refused` : ''}${conflicts}`
    case 'failed': {
      const what = subject.isDryRun ? 'Dry run of a restore' : 'Restore'
      return isCancelled
        ? `⏹️ ${what}${into} cancelled`
        : `❌ ${what}${into} failed`
    }
  }
}

function verifyHeadline(
  outcome: VerifyOutcome,
  code: ErrorCode | undefined
): string {
  const { snapshot, status, wouldRestore, level, users, findings } = outcome
  const isCancelled = code === 'cancelled'
  const name = snapshot === undefined ? '' : ` ${snapshot.id}`
  if (wouldRestore === undefined) {
    return `${isCancelled ? '⏹️' : '❌'} Verification ${isCancelled ? 'cancelled' : 'failed'}: it is not known whether the snapshot${name} would restore`
  }
  const found = (weight: VerifyFinding['weight']) =>
    findings.filter(one => one.weight === weight).length
  if (!wouldRestore) {
    return `❌ The snapshot${name} would not restore: ${amount(found('blocks'), 'finding')}`
  }
  if (status !== 'complete') {
    const would = `The snapshot${name} would restore, but`
    if (isPastLimit(code)) {
      const changed = changedUsers(outcome.drift)
      return `⚠️ ${would} its pool has changed too much${changed === '' ? '' : `: ${changed}`}`
    }
    if (isCancelled) return `⏹️ ${would} the verification was cancelled`
    const alarms = found('alarms')
    return `⚠️ ${would} the verification failed${alarms === 0 ? '' : `: ${amount(alarms, 'finding')}`}`
  }
  const count = amount(users ?? 0, 'user')
  return level === 'headers'
    ? `✅ The headers of the snapshot${name} are right: ${count}, contents not read`
    : `✅ The snapshot${name} would restore: it holds ${count}, every byte as it was written`
}

/** Lines about the snapshot and the pool. */
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
        : `, ${readableDuration(snapshotAgeMs)} old`
    const encryption = ageKeys === undefined ? '' : `, ${withAge(ageKeys)}`
    lines.push(`Snapshot ${markdownCode(snapshot.id)}${of}${age}${encryption}`)
  }
  if (outcome.mode === 'compare' && outcome.other !== undefined) {
    const { id, userPoolId } = outcome.other
    lines.push(
      `Compared with snapshot ${markdownCode(id)} of user pool ${markdownCode(userPoolId)}`
    )
  }
  if (outcome.mode === 'create-pool' && outcome.target !== undefined) {
    const { region, accountId } = outcome.target
    const named =
      outcome.poolName === undefined ? '' : ` ${markdownCode(outcome.poolName)}`
    lines.push(
      `New user pool${named}, region ${markdownText(region)}, account ${markdownText(accountId)}`
    )
  } else if (pool !== undefined) {
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
  verify: 'Compared with user pool',
  compare: 'Compared with user pool',
  recover: 'User pool',
  'create-pool': 'New user pool'
}

/** When a run began, and how long it took. */
export function when({ startedAt, durationMs }: RunFacts): string {
  const took =
    durationMs < 1000 ? 'less than a second' : readableDuration(durationMs)
  return `${formatTime(startedAt)}, in ${took}`
}

function alert({ status }: Outcome, run: RunFacts): string {
  const isMild = status === 'partial' || run.code === 'cancelled'
  return callout(isMild ? 'WARNING' : 'CAUTION', run)
}

/** The failure in a box, and the page about its code; blank without a failure. */
export function callout(
  kind: 'CAUTION' | 'WARNING',
  { failure, code, place }: RunFacts
): string {
  if (failure === undefined) return ''
  const more =
    code === undefined || code === 'cancelled'
      ? ''
      : `\n>\n> More about \`${code}\` is in ${docsPage(place, 'troubleshooting.md')}.`
  return `> [!${kind}]\n> ${markdownText(failure)}${more}`
}
