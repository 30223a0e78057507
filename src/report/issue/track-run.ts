import * as core from '@actions/core'
import { UserError } from '../../shared/errors.ts'
import type { WarningTitle } from '../../shared/warning-titles.ts'
import type { Clock, Env, Log } from '../../shared/world.ts'
import { sentenceOf } from '../failure-sentence.ts'
import { explainGitHub } from './github-errors.ts'
import { connectIssues } from './github-issues.ts'
import type { RunEnd } from '../report.ts'
import { readRunPlace } from '../run-place.ts'
import { safeLine } from '../sanitise.ts'
import { closeIssue, reportFailure } from './track-issue.ts'
import type { Tracked } from './tracking-issue.ts'

/** What the inputs ask for. */
export interface TrackingRequest {
  /** May be empty. */
  token: string
}

/** Keeps an issue about failing runs. */
export interface Tracker {
  /**
   * Opens, updates or closes the issue of the run's subject. It never throws
   * and never changes how the run ends: a failure here is a warning.
   */
  track(request: TrackingRequest, end: RunEnd): Promise<void>
}

/** The longest time for all requests together, in milliseconds. */
const MOST_MS = 120_000

export function createTracker(
  env: Env,
  tools: { clock: Clock; signal: AbortSignal; log: Log }
): Tracker {
  return {
    async track({ token }, end) {
      const verdict = verdictOf(end)
      if (verdict === 'left') return
      const problem = await tell(env, token, end, verdict, tools).catch(
        (error: unknown) => explainGitHub(error)
      )
      if (problem === undefined) return
      core.warning(
        safeLine(
          `The issue that tracks failures was not brought up to date: ${problem} How the run ended stays as it is.`
        ),
        { title: 'Tracking issue' satisfies WarningTitle }
      )
    }
  }
}

/** A cancelled run says nothing: people know that they cancelled it. */
function verdictOf({ outcome, error }: RunEnd): 'failed' | 'well' | 'left' {
  if (error instanceof UserError && error.code === 'cancelled') return 'left'
  return error !== undefined || outcome === undefined ? 'failed' : 'well'
}

/** @returns what went wrong, as sentences */
async function tell(
  env: Env,
  token: string,
  end: RunEnd,
  verdict: 'failed' | 'well',
  { clock, signal, log }: { clock: Clock; signal: AbortSignal; log: Log }
): Promise<string | undefined> {
  const { subject, error, startedAt, durationMs } = end
  const { mode, userPoolId } = subject
  if (mode === undefined || userPoolId === undefined) {
    return 'the inputs name no mode or no user pool that an issue could be about.'
  }
  const place = readRunPlace(env)
  if (place.repository === undefined) {
    return 'no repository is known, because GITHUB_REPOSITORY is not set.'
  }
  if (token === '') {
    return 'the input github-token is empty. Leave it out, or give it a token.'
  }
  const tracked: Tracked = { ...subject, mode, userPoolId }
  const issues = await connectIssues(place.repository, token, {
    clock,
    signal: AbortSignal.any([signal, AbortSignal.timeout(MOST_MS)])
  })
  const at = startedAt + durationMs
  const done =
    verdict === 'failed'
      ? await reportFailure(issues, tracked, {
          at,
          code: error instanceof UserError ? error.code : undefined,
          sentence: sentenceOf(error),
          place
        })
      : await closeIssue(issues, tracked, { at, place })
  if (done !== undefined) log.info(`Tracking issue: ${done}`)
  return undefined
}
