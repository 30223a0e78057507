import * as core from '@actions/core'
import { UserError } from '../errors.ts'
import type { Outcome, RunSubject } from '../outcome.ts'
import type { Env, Log } from '../world.ts'
import { placesOf, sentenceOf } from './failure-sentence.ts'
import { howFar } from './how-far.ts'
import { toOutputs } from './outputs.ts'
import { readRunPlace } from './run-place.ts'
import { safeLine } from './sanitise.ts'
import { notBegun, type Ending } from './summary-headline.ts'
import { planLines } from './summary-plan.ts'
import { renderSummary } from './summary.ts'

/** How a run speaks to the person who reads it. */
export interface Report {
  log: Log
  /** Has the runner hide a text, which isn't empty, in all that it shows. */
  mask(secret: string): void
  /** Runs work inside a group of the log. */
  inGroup<T>(title: string, work: () => Promise<T>): Promise<T>
  /**
   * Says how the run ended: outputs, annotations, job summary, and a failed step
   * if there was an error.
   */
  end(end: RunEnd): Promise<void>
}

/** How a run ended. */
export interface RunEnd {
  subject: RunSubject
  /** Undefined when the run never began. */
  outcome: Outcome | undefined
  /** Undefined when all went well. */
  error: unknown
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  startedAt: number
  /** In milliseconds. */
  durationMs: number
}

/** A report to the Actions runner. */
export function createReport(env: Env): Report {
  const log: Log = { info: text => core.info(safeLine(text)) }
  return {
    log,
    mask: secret => core.setSecret(secret),
    inGroup: (title, work) => core.group(safeLine(title), work),
    async end({ subject, outcome, error, startedAt, durationMs }) {
      const failure =
        error === undefined
          ? undefined
          : [sentenceOf(error), howFar(outcome, error)].join(' ').trim()
      for (const place of placesOf(error)) log.info(place)
      const outputs: Record<string, string> =
        outcome === undefined
          ? { status: 'failed' }
          : toOutputs(outcome, durationMs)
      if (outcome?.mode === 'restore') {
        for (const line of planLines(outcome)) log.info(line)
      }
      if (error instanceof UserError) outputs['error-code'] = error.code
      for (const [name, value] of Object.entries(outputs)) {
        core.setOutput(name, value)
      }
      for (const { title, text } of outcome?.warnings ?? []) {
        core.warning(safeLine(text), { title: safeLine(title) })
      }
      // Said first: whatever becomes of the summary, the step has failed.
      if (failure !== undefined) core.setFailed(safeLine(failure))
      await writeSummary(
        outcome,
        {
          startedAt,
          durationMs,
          failure,
          code: error instanceof UserError ? error.code : undefined,
          subject,
          place: readRunPlace(env)
        },
        { env, log }
      )
    }
  }
}

/** Never throws: a page that can't be written is no reason to fail a run. */
async function writeSummary(
  outcome: Outcome | undefined,
  ending: Ending,
  { env, log }: { env: Env; log: Log }
): Promise<void> {
  // Without the runner there is no file to write the summary to.
  if (!env['GITHUB_STEP_SUMMARY']) return
  try {
    const page =
      outcome === undefined ? notBegun(ending) : renderSummary(outcome, ending)
    await core.summary.addRaw(page).write()
  } catch {
    log.info(
      'The job summary could not be written. How the run ended stands in its outputs and annotations.'
    )
  }
}
