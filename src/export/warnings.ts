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
  warn(
    skipped['no-username'],
    'Users without a username',
    `${skipped['no-username']} users have no username of their own, because they sign in by e-mail or phone. They are in the snapshot; a default restore skips them.`
  )
  warn(
    skipped['mfa-protected'],
    'Users protected by MFA',
    `${skipped['mfa-protected']} users are protected by MFA, whose secrets Cognito gives to nobody. They are in the snapshot; a default restore skips them.`
  )
  warn(
    skipped.federated,
    'Federated users',
    `${skipped.federated} users sign in through an identity provider. They are in the snapshot; a default restore skips them, and they come back at their next sign-in.`
  )
  warn(
    tally.mfaUnknown,
    'MFA of users unknown',
    `MFA is optional in this pool, and of ${tally.mfaUnknown} users it is not known whether they use it. A restore recreates them without MFA.`
  )
  warn(
    tally.duplicates,
    'Users listed twice',
    `Cognito listed ${tally.duplicates} users more than once. Each is in the snapshot once.`
  )
  warn(
    vanishedGroups,
    'Groups deleted meanwhile',
    `${vanishedGroups} groups were deleted during the export. They are in the snapshot without their members.`
  )
  return warnings
}
