import type {
  CompareOutcome,
  ExportOutcome,
  Outcome,
  RestoreOutcome,
  VerifyOutcome
} from '../../shared/outcome.ts'
import { ghRepository, type RunPlace } from '../run-place.ts'
import type { RunFacts } from './summary-headline.ts'
import { isCompared } from './compare-headline.ts'
import { createPoolSteps } from './create-pool-steps.ts'
import { recoverSteps } from './recover-steps.ts'
import { section } from './summary-table.ts'

/** A next step, and the text to copy for it. */
interface Step {
  text: string
  /** Undefined if there is nothing to copy. */
  copy?: { language: 'sh' | 'yaml'; lines: readonly string[] }
}

/** What to do next, with the exact commands; blank if there is nothing to do. */
export function nextSteps(outcome: Outcome, run: RunFacts): string {
  const steps = stepsOf(outcome, run)
  return section(
    'What to do next',
    steps.map((step, at) => render(step, at + 1)).join('\n')
  )
}

function stepsOf(outcome: Outcome, run: RunFacts): Step[] {
  switch (outcome.mode) {
    case 'export':
      return afterExport(outcome, run)
    case 'restore':
      return afterRestore(outcome, run)
    case 'verify':
      return afterVerify(outcome, run)
    case 'compare':
      return afterCompare(outcome, run)
    case 'recover':
      return recoverSteps(outcome)
    case 'create-pool':
      return createPoolSteps(outcome, run)
  }
}

function afterExport(outcome: ExportOutcome, run: RunFacts): Step[] {
  if (outcome.status === 'complete') {
    return [...rehearsal(outcome, outcome.pool?.id, run), ...pin(outcome)]
  }
  return rerun(
    run,
    outcome.maybeStored === undefined
      ? 'What this run has left, if anything, has no manifest and doesn’t count. Earlier snapshots are as they were.'
      : 'Earlier snapshots are as they were.'
  )
}

function afterVerify(outcome: VerifyOutcome, run: RunFacts): Step[] {
  const { wouldRestore, sourceUserPoolId, status } = outcome
  if (wouldRestore === undefined) {
    return rerun(run)
  }
  if (!wouldRestore) {
    return [
      { text: 'Export the pool again, before anything happens to it.' },
      ...otherSnapshots(outcome)
    ]
  }
  const rehearse = rehearsal(outcome, sourceUserPoolId, run)
  return status === 'complete' ? [...rehearse, ...pin(outcome)] : rehearse
}

function afterCompare(outcome: CompareOutcome, run: RunFacts): Step[] {
  if (!isCompared(outcome, run.code)) return rerun(run)
  const { snapshot, other, difference, definition, level, before, now } =
    outcome
  const isEarlier =
    snapshot !== undefined && other !== undefined && other.id < snapshot.id
  const earlier = { ...outcome, snapshot: isEarlier ? other : snapshot }
  const { gone = 0, changed = 0 } = difference?.users ?? {}
  const isFewer = level === 'counts' && (now?.users ?? 0) < (before?.users ?? 0)
  return [
    ...((definition?.lines.length ?? 0) > 0
      ? [
          {
            text: 'Look in CloudTrail for who changed the settings. Set back by hand what was not meant: a restore leaves settings alone.'
          }
        ]
      : []),
    ...(gone + changed > 0 || isFewer
      ? dispatch(
          earlier,
          outcome.pool?.id ?? outcome.sourceUserPoolId,
          run,
          `If users should not be gone or changed, make a dry run of a restore of ${isEarlier ? 'the earlier' : 'this'} snapshot. To set changed users back, add \`existing-users: update\`.`,
          true
        )
      : [])
  ]
}

function afterRestore(outcome: RestoreOutcome, run: RunFacts): Step[] {
  const again = (text: string, isDryRun: boolean) =>
    dispatch(outcome, outcome.pool?.id, run, text, isDryRun)
  switch (outcome.status) {
    case 'planned':
      return again(
        'Carry it out. Add the other inputs of this run, if it had any; the pool should not change in between.',
        false
      )
    case 'complete':
      return [...signIn(outcome), ...reports(outcome)]
    case 'partial':
      if (run.code === 'other-run') {
        const text =
          'Wait for the other run: it goes on where this one stopped. Run it again only if that one fails.'
        return [{ text }, ...reports(outcome)]
      }
      return [
        ...again(
          'Run it again, with the other inputs of this run, if it had any. It continues where this one stopped and tries again what failed, but for users that the plan refused.',
          false
        ),
        ...reports(outcome)
      ]
    case 'failed':
      return again(
        'No change to the pool is known. Once that is mended, make a dry run, with the other inputs of this run, if it had any.',
        true
      )
  }
}

/** A dry run of a restore of this snapshot into its own pool. */
function rehearsal(
  outcome: Outcome,
  userPoolId: string | undefined,
  run: RunFacts
): Step[] {
  return dispatch(
    outcome,
    userPoolId,
    run,
    'Rehearse a restore. A dry run reads and checks every byte, says what a restore would do, and writes nothing.',
    true
  )
}

/** That of docs/getting-started.md, if the run's own workflow doesn't restore. */
const RESTORE_WORKFLOW = 'restore.yml'

function dispatch(
  { snapshot, mode }: Outcome,
  userPoolId: string | undefined,
  { place }: RunFacts,
  text: string,
  isDryRun: boolean
): Step[] {
  if (snapshot === undefined || userPoolId === undefined) return []
  const own = mode === 'restore' ? place.workflowFile : undefined
  const inputs: [string, string][] = [
    ['snapshot', snapshot.id],
    ['user-pool-id', userPoolId],
    ['dry-run', String(isDryRun)]
  ]
  const command = `gh workflow run ${own ?? RESTORE_WORKFLOW}${inRepository(place)}`
  const fields = inputs.map(([name, value]) => `-f ${name}=${shellWord(value)}`)
  return [
    {
      text:
        own === undefined
          ? `${text} With the workflow of docs/getting-started.md, saved as \`${RESTORE_WORKFLOW}\`:`
          : text,
      copy: {
        language: 'sh',
        lines: [`${command} \\`, `  ${fields.join(' ')}`]
      }
    }
  ]
}

function pin({ snapshot }: Outcome): Step[] {
  if (snapshot === undefined) return []
  return [
    {
      text: 'Keep the digest of its manifest outside the bucket. `restore` and `verify` take it as `manifest-sha256` and refuse any other manifest.',
      copy: {
        language: 'yaml',
        lines: [`manifest-sha256: ${shellWord(snapshot.manifestSha256)}`]
      }
    }
  ]
}

/** Runs the same workflow again, with the command if that can help. */
function rerun({ place, code }: RunFacts, remark = ''): Step[] {
  const also = remark === '' ? '' : ` ${remark}`
  // Another run of the same file would fail in the same way.
  if (code === 'input' || code === 'out-of-time') {
    return [{ text: `Fix the workflow, and run it again.${also}` }]
  }
  const text = `${code === 'cancelled' ? 'Run it again.' : 'Fix that, and run it again.'}${also}`
  if (place.runId === undefined || place.repository === undefined) {
    return [{ text }]
  }
  const command = `gh run rerun ${place.runId}${inRepository(place)}`
  return [{ text, copy: { language: 'sh', lines: [command] } }]
}

function otherSnapshots({ snapshot }: Outcome): Step[] {
  const pool = snapshot?.uri.replace(/[^/]+\/$/, '')
  if (pool === undefined) return []
  return [
    {
      text: 'Verify another snapshot, by its id in the input `snapshot`, and restore from that one. These are there:',
      copy: { language: 'sh', lines: [`aws s3 ls ${shellWord(pool)}`] }
    }
  ]
}

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
  if (isPseudonymised === true) {
    return [
      {
        text: 'Set the password of each made-up user that you need (AdminSetUserPassword): no code reaches a made-up address.'
      }
    ]
  }
  if (restoredUserStatus === 'force-change-password') return []
  const { byCode, byAdministrator } = waysIn
  const steps: Step[] = []
  if (byCode > 0) {
    steps.push({
      text: 'Sign in as a restored user. Then ask restored users to set a new password by “Forgot password”: no message was sent. Without Amazon SES, Cognito sends 50 e-mails a day: connect SES first.'
    })
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
    uri === undefined
      ? []
      : [
          `aws s3 cp ${shellWord(uri)} - \\`,
          `  | ${uri.endsWith('.age') ? 'age --decrypt --identity key.txt | ' : ''}gunzip > ${file}`
        ]
  return [
    {
      text: 'See what became of each user, and which `sub` is new. Both files hold personal data: open them on your own machine, not in a workflow.',
      copy: {
        language: 'sh',
        lines: [
          ...open(report.uri, 'report.ndjson'),
          ...open(report.subMapUri, 'sub-map.csv')
        ]
      }
    }
  ]
}

function inRepository(place: RunPlace): string {
  const repository = ghRepository(place)
  return repository === undefined ? '' : ` --repo ${repository}`
}

/** Quotes a text as one word for a shell. */
function shellWord(text: string): string {
  // The text must end neither the fence nor the line.
  const inert = text.replace(/[`\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
  return /^[\w.:/@=-]+$/.test(inert)
    ? inert
    : `'${inert.replaceAll("'", "'\\''")}'`
}

function render({ text, copy }: Step, number: number): string {
  const marker = `${number}. `
  const block =
    copy === undefined
      ? []
      : ['', `\`\`\`${copy.language}`, ...copy.lines, '```', '']
  const indent = ' '.repeat(marker.length)
  return [
    marker + text,
    ...block.map(line => (line === '' ? '' : indent + line))
  ].join('\n')
}
