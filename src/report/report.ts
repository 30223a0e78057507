import * as core from '@actions/core'
import { UserError } from '../shared/errors.ts'
import type { Outcome, RunSubject, Status, Warning } from '../shared/outcome.ts'
import type { Env, Log } from '../shared/world.ts'
import { placesOf, sentenceOf } from './failure-sentence.ts'
import { howFar } from './how-far.ts'
import { toOutputs } from './outputs.ts'
import { readRunPlace } from './run-place.ts'
import { addToSummary, setOutputs } from './runner-files.ts'
import { safeLine } from './sanitise.ts'
import { notBegun } from './summary/not-begun.ts'
import type { RunFacts } from './summary/summary-headline.ts'
import { poolPlanLines } from './summary/summary-create-pool.ts'
import { planLines } from './summary/summary-plan.ts'
import { renderSummary } from './summary/summary.ts'

/** Everything that a run tells its reader. */
export interface Report {
  log: Log
  /** Makes the runner hide a text, which must not be empty. */
  mask(secret: string): void
  /** Runs work inside a group of the log. */
  inGroup<T>(title: string, work: () => Promise<T>): Promise<T>
  /**
   * Reports how the run ended: outputs, annotations, job summary, and a failed
   * step if there was an error. A failure of one doesn't keep the others from
   * being reported.
   *
   * @returns the error with which the step fails: the run's, or `outputs-lost`;
   *   `undefined` for success
   */
  end(end: RunEnd): unknown
}

/** How a run ended. */
export interface RunEnd {
  subject: RunSubject
  /** Undefined if the run never began. */
  outcome: Outcome | undefined
  /** Undefined for success. */
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
    end({ subject, outcome, error: ofRun, startedAt, durationMs }) {
      for (const place of placesOf(ofRun)) log.info(place)
      // First, so the step fails even if the rest goes wrong.
      const failure = failureOf(ofRun, outcome)
      if (failure !== undefined) core.setFailed(safeLine(failure))
      const outputs: Record<string, string> =
        outcome === undefined
          ? { status: 'failed' }
          : toOutputs(outcome, durationMs)
      for (const line of linesOf(outcome)) log.info(line)
      if (ofRun instanceof UserError) outputs['error-code'] = ofRun.code
      const problem = setOutputs(env, outputs)
      const lost = problem === undefined ? [] : Object.entries(outputs)
      for (const [name, value] of lost) log.info(`${name}: ${value}`)
      const warn = ({ title, text }: Warning) =>
        core.warning(safeLine(text), { title: safeLine(title) })
      for (const warning of outcome?.warnings ?? []) warn(warning)
      let error = ofRun
      if (problem !== undefined && ofRun !== undefined) {
        warn({ title: 'Outputs not written', text: `${NO_OUTPUTS} ${problem}` })
      } else if (problem !== undefined) {
        error = outputsLost(problem, outcome?.status ?? 'failed')
        core.setFailed(safeLine(sentenceOf(error)))
      }
      const unwritten = addToSummary(env, () =>
        render(outcome, {
          startedAt,
          durationMs,
          failure: failureOf(error, outcome),
          code: error instanceof UserError ? error.code : undefined,
          subject,
          place: readRunPlace(env)
        })
      )
      if (unwritten !== undefined) {
        const text = `The job summary could not be written: ${unwritten} The annotations of the run say how it ended.`
        warn({ title: 'Job summary not written', text })
      }
      return error
    }
  }
}

/** The sentences with which the step fails. */
function failureOf(
  error: unknown,
  outcome: Outcome | undefined
): string | undefined {
  if (error === undefined) return undefined
  return [sentenceOf(error), howFar(outcome, error)].join(' ').trim()
}

const NO_OUTPUTS = 'The outputs of this step could not be written:'

/** A later job would take missing outputs for "none" or "all". */
function outputsLost(problem: string, status: Status): UserError {
  return new UserError(
    'outputs-lost',
    `${NO_OUTPUTS} ${problem} Later steps would read them as empty, so this step fails. The run itself ended with the status ${status}, and the log has its outputs.`
  )
}

/** The plan, for the log. */
function linesOf(outcome: Outcome | undefined): string[] {
  if (outcome?.mode === 'restore') return planLines(outcome)
  return outcome?.mode === 'create-pool' ? poolPlanLines(outcome) : []
}

function render(outcome: Outcome | undefined, run: RunFacts): string {
  return outcome === undefined ? notBegun(run) : renderSummary(outcome, run)
}
