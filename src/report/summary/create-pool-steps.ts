import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import { removalCommands } from '../../shared/pool-removal.ts'
import { goOnWithPool } from '../new-pool-left.ts'
import { markdownText } from '../sanitise.ts'
import { openFindings } from './create-pool-headline.ts'
import { rerun } from './rerun-step.ts'
import { inputLines, shellCommand, type Step } from './steps.ts'
import type { RunFacts } from './summary-headline.ts'

/** What to do after a run of mode create-pool. */
export function createPoolSteps(
  outcome: CreatePoolOutcome,
  run: RunFacts
): Step[] {
  const { status } = outcome
  const { code } = run
  if (status === 'complete') {
    return outcome.finishes ? afterFinish(outcome) : afterCreation(outcome)
  }
  const isRefused = status === 'planned' || code === 'findings-open'
  if (isRefused && openFindings(outcome) > 0) {
    return [
      {
        text: 'Solve each open finding below, or paste its line into `accept`. Then make the dry run again.'
      }
    ]
  }
  if (status === 'planned') {
    const what = outcome.finishes ? 'Set what waited' : 'Make the pool'
    return [
      {
        text: `${what}: run this again with these inputs, and the other inputs of this run.`,
        copy: inputLines({
          snapshot: outcome.snapshot?.uri,
          'manifest-sha256': outcome.snapshot?.manifestSha256,
          'dry-run': 'false'
        })
      }
    ]
  }
  if (code === 'not-the-same') {
    return [
      {
        text: outcome.finishes
          ? 'Decide about each difference, and set it in the pool by hand.'
          : 'Set each difference by hand in the new pool, or name its part in `leave-out`. Then run it again.'
      },
      ...removal(outcome)
    ]
  }
  const left = goOnWithPool(outcome)
  const [state] = left
  if (code === 'input' && state !== undefined) {
    return [...rerun(run, markdownText(state)), ...removal(outcome)]
  }
  return left.length > 0
    ? [...wayOn(outcome, left, run), ...removal(outcome)]
    : rerun(run)
}

/** @param left what is half done, and how to go on */
function wayOn(
  { halfMade }: CreatePoolOutcome,
  left: readonly string[],
  run: RunFacts
): Step[] {
  const at = halfMade?.stoppedAt
  const isCancelled = run.code === 'cancelled'
  // AWS's own words may quote a value, so no page repeats them.
  const why =
    run.code === 'aws'
      ? 'CloudTrail has the reason that AWS gave, under that call. Put it right.'
      : 'Put right what the message above says.'
  const cause: Step[] =
    at === undefined || isCancelled
      ? []
      : [{ text: `${markdownText(`It stopped at ${at}.`)} ${why}` }]
  return [...cause, { text: markdownText(left.join(' ')) }]
}

function afterFinish({
  pool,
  snapshot,
  sourceUserPoolId,
  findings = []
}: CreatePoolOutcome): Step[] {
  const ask =
    findings.length > 0 ? [{ text: 'Do what each finding below says.' }] : []
  return [
    ...ask,
    { text: 'If the pool has a replica, activate it.' },
    {
      text: 'Sign in as a test user. Then compare the pool with the snapshot, with the verify role. Take `age-identity` and the inputs of the bucket from this run.',
      copy: inputLines({
        mode: 'compare',
        'user-pool-id': pool?.id,
        'source-user-pool-id': sourceUserPoolId,
        snapshot: snapshot?.uri,
        'aws-region': pool?.region
      })
    }
  ]
}

/** Users, groups and memberships come back by a restore. */
function afterCreation(outcome: CreatePoolOutcome): Step[] {
  const { pool, snapshot, sourceUserPoolId, findings = [] } = outcome
  if (pool === undefined || snapshot === undefined) return []
  return [
    {
      text: 'Add the ARN of the new pool to `RestoreUserPools` of the restore role and of the verify role. Then deploy both roles again.'
    },
    {
      text: 'Rehearse a restore of the users into the new pool, with the restore role. Take `age-identity` and the inputs of the bucket from this run. Then set `dry-run` to `false`.',
      copy: inputLines({
        mode: 'restore',
        'user-pool-id': pool.id,
        'source-user-pool-id': sourceUserPoolId,
        snapshot: snapshot.uri,
        'manifest-sha256': snapshot.manifestSha256,
        // A new pool makes new subs anyway, and has no users to keep.
        'users-without-username': 'recreate',
        'mfa-users': 'restore',
        'aws-region': pool.region,
        'dry-run': 'true'
      })
    },
    ...(findings.length > 0
      ? [
          {
            text: 'Do what each finding below says. Apps need the new client ids, and other services the new pool id.'
          }
        ]
      : []),
    {
      text: 'Once the users are restored, set what waits. Run this again with `finish: true` and the same inputs, but without `secrets`.'
    }
  ]
}

function removal({ halfMade }: CreatePoolOutcome): Step[] {
  if (halfMade === undefined) return []
  return [
    {
      text: 'Or remove it, if it has no users. If a domain is not there, its command fails and does no harm.',
      copy: { language: 'sh', lines: removalCommands(halfMade).flatMap(broken) }
    }
  ]
}

/** A command with each option on a line of its own. */
function broken(command: string): readonly string[] {
  const [start = '', ...options] = command.split(' --')
  return shellCommand(
    start,
    options.map(option => `--${option}`)
  ).lines
}
