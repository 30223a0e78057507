import { amount } from '../amount.ts'
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
  const users = (count: number) => amount(count, 'user')
  warn(
    skipped['no-username'],
    'Users without a username were skipped',
    `Skipped: ${users(skipped['no-username'])} without a username of their own. Cognito makes it up for people who sign in by e-mail or phone.`
  )
  warn(
    skipped['mfa-protected'],
    'Users protected by MFA were skipped',
    `Skipped: ${users(skipped['mfa-protected'])} protected by MFA. Cognito gives its secrets to nobody, so that restored users would sign in without it.`
  )
  warn(
    skipped.federated,
    'Federated users were skipped',
    `Skipped: ${users(skipped.federated)} of identity providers. They come back at their next sign-in.`
  )
  warn(
    mfaUnknown,
    'MFA of users unknown',
    `It is not known of ${users(mfaUnknown)} in the snapshot whether they use MFA. Those who did sign in without it until they set it up again.`
  )
  return warnings
}
