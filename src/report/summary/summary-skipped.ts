import type { CountedOutcome } from '../../shared/outcome.ts'
import { amount } from '../../shared/amount.ts'
import { formatCount } from '../numbers.ts'
import { section, stacked, table } from './summary-table.ts'

const ADVICE = 'What to do'

/** The users that a default restore skips, and what to do about them. */
export function skippedTable(outcome: CountedOutcome): string {
  const { skipped, skippedUsers, mfaUnknown } = outcome
  if (skipped === undefined || skippedUsers === undefined) return ''
  const isRestore = outcome.mode === 'restore'
  // A failed restore has restored nothing: it skips them the next time.
  const isForeseen =
    outcome.status === 'planned' || (isRestore && outcome.status === 'failed')
  const reasons = Object.values(skipped).reduce((sum, count) => sum + count, 0)
  const rows: [string, number, string][] = [
    [
      'no username',
      skipped['no-username'],
      `They sign in by e-mail or phone, and Cognito makes up their username. Restore with \`users-without-username: recreate\` to create them by that address.${isRestore ? ' Is that set already? Then the others have no address that the pool accepts for sign-in.' : ''}`
    ],
    [
      'protected by MFA',
      skipped['mfa-protected'],
      'Cognito exports no MFA secrets. `mfa-users: restore` creates these users and turns SMS and e-mail MFA on again. They set up authenticator apps and passkeys themselves.'
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
  return section(
    HEADINGS[isForeseen ? 'planned' : outcome.mode],
    stacked([
      `${amount(skippedUsers, 'user')}${isRestore ? '' : ', all of them in the snapshot'}.${reasons > skippedUsers ? ' A user with two reasons counts under each.' : ''}`,
      table(
        ['Reason', 'Users', ADVICE],
        shown.map(([reason, count, advice]) => [
          // Stays on one line next to wide advice.
          reason.replaceAll(' ', '\u00a0'),
          formatCount(count),
          advice
        ]),
        [ADVICE]
      )
    ])
  )
}

const HEADINGS = {
  export: 'Users that a default restore skips',
  verify: 'Users that a default restore skips',
  restore: 'Users that were skipped',
  planned: 'Users that would be skipped'
}
