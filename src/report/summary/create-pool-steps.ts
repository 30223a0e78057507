import type { CreatePoolOutcome } from '../../shared/outcome.ts'
import { removalCommands } from '../../shared/pool-removal.ts'
import { goOnWithPool } from '../new-pool-left.ts'
import { markdownText } from '../sanitise.ts'
import { openFindings } from './create-pool-headline.ts'
import { pastable } from './pastable.ts'
import type { RunFacts } from './summary-headline.ts'

interface Step {
  text: string
  copy?: { language: 'yaml' | 'sh'; lines: readonly string[] }
}

/** What to do after a run of mode create-pool. */
export function createPoolSteps(
  outcome: CreatePoolOutcome,
  { code }: RunFacts
): Step[] {
  const { status } = outcome
  if (status === 'complete') {
    return outcome.finishes ? AFTER_FINISH : afterCreation(outcome)
  }
  const isRefused = status === 'planned' || code === 'findings-open'
  if (isRefused && openFindings(outcome) > 0) {
    return [
      {
        text: 'Solve each open finding, or paste its line into `accept`. Then make a dry run again, with the same inputs otherwise.'
      }
    ]
  }
  if (status === 'planned') {
    const what = outcome.finishes ? 'Set what waited' : 'Make the pool'
    return [
      {
        text: `${what}: run it with the same inputs and \`dry-run: false\`. It reads the snapshot and the account again.`
      }
    ]
  }
  if (code === 'not-the-same') {
    return [
      {
        text: outcome.finishes
          ? 'Decide about each difference, and set it in the pool by hand.'
          : 'Set each difference by hand in the new pool, or name its part in `leave-out`. Then run it again with the same inputs otherwise.'
      },
      ...removal(outcome)
    ]
  }
  const left = goOnWithPool(outcome)
  return left.length > 0
    ? [...wayOn(outcome, left, code), ...removal(outcome)]
    : [
        {
          text: `${outcome.finishes ? 'Nothing was set' : 'No pool was made'}. Put that right, and run it again.`
        }
      ]
}

/** @param left what is half done, and how to go on */
function wayOn(
  { halfMade }: CreatePoolOutcome,
  left: readonly string[],
  code: RunFacts['code']
): Step[] {
  const at = halfMade?.stoppedAt
  const why =
    at === undefined || code === 'cancelled'
      ? []
      : [
          `It stopped at ${at}.`,
          // AWS's own words may quote a value, so no page repeats them.
          code === 'aws'
            ? 'CloudTrail has the reason that AWS gave, under that call. Put it right.'
            : 'Put right what the message above says.'
        ]
  const [state = '', ...goOn] = left
  return [{ text: markdownText([state, ...why, ...goOn].join(' ')) }]
}

const AFTER_FINISH: Step[] = [
  {
    text: 'Do what each finding and each line above says, such as to activate a replica.'
  },
  {
    text: 'Sign in as a test user. Then compare the pool with the snapshot: `mode: compare` with its id as `user-pool-id`.'
  }
]

/** Users, groups and memberships come back by a restore. */
function afterCreation(outcome: CreatePoolOutcome): Step[] {
  const { pool, snapshot, sourceUserPoolId, findings = [] } = outcome
  if (pool === undefined || snapshot === undefined) return []
  const inputs = Object.entries({
    mode: 'restore',
    'user-pool-id': pool.id,
    'source-user-pool-id': sourceUserPoolId ?? '',
    snapshot: snapshot.uri,
    'manifest-sha256': snapshot.manifestSha256,
    // A new pool makes new subs anyway, and has no users to keep.
    'users-without-username': 'recreate',
    'mfa-users': 'restore',
    'aws-region': pool.region
  }).filter(([, value]) => value !== '')
  return [
    {
      text: 'Add the id of the new pool to `RestoreUserPools` of the restore role and of the verify role.'
    },
    {
      text: 'Restore the users into the new pool. `recreate` and `restore` bring users without a username of their own, and users with MFA. Add `age-identity`, the roles and `bucket-region`, as this run has them. `dry-run: true` rehearses it.',
      copy: {
        language: 'yaml',
        lines: inputs.map(([name, value]) => `${name}: '${quoted(value)}'`)
      }
    },
    ...(findings.length > 0
      ? [
          {
            text: 'Do what each finding above says: apps need the new ids below, and other services the new pool.'
          }
        ]
      : []),
    {
      text: 'Once the users are restored, set what waits: run this with the same inputs and `finish: true`. It needs no `secrets`.'
    }
  ]
}

function removal({ halfMade }: CreatePoolOutcome): Step[] {
  if (halfMade === undefined) return []
  return [
    {
      text: 'Or remove it, if it has no users. A command for a domain that is not there fails, and does no harm.',
      copy: {
        language: 'sh',
        lines: removalCommands(halfMade)
      }
    }
  ]
}

/** Inside single quotes of YAML. */
function quoted(value: string): string {
  return pastable(value).replaceAll("'", "''")
}
