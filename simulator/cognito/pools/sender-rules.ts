import type { CognitoState } from '../operation.ts'
import { CognitoError, invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import { sendingAccounts } from '../state/pool-settings.ts'

/** Regions whose identities the pools of some other Regions can use. */
const sharedRegions = ['us-east-1', 'us-west-2', 'eu-west-1']

/**
 * Wording: aws/aws-cdk#18964, #19787 and #25115.
 *
 * Source: developer guide, "Email settings for Amazon Cognito user pools".
 */
export function checkEmail(email: Members, state: CognitoState): void {
  const { accountId, region } = state.account
  const account = email.choice('EmailSendingAccount', sendingAccounts)
  const arn = email.optionalString('SourceArn', { min: 20, max: 2048 })
  if (arn === undefined) {
    if (account === 'DEVELOPER')
      throw invalidParameter('Please provide a SourceArn.')
    return
  }
  const [, , , identityRegion = '', owner] = arn.split(':')
  if (owner !== accountId)
    throw new CognitoError(
      'NotAuthorizedException',
      'Email arn does not belong to your account.'
    )
  const reachable = [region, ...sharedRegions].includes(identityRegion)
  if (!reachable || state.facts.unverifiedIdentities.includes(arn))
    throw new CognitoError(
      'InvalidEmailRoleAccessPolicyException',
      `Email address is not verified. The following identities failed the check in region ${identityRegion.toUpperCase()}: ${arn.split('/').at(-1) ?? ''}`
    )
}

/**
 * Cognito assumes the role at once. Which of the two errors a role of another
 * account gets is inferred, and all wording.
 *
 * Source: API reference, CreateUserPool, errors; SmsConfigurationType.
 */
export function checkSms(sms: Members, state: CognitoState): void {
  const { accountId, region } = state.account
  const eums = sms.structure('EumsSms')
  if (sms.has('SnsCallerArn') === (eums !== undefined))
    throw invalidParameter('SmsConfiguration has SnsCallerArn or EumsSms.')
  if (eums && (eums.optionalString('Region') ?? region) !== region)
    throw invalidParameter('The Region of EumsSms is that of the pool.')
  const arn = sms.optionalString('SnsCallerArn') ?? eums?.string('CallerArn')
  if (arn === undefined) return
  const { untrustingRoles, powerlessRoles } = state.facts
  if (arn.split(':')[4] !== accountId || untrustingRoles.includes(arn))
    throw new CognitoError(
      'InvalidSmsRoleTrustRelationshipException',
      'Role does not have a trust relationship allowing Cognito to assume the role'
    )
  if (powerlessRoles.includes(arn))
    throw new CognitoError(
      'InvalidSmsRoleAccessPolicyException',
      'Role does not have permission to publish with SNS'
    )
}
