import { amount } from '../../shared/amount.ts'
import type { RunSubject } from '../../shared/outcome.ts'
import { formatTime } from '../numbers.ts'
import type { RunPlace } from '../run-place.ts'
import { markdownCode, safeLine } from '../sanitise.ts'

/*
 * What a tracking issue says: pool, region, mode, the sentence of the error and
 * the run. It holds no personal data, and nothing that mentions anybody.
 */

/** The label that a new issue gets, for filters; nothing is found by it. */
export const LABEL = 'cognito-backup'

/** A subject of which everything is known that an issue is known by. */
export type Tracked = RunSubject & {
  mode: NonNullable<RunSubject['mode']>
  userPoolId: string
}

/** What an issue remembers from one failure to the next. */
export interface Streak {
  /** Of the first failure, in milliseconds since 1970-01-01T00:00:00Z. */
  since: number
  /** Undefined when somebody has edited it away. */
  failures: number | undefined
}

/** A failure, as it is told. */
export interface Failure {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  at: number
  /** Undefined for a bug. */
  code: string | undefined
  sentence: string
  place: RunPlace
}

/** How a tracking issue is known: the first line of its body, and unseen. */
export function markerOf({ mode, userPoolId, isDryRun }: Tracked): string {
  return `<!-- cognito-backup: ${userPoolId} ${mode}${isDryRun ? ' dry-run' : ''} -->`
}

export function titleOf(subject: Tracked): string {
  return `Cognito backup: ${nameOf(subject)} fails`
}

const NOUNS = {
  export: 'export of',
  restore: 'restore into',
  verify: 'verification of'
}

function nameOf({ mode, userPoolId, isDryRun }: Tracked): string {
  return `${isDryRun ? 'dry run of a ' : ''}${NOUNS[mode]} ${userPoolId}`
}

/** The state of the matter: since when, how often, and the last time. */
export function bodyOf(
  subject: Tracked,
  streak: Streak,
  failure: Failure
): string {
  const { mode, userPoolId, isDryRun } = subject
  const what = `${isDryRun ? 'dry run of a ' : ''}${NOUNS[mode]}`
  const [region = ''] = userPoolId.split('_')
  return [
    markerOf(subject),
    writeStreak(streak),
    '',
    `The ${what} the user pool ${markdownCode(userPoolId)} (region ${region}) has failed since **${formatTime(streak.since)}**${oftenOf(streak)}; the last time ${lastOf(failure)}`,
    '',
    quote(failure.sentence),
    '',
    'What it did all the same and what to do next is in the summary of that run. Each further failure adds a comment here, and the next success closes this issue.',
    ''
  ].join('\n')
}

/** A comment about a further failure. */
export function failedAgain(streak: Streak, failure: Failure): string {
  return `Failed again${oftenOf(streak)} since ${formatTime(streak.since)}; this time ${lastOf(failure)}\n\n${quote(failure.sentence)}\n`
}

/** The comment that an issue is closed with. */
export function worksAgain(
  subject: Tracked,
  streak: Streak,
  success: Pick<Failure, 'at' | 'place'>
): string {
  return `The ${nameOf(subject)} has succeeded again, at ${formatTime(success.at)} in ${linkTo(success.place)}. It had failed since ${formatTime(streak.since)}${oftenOf(streak)}.\n`
}

/** The comment that a second issue for the same is closed with. */
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

/** Within code nothing is a mention, a reference or markup. */
function quote(sentence: string): string {
  return `> \`${safeLine(sentence).replaceAll('`', "'")}\``
}

function writeStreak({ since, failures }: Streak): string {
  return `<!-- since ${new Date(since).toISOString()}, failures ${failures ?? 'unknown'} -->`
}

/**
 * What the body of an issue remembers; what somebody has edited away is unknown.
 *
 * @param createdAt of the issue, in milliseconds since 1970-01-01T00:00:00Z
 */
export function readStreak(body: string, createdAt: number): Streak {
  const [, time = '', count = ''] =
    /^<!-- since ([\dT:.-]{1,24}Z), failures (\d{1,6}) -->$/m.exec(body) ?? []
  const since = Date.parse(time)
  return Number.isNaN(since)
    ? { since: createdAt, failures: undefined }
    : { since, failures: Number(count) }
}

/** The same, with one failure more. */
export function oneMore({ since, failures }: Streak): Streak {
  return {
    since,
    failures: failures === undefined ? undefined : failures + 1
  }
}
