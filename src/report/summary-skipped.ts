import type { Outcome } from '../outcome.ts'
import { amount } from '../amount.ts'
import { formatCount } from './numbers.ts'
import { section } from './summary-table.ts'

/** The users that a default restore passes over, and what to do about them. */
export function skippedTable(outcome: Outcome): string {
  const { skipped, skippedUsers, mfaUnknown } = outcome
  if (skipped === undefined || skippedUsers === undefined) return ''
  const rows: [string, number, string][] = [
    [
      'no username',
      skipped['no-username'],
      'They sign in by e-mail or phone, and Cognito makes up their username. Let them sign up again, or create them by their address.'
    ],
    [
      'protected by MFA',
      skipped['mfa-protected'],
      'Cognito gives MFA secrets to nobody. Restored, they would sign in without a second factor; have them set it up again.'
    ],
    [
      'federated',
      skipped.federated,
      'Nothing: Cognito creates them again when they next sign in through their identity provider. Then add them to their groups.'
    ],
    [
      'MFA not known',
      mfaUnknown ?? 0,
      'Not skipped. MFA is optional in the pool, and who uses it was not looked up. Restored users start without it.'
    ]
  ]
  const shown = rows.filter(([, count]) => count > 0)
  if (shown.length === 0) return ''
  const lines = shown.map(
    ([reason, count, advice]) =>
      `| ${reason} | ${formatCount(count)} | ${advice} |`
  )
  return section(
    outcome.mode === 'export'
      ? 'Users that a default restore skips'
      : 'Users that were skipped',
    [
      `${amount(skippedUsers, 'user')}${outcome.mode === 'export' ? ', all of them in the snapshot' : ''}. A user with two reasons counts under each.`,
      '',
      '| Reason | Users | What to do |',
      '| --- | ---: | --- |',
      ...lines
    ].join('\n')
  )
}
