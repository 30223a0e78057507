import * as core from '@actions/core'
import { UserError } from '../errors.ts'
import type { Outcome } from '../outcome.ts'
import type { Env, Log } from '../world.ts'
import { toOutputs } from './outputs.ts'
import { safeLine } from './sanitise.ts'
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
   * if there was an error. `outcome` is undefined when the run never began.
   */
  end(
    outcome: Outcome | undefined,
    error: unknown,
    durationMs: number
  ): Promise<void>
}

/** A report to the Actions runner. */
export function createReport(env: Env): Report {
  const log: Log = { info: text => core.info(safeLine(text)) }
  return {
    log,
    mask: secret => core.setSecret(secret),
    inGroup: (title, work) => core.group(safeLine(title), work),
    async end(outcome, error, durationMs) {
      const failure = error === undefined ? undefined : describe(error, log)
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
      // Without the runner there is no file to write the summary to.
      if (outcome !== undefined && env['GITHUB_STEP_SUMMARY']) {
        const page = renderSummary(outcome, { durationMs, failure })
        await core.summary.addRaw(page).write()
      }
    }
  }
}

/**
 * The sentence that the step fails with. A bug's own message may quote a record,
 * so only its name and the places in the code are told.
 */
function describe(error: unknown, log: Log): string {
  if (error instanceof UserError) return error.message
  const name = error instanceof Error ? error.name : typeof error
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  for (const frame of stack.split('\n')) {
    if (/^\s+at /.test(frame)) log.info(frame)
  }
  return `The action failed in a way that it should not (${name}). Please report this with the lines above; they hold no personal data.`
}
