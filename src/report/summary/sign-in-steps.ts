import type { RestoreOutcome } from '../../shared/outcome.ts'
import type { Step } from './steps.ts'

/** How created users can sign in again: Cognito sent them no message. */
export function signIn({
  usersCreated = 0,
  plan,
  restoredUserStatus,
  waysIn,
  isPseudonymised
}: RestoreOutcome): Step[] {
  if (usersCreated + (plan?.resumed ?? 0) === 0) return []
  if (waysIn === undefined) return []
  const { byCode, byAdministrator } = waysIn
  if (isPseudonymised === true) {
    return [
      {
        text: 'Set the password of each made-up user that you need (AdminSetUserPassword): no code reaches a made-up address.'
      }
    ]
  }
  if (restoredUserStatus === 'force-change-password') {
    if (byCode + byAdministrator === 0) return []
    return [
      {
        text: 'Set a password (AdminSetUserPassword) for each restored user. Without it they can not sign in.'
      }
    ]
  }
  const steps: Step[] = []
  if (byCode > 0) {
    steps.push(
      {
        text: 'Connect Amazon SES first, if the pool lacks it: without it, Cognito sends 50 e-mails a day.'
      },
      {
        text: 'Sign in as a restored user. Then ask restored users to set a new password by “Forgot password”: no message was sent.'
      }
    )
  }
  if (byAdministrator > 0) {
    steps.push({
      text: `Set a password (AdminSetUserPassword) for ${byCode > 0 ? 'restored users that the pool can send no code' : 'restored users, and give it to them: the pool lets none of them reset it'}.`
    })
  }
  return steps
}
