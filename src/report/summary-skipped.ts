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
      'They sign in by e-mail or phone, and Cognito makes up their username. Restore with `users-without-username: recreate` to create them by that address.'
    ],
    [
      'protected by MFA',
      skipped['mfa-protected'],
      'Cognito gives MFA secrets to nobody. Restore with `mfa-users: restore` to create them all the same, with SMS and e-mail MFA turned on again; authenticator apps and passkeys have to be set up again.'
    ],
    [
      'federated',
      skipped.federated,
      'Cognito creates them again when they next sign in through their identity provider, without their groups. Restore with `federated-users: link` to create them now.'
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
    outcome.mode !== 'restore'
      ? 'Users that a default restore skips'
      : outcome.status === 'planned'
        ? 'Users that would be skipped'
        : 'Users that were skipped',
    [
      `${amount(skippedUsers, 'user')}${outcome.mode === 'restore' ? '' : ', all of them in the snapshot'}. A user with two reasons counts under each.`,
      '',
      '| Reason | Users | What to do |',
      '| --- | ---: | --- |',
      ...lines
    ].join('\n')
  )
}
