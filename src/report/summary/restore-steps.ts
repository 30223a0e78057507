import type { RestoreOutcome } from '../../shared/outcome.ts'
import { isRefusal } from './failure-cures.ts'
import { rerun } from './rerun-step.ts'
import { again } from './restore-command.ts'
import { signIn } from './sign-in-steps.ts'
import { fetchCommand, keyFor, type Step } from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/** What to do after a run of mode restore. */
export function restoreSteps(outcome: RestoreOutcome, run: RunFacts): Step[] {
  if (run.code === 'other-run') {
    const wait = {
      text: 'Wait for the other run: it goes on where this one stopped. Run this again only if that one fails.'
    }
    return [wait, ...reports(outcome)]
  }
  switch (outcome.status) {
    case 'planned':
      return again(outcome, run, false, {
        byHand:
          'Restore the users for real. Until then, change nothing in the pool.',
        otherwise:
          'Restore the users for real. Until then, change nothing in the pool. If a job of this run waits for an approval, approve it. Otherwise run this again with these inputs, and the other inputs of this run.'
      })
    case 'complete':
      return [...signIn(outcome), ...reports(outcome)]
    case 'partial':
      return [...afterPart(outcome, run), ...reports(outcome)]
    case 'failed':
      return afterFailure(outcome, run)
  }
}

function afterPart(outcome: RestoreOutcome, run: RunFacts): Step[] {
  if (run.code === 'restore-incomplete' && isRefusedByPlan(outcome)) {
    return [
      {
        text: 'Do what “What failed” says below. The same restore would refuse these users again.'
      }
    ]
  }
  const goesOn =
    'It continues where this run stopped, and tries again what failed. It skips users that the plan refused.'
  return again(outcome, run, false, {
    byHand: `Run the restore again. ${goesOn}`,
    otherwise: `Run the restore again with these inputs, and the other inputs of this run. ${goesOn}`
  })
}

/** Whether all that failed are users that the plan refused before any call. */
function isRefusedByPlan(outcome: RestoreOutcome): boolean {
  const { failures, usersFailed = 0, usersUnfinished = 0 } = outcome
  const others = (outcome.groupsFailed ?? 0) + (outcome.membershipsFailed ?? 0)
  const refused = [...failures]
    .filter(([failure]) => isRefusal(failure))
    .reduce((sum, [, count]) => sum + count, 0)
  return (
    usersFailed > 0 && refused === usersFailed && others + usersUnfinished === 0
  )
}

function afterFailure(outcome: RestoreOutcome, run: RunFacts): Step[] {
  const unchanged = run.subject.isDryRun
    ? 'A dry run changes nothing.'
    : 'No change to the pool is known.'
  if (outcome.snapshot === undefined) return rerun(run, unchanged)
  const cause =
    run.code === 'cancelled' || run.code === 'out-of-time'
      ? 'Make'
      : 'Fix the cause above. Then make'
  return again(outcome, run, true, {
    byHand: `${cause} a dry run. ${unchanged}`,
    otherwise: `${cause} a dry run with these inputs, and the other inputs of this run. ${unchanged}`
  })
}

function reports({ report }: RestoreOutcome): Step[] {
  if (report === undefined) return []
  // Perhaps only one of the two was stored.
  const open = (uri: string | undefined, file: string) =>
    uri === undefined ? [] : fetchCommand(uri, file)
  const { uri, subMapUri } = report
  return [
    {
      text: `See what became of each user, and which \`sub\` is new. The files hold personal data: open them on your own machine, not in a workflow.${keyFor(uri ?? subMapUri)}`,
      copy: {
        language: 'sh',
        // Both are in one folder, which is said once.
        lines: [
          ...new Set([
            ...open(uri, 'report.ndjson'),
            ...open(subMapUri, 'sub-map.csv')
          ])
        ]
      }
    }
  ]
}
