import { amount } from '../amount.ts'
import type { Warning } from '../outcome.ts'
import type { UserTally } from './tally.ts'

/** What a person should know of an export that went well; one of each kind. */
export function exportWarnings(
  tally: UserTally,
  vanishedGroups: number
): Warning[] {
  const warnings: Warning[] = []
  const warn = (count: number, title: string, text: string) => {
    if (count > 0) warnings.push({ title, text })
  }
  const { skipped } = tally
  const users = (count: number) => amount(count, 'user')
  warn(
    skipped['no-username'],
    'Users without a username',
    `A default restore skips ${users(skipped['no-username'])} without a username of their own: Cognito makes it up for people who sign in by e-mail or phone. They are in the snapshot.`
  )
  warn(
    skipped['mfa-protected'],
    'Users protected by MFA',
    `A default restore skips ${users(skipped['mfa-protected'])} protected by MFA, because Cognito gives its secrets to nobody. They are in the snapshot.`
  )
  warn(
    skipped.federated,
    'Federated users',
    `A default restore skips ${users(skipped.federated)} of identity providers, who come back at their next sign-in. They are in the snapshot.`
  )
  warn(
    tally.mfaUnknown,
    'MFA of users unknown',
    `MFA is optional in this pool, and it is not known of ${users(tally.mfaUnknown)} whether they use it. A restore recreates them without MFA.`
  )
  warn(
    tally.duplicates,
    'Users listed twice',
    `Cognito listed ${users(tally.duplicates)} more than once. Each is in the snapshot once.`
  )
  warn(
    vanishedGroups,
    'Groups deleted meanwhile',
    `${amount(vanishedGroups, 'group')} of the pool went during the export, and stand in the snapshot without all their members.`
  )
  return warnings
}
