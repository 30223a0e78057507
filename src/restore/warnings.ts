import type { Warning } from '../outcome.ts'
import type { PlanTally } from './plan-tally.ts'

/** What a person should know of a restore that goes on; one of each kind. */
export function restoreWarnings(
  { skipped }: PlanTally,
  mfaUnknown: number
): Warning[] {
  const warnings: Warning[] = []
  const warn = (count: number, title: string, text: string) => {
    if (count > 0) warnings.push({ title, text })
  }
  warn(
    skipped['no-username'],
    'Users without a username were skipped',
    `${skipped['no-username']} users were skipped because they have no username of their own: Cognito makes it up for people who sign in by e-mail or phone.`
  )
  warn(
    skipped['mfa-protected'],
    'Users protected by MFA were skipped',
    `${skipped['mfa-protected']} users were skipped because MFA protects them, and Cognito gives its secrets to nobody: restored, they would sign in without it.`
  )
  warn(
    skipped.federated,
    'Federated users were skipped',
    `${skipped.federated} users were skipped because they sign in through an identity provider. They come back at their next sign-in.`
  )
  warn(
    mfaUnknown,
    'MFA of users unknown',
    `Of ${mfaUnknown} users in the snapshot it is not known whether they use MFA. Those who did sign in without it until they set it up again.`
  )
  return warnings
}
