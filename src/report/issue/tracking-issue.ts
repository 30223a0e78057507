import { amount } from '../../shared/amount.ts'
import type { RunSubject } from '../../shared/outcome.ts'
import { phraseOf } from '../mode-phrases.ts'
import { formatTime } from '../numbers.ts'
import type { RunPlace } from '../run-place.ts'
import { markdownCode, safeLine } from '../sanitise.ts'

/*
 * The text of a tracking issue: pool, Region, mode, the error's sentence and
 * the run. It holds no personal data and mentions no GitHub user.
 */

/** The label of new issues, for people's filters; this code doesn't use it. */
export const LABEL = 'cognito-backup'

/** A subject with the facts that identify its issue. */
export type Tracked = RunSubject & {
  mode: NonNullable<RunSubject['mode']>
  userPoolId: string
}

/** What an issue remembers between failures. */
export interface Streak {
  /** The first failure, in milliseconds since 1970-01-01T00:00:00Z. */
  since: number
  /** Undefined if the body was edited and lacks it. */
  failures: number | undefined
}

/** A failure for the issue. */
export interface Failure {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  at: number
  /** Undefined for a bug. */
  code: string | undefined
  sentence: string
  place: RunPlace
}

/** Identifies a tracking issue: the first line of its body, which isn't shown. */
export function markerOf({
  mode,
  userPoolId,
  isDryRun,
  recovery
}: Tracked): string {
  const action = recovery === undefined ? '' : ` ${recovery}`
  return `<!-- cognito-backup: ${userPoolId} ${mode}${isDryRun ? ' dry-run' : ''}${action} -->`
}

export function titleOf(subject: Tracked): string {
  return `Cognito backup: ${nameOf(subject)} fails`
}

function nameOf(subject: Tracked): string {
  return `${whatOf(subject)} ${subject.userPoolId}`
}

function whatOf(subject: Tracked): string {
  return `${subject.isDryRun ? 'dry run of a ' : ''}${phraseOf(subject)}`
}

/** The body of an issue: since when, how often, and the last failure. */
export function bodyOf(
  subject: Tracked,
  streak: Streak,
  failure: Failure
): string {
  const { userPoolId } = subject
  const [region = ''] = userPoolId.split('_')
  return [
    markerOf(subject),
    writeStreak(streak),
    '',
    `The ${whatOf(subject)} the user pool ${markdownCode(userPoolId)} (region ${region}) has failed since **${formatTime(streak.since)}**${oftenOf(streak)}; the last time ${lastOf(failure)}`,
    '',
    quote(failure.sentence),
    '',
    'The summary of that run says what it did and what to do next. Each further failure adds a comment here. The next success closes this issue.',
    ''
  ].join('\n')
}

/** The comment about a further failure. */
export function failedAgain(streak: Streak, failure: Failure): string {
  return `Failed again${oftenOf(streak)} since ${formatTime(streak.since)}; this time ${lastOf(failure)}\n\n${quote(failure.sentence)}\n`
}

/** The comment that closes an issue. */
export function worksAgain(
  subject: Tracked,
  streak: Streak,
  success: Pick<Failure, 'at' | 'place'>
): string {
  return `The ${nameOf(subject)} has succeeded again, at ${formatTime(success.at)} in ${linkTo(success.place)}. It had failed since ${formatTime(streak.since)}${oftenOf(streak)}.\n`
}

/** The comment that closes a duplicate issue. */
export function duplicateOf(number: number): string {
  return `Two runs at once have opened an issue for the same; #${number} is the one that goes on.\n`
}

function oftenOf({ failures }: Streak): string {
  return failures === undefined ? '' : `, ${amount(failures, 'time')} in a row`
}

function lastOf({ at, code, place }: Failure): string {
  const named = code === undefined ? '' : ` with the code ${markdownCode(code)}`
  return `at ${formatTime(at)} in ${linkTo(place)}${named}:`
}

function linkTo({ runUrl, runId }: RunPlace): string {
  return runUrl === undefined ? 'a run' : `[run ${runId ?? ''}](${runUrl})`
}

/** As code, because code has no mentions, references or markup. */
function quote(sentence: string): string {
  return `> \`${safeLine(sentence).replaceAll('`', "'")}\``
}

function writeStreak({ since, failures }: Streak): string {
  return `<!-- since ${new Date(since).toISOString()}, failures ${failures ?? 'unknown'} -->`
}

/**
 * Reads what the body of an issue remembers; an edited body may lack it.
 *
 * @param createdAt when the issue was created, in ms since 1970-01-01T00:00:00Z
 */
export function readStreak(body: string, createdAt: number): Streak {
  const [, time = '', count = ''] =
    /^<!-- since ([\dT:.-]{1,24}Z), failures (\d{1,6}) -->$/m.exec(body) ?? []
  const since = Date.parse(time)
  return Number.isNaN(since)
    ? { since: createdAt, failures: undefined }
    : { since, failures: Number(count) }
}

/** The streak with one more failure. */
export function oneMore({ since, failures }: Streak): Streak {
  return {
    since,
    failures: failures === undefined ? undefined : failures + 1
  }
}
