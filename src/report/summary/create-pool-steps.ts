import type { CreatePoolOutcome } from '../../shared/outcome.ts'
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
  if (status === 'complete') return afterCreation(outcome)
  const isRefused = status === 'planned' || code === 'findings-open'
  if (isRefused && openFindings(outcome) > 0) {
    return [
      {
        text: 'Solve or accept each open finding, and make a dry run with the other inputs of this run.'
      }
    ]
  }
  if (status === 'planned') {
    return [
      {
        text: 'Make the pool: run it with the same inputs and `dry-run: false`. It reads the snapshot and the account again.'
      }
    ]
  }
  if (code === 'not-the-same') {
    return [
      {
        text: 'Decide about each difference. Set it in the pool by hand, or delete the pool, and run it again.'
      },
      ...removal(outcome)
    ]
  }
  const left = goOnWithPool(outcome).map(text => ({ text: markdownText(text) }))
  return left.length > 0
    ? [...left, ...removal(outcome)]
    : [{ text: 'No pool was made. Put that right, and run it again.' }]
}

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
    'aws-region': pool.region
  }).filter(([, value]) => value !== '')
  return [
    {
      text: 'Restore the users into the new pool. Add `age-identity`, the roles and `bucket-region`, as this run has them. `dry-run: true` rehearses it.',
      copy: {
        language: 'yaml',
        lines: inputs.map(([name, value]) => `${name}: '${quoted(value)}'`)
      }
    },
    ...(findings.length > 0
      ? [
          {
            text: 'Do what each finding above says: apps need the new ids, and other services the new pool.'
          }
        ]
      : []),
    {
      text: 'Triggers, self sign-up and dynamic registration of clients are off. Turn them on once the users are restored.'
    }
  ]
}

function removal({ halfMade }: CreatePoolOutcome): Step[] {
  if (halfMade === undefined) return []
  return [
    {
      text: 'Or remove it, if no person uses it. Turn deletion protection off first where it is on, and delete its domain.',
      copy: {
        language: 'sh',
        lines: [
          `aws cognito-idp delete-user-pool --user-pool-id ${halfMade.userPoolId.replace(/[^\w-]/g, '')}`
        ]
      }
    }
  ]
}

/** Inside single quotes of YAML. */
function quoted(value: string): string {
  return pastable(value).replaceAll("'", "''")
}
