import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider'
import { listed } from './calls/answers.ts'

/** How users of a pool reset their own passwords ("Forgot password"). */
export interface AccountRecovery {
  /**
   * Attributes that receive the code, once verified. Empty: only an
   * administrator resets passwords.
   */
  by: readonly ('email' | 'phone_number')[]
  /** Whether an address that receives a user's MFA codes is left out. */
  excludesMfa: boolean
}

/**
 * Reads this from DescribeUserPool's answer. "SMS doesn't qualify for a valid
 * password recovery mechanism if the user also has SMS multi-factor
 * authentication (MFA) activated. Email MFA is also disqualifying … In the
 * absence of this setting, Amazon Cognito uses the legacy behavior … where SMS
 * is preferred over email" (CreateUserPool, AccountRecoverySetting). No text
 * message is sent without an SmsConfiguration.
 *
 * @throws UserError `cognito-answer` if the mechanisms are not a list
 */
export function readAccountRecovery({
  AccountRecoverySetting,
  SmsConfiguration
}: Pick<
  UserPoolType,
  'AccountRecoverySetting' | 'SmsConfiguration'
>): AccountRecovery {
  const names = listed(
    AccountRecoverySetting?.RecoveryMechanisms,
    'RecoveryMechanisms of the user pool'
  ).map(({ Name }) => Name)
  const isLegacy = names.length === 0
  const isOpen = !names.includes('admin_only')
  const hasEmail = isLegacy || names.includes('verified_email')
  const hasPhone =
    (isLegacy || names.includes('verified_phone_number')) &&
    SmsConfiguration !== undefined
  return {
    by: [
      ...(isOpen && hasEmail ? (['email'] as const) : []),
      ...(isOpen && hasPhone ? (['phone_number'] as const) : [])
    ],
    excludesMfa: !isLegacy
  }
}
