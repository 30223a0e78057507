import { ghCommand, shellCommand, type Step } from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/**
 * Runs the same workflow again, with the command if that can help.
 *
 * @param remark a sentence on what the run has left
 */
export function rerun({ place, code }: RunFacts, remark = ''): Step[] {
  const also = remark === '' ? '' : ` ${remark}`
  if (code === 'input' || code === 'out-of-time') {
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
  return [
    { text, copy: shellCommand(ghCommand(`run rerun ${place.runId}`, place)) }
  ]
}

/** Where there is no cause that a person could fix. */
const CAUSES: Readonly<Record<string, string>> = {
  cancelled: 'Run it again.',
  bug: 'Run it again. If it fails in the same way, report the bug with the log.'
}
