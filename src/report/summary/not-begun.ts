import { phraseOf } from '../mode-phrases.ts'
import { unseenRecovery } from './recover-steps.ts'
import { rerun } from './rerun-step.ts'
import { renderSteps } from './steps.ts'
import { callout, when, type RunFacts } from './summary-headline.ts'
import { section, stacked } from './summary-table.ts'

/** The page of a run that never began, because its inputs were wrong. */
export function notBegun(run: RunFacts): string {
  const { mode, userPoolId, recovery } = run.subject
  const what =
    mode === undefined
      ? 'The run'
      : `The ${phraseOf({ mode, recovery })} ${userPoolId ?? 'a user pool'}`
  return `${stacked([
    `## ❌ ${what} did not begin`,
    callout('CAUTION', run),
    renderSteps([
      ...rerun(run, 'AWS was not called.'),
      ...(mode === 'recover' ? unseenRecovery(recovery, userPoolId) : [])
    ]),
    section('This run', when(run))
  ])}\n`
}
