import type { RestoreOutcome, SnapshotFacts } from '../../shared/outcome.ts'
import { docsPage } from '../run-place.ts'
import { isRefusal } from './failure-cures.ts'
import { rerun } from './rerun-step.ts'
import {
  fetchCommand,
  ghCommand,
  inputLines,
  keyFor,
  shellCommand,
  shellWord,
  type Step
} from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/** What to do after a run of mode restore. */
export function restoreSteps(outcome: RestoreOutcome, run: RunFacts): Step[] {
  switch (outcome.status) {
    case 'planned':
      return again(outcome, run, false, {
        byHand:
          'Restore the users for real. Until then, change nothing in the pool.',
        otherwise:
          'Restore the users for real. If a job of this run waits for an approval, approve it. Otherwise run it again with these inputs.'
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
  if (run.code === 'other-run') {
    return [
      {
        text: 'Wait for the other run: it goes on where this one stopped. Run this again only if that one fails.'
      }
    ]
  }
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

/** Whether all that failed are users whom the plan refused before any call. */
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
    run.code === 'cancelled' ? 'Make' : 'Fix the cause above. Then make'
  return again(outcome, run, true, {
    byHand: `${cause} a dry run. ${unchanged}`,
    otherwise: `${cause} a dry run with these inputs, and the other inputs of this run. ${unchanged}`
  })
}

/**
 * The same restore again. GitHub refuses inputs that a workflow lacks, so there is
 * a command only if the workflow was started with them.
 */
function again(
  { snapshot, sourceUserPoolId, pool }: RestoreOutcome,
  run: RunFacts,
  isDryRun: boolean,
  texts: { byHand: string; otherwise: string }
): Step[] {
  const { place } = run
  const userPoolId = pool?.id ?? run.subject.userPoolId
  if (snapshot === undefined || userPoolId === undefined) return rerun(run)
  const known = new Map([
    ['snapshot', snapshot.id],
    ['user-pool-id', userPoolId],
    ['dry-run', String(isDryRun)],
    ['source-user-pool-id', sourceUserPoolId ?? userPoolId]
  ])
  const { workflowFile, dispatchInputs = [] } = place
  const isByHand =
    dispatchInputs.includes('snapshot') && dispatchInputs.includes('dry-run')
  if (workflowFile === undefined || !isByHand) {
    return [
      {
        text: texts.otherwise,
        copy: inputLines({ snapshot: snapshot.id, 'dry-run': String(isDryRun) })
      }
    ]
  }
  const others = dispatchInputs.filter(name => !known.has(name))
  const variables = others.map(variableFor)
  const first =
    others.length === 0
      ? ''
      : ` First give ${variables.map(name => `\`${name}\``).join(', ')} the value that this run had.`
  return [
    {
      text: texts.byHand + first,
      copy: shellCommand(ghCommand(`workflow run ${workflowFile}`, place), [
        ...[...known]
          .filter(([name]) => dispatchInputs.includes(name))
          .map(([name, value]) => field(name, shellWord(value))),
        // A shell stops at a variable that is not set.
        ...others.map(name => field(name, `"\${${variableFor(name)}:?}"`))
      ])
    }
  ]
}

/** That of docs/getting-started.md, for runs whose own workflow doesn't restore. */
const RESTORE_WORKFLOW = 'restore.yml'

/** A dry run of a restore of this snapshot, after a run of another mode. */
export function dryRun(
  snapshot: Pick<SnapshotFacts, 'id'> | undefined,
  userPoolId: string | undefined,
  { place }: RunFacts,
  text: string
): Step[] {
  if (snapshot === undefined || userPoolId === undefined) return []
  return [
    {
      text: `${text} This command needs the workflow of ${docsPage(place, 'getting-started.md')}, saved as \`${RESTORE_WORKFLOW}\`.`,
      copy: shellCommand(ghCommand(`workflow run ${RESTORE_WORKFLOW}`, place), [
        field('snapshot', shellWord(snapshot.id)),
        field('user-pool-id', shellWord(userPoolId)),
        field('dry-run', 'true')
      ])
    }
  ]
}

const field = (name: string, value: string) => `-f ${name}=${value}`

const variableFor = (name: string) =>
  `INPUT_${name.toUpperCase().replaceAll('-', '_')}`

/** How created users can sign in again: Cognito sent them no message. */
function signIn({
  usersCreated = 0,
  plan,
  restoredUserStatus,
  waysIn,
  isPseudonymised
}: RestoreOutcome): Step[] {
  if (usersCreated + (plan?.resumed ?? 0) === 0) return []
  if (waysIn === undefined) return []
  const { byCode, byAdministrator } = waysIn
  if (isPseudonymised === true) {
    return [
      {
        text: 'Set the password of each made-up user that you need (AdminSetUserPassword): no code reaches a made-up address.'
      }
    ]
  }
  if (restoredUserStatus === 'force-change-password') {
    if (byCode + byAdministrator === 0) return []
    return [
      {
        text: 'Set a password (AdminSetUserPassword) for each restored user. Without it they can not sign in.'
      }
    ]
  }
  const steps: Step[] = []
  if (byCode > 0) {
    steps.push(
      {
        text: 'Connect Amazon SES first, if the pool lacks it: without it, Cognito sends 50 e-mails a day.'
      },
      {
        text: 'Sign in as a restored user. Then ask restored users to set a new password by “Forgot password”: no message was sent.'
      }
    )
  }
  if (byAdministrator > 0) {
    steps.push({
      text: `Set a password (AdminSetUserPassword) for ${byCode > 0 ? 'restored users that the pool can send no code' : 'restored users, and give it to them: the pool lets none of them reset it'}.`
    })
  }
  return steps
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
        lines: [
          ...open(uri, 'report.ndjson'),
          ...open(subMapUri, 'sub-map.csv')
        ]
      }
    }
  ]
}
