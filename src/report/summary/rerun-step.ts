import { ghCommand, shellCommand, type Step } from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/**
 * Runs the same workflow again, with the command if that can help.
 *
 * @param remark a sentence on what the run has left
 */
export function rerun(run: RunFacts, remark = ''): Step[] {
  const { place, code } = run
  const also = remark === '' ? '' : ` ${remark}`
  if (code === 'half-made') {
    return [
      {
        text: `Do what the message above says. Then start a new run: a re-run of this one keeps the old inputs.${also}`
      }
    ]
  }
  if (code === 'input' || (code === 'out-of-time' && !continues(run))) {
    return [
      {
        text: `Fix the workflow. Then start a new run: a re-run of this one keeps the old file and inputs.${also}`
      }
    ]
  }
  const text = `${CAUSES[code ?? 'bug'] ?? 'Fix the cause above. Then run it again.'}${also}`
  if (place.runId === undefined || place.repository === undefined) {
    return [{ text }]
  }
  const which = isWhole(run) ? '' : ' --failed'
  const command = ghCommand(`run rerun ${place.runId}${which}`, place)
  return [{ text, copy: shellCommand(command) }]
}

/** Whether another run with the same inputs goes on where this one stopped. */
function continues({ subject: { mode } }: RunFacts): boolean {
  return mode === 'restore' || mode === 'create-pool'
}

/**
 * Whether the jobs that went well must run again too. A preview needs a new
 * approval. Elsewhere they must not: they may apply a recovery a second time.
 */
function isWhole({ subject: { mode, recovery } }: RunFacts): boolean {
  return mode === 'recover' && (recovery === 'preview' || recovery === 'check')
}

/** Where there is no cause that a person could fix. */
const CAUSES: Readonly<Record<string, string>> = {
  cancelled: 'Run it again.',
  'out-of-time': 'Run it again.',
  bug: 'Run it again. If it fails in the same way, report the bug with the lines that the action wrote.'
}
