import { isCustomScope, standardScopes } from '../definition/client-rules.ts'
import type { CognitoState } from '../operation.ts'
import { invalidParameter, unavailableInTier } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { PoolDefinition } from '../state/pool-definition.ts'
import type { PoolSettings } from '../state/pool-settings.ts'
import { checkEmail, checkSms } from './sender-rules.ts'

/**
 * Refuses settings that don't go together, with the error of CreateUserPool and
 * UpdateUserPool.
 *
 * @param settings what the pool would have after the call
 * @throws CognitoError
 */
export function checkSettings(
  request: Members,
  settings: PoolSettings,
  definition: Pick<PoolDefinition, 'resourceServers'>,
  state: CognitoState
): void {
  checkAddOns(request, settings)
  checkValidity(request)
  checkUpdates(request, settings)
  checkFirstFactors(settings)
  checkTriggers(request)
  checkRegistration(request, settings, definition)
  if (request.has('EmailConfiguration'))
    checkEmail(request.requiredStructure('EmailConfiguration'), state)
  if (request.has('SmsConfiguration'))
    checkSms(request.requiredStructure('SmsConfiguration'), state)
}

/** Wording: hashicorp/terraform-provider-aws#40734. */
function checkAddOns(request: Members, { tier, others }: PoolSettings): void {
  request.structure('UserPoolAddOns')?.string('AdvancedSecurityMode')
  const addOns = others['UserPoolAddOns'] as
    { AdvancedSecurityMode?: string } | undefined
  if ((addOns?.AdvancedSecurityMode ?? 'OFF') !== 'OFF' && tier !== 'PLUS')
    throw invalidParameter(
      `The following features need to be disabled for the ${tier} pricing tier configured: Threat Protection`
    )
}

/** Wording: aws/aws-sdk-js#3817. */
function checkValidity(request: Members): void {
  const passwords = request.structure('Policies')?.structure('PasswordPolicy')
  if (
    request
      .structure('AdminCreateUserConfig')
      ?.has('UnusedAccountValidityDays') &&
    passwords?.has('TemporaryPasswordValidityDays')
  )
    throw invalidParameter(
      'Please use TemporaryPasswordValidityDays in PasswordPolicy instead of UnusedAccountValidityDays'
    )
}

/** Wording: aws/aws-cli#7151. */
function checkUpdates(
  request: Members,
  { autoVerifiedAttributes }: PoolSettings
): void {
  const verified =
    request
      .structure('UserAttributeUpdateSettings')
      ?.strings('AttributesRequireVerificationBeforeUpdate') ?? []
  const auto: readonly string[] = autoVerifiedAttributes
  if (!verified.every(name => auto.includes(name)))
    throw invalidParameter(
      'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes'
    )
}

/**
 * Source: API reference, SignInPolicyType; go-to-k/cdkd (August 2026) and its
 * issues #1975 and #2064, measured. The wording is inferred.
 */
export function checkFirstFactors({
  firstFactors,
  tier,
  smsConfiguration,
  mfa
}: PoolSettings): void {
  if (firstFactors.includes('SOFTWARE_TOKEN'))
    throw invalidParameter('SOFTWARE_TOKEN can not be a first factor.')
  if (tier === 'LITE' && firstFactors.some(factor => factor !== 'PASSWORD'))
    throw unavailableInTier('Choice-based sign-in')
  if (firstFactors.includes('SMS_OTP') && smsConfiguration === undefined)
    throw invalidParameter('SMS_OTP requires an SmsConfiguration.')
  if (mfa.configuration !== 'ON') return
  if (firstFactors.some(factor => factor.endsWith('_OTP')))
    throw invalidParameter(
      'EMAIL_OTP and SMS_OTP can not be first factors where MFA is required.'
    )
  const passkeys = mfa.webAuthn as { FactorConfiguration?: string } | undefined
  if (
    firstFactors.includes('WEB_AUTHN') &&
    passkeys?.FactorConfiguration !== 'MULTI_FACTOR_WITH_USER_VERIFICATION'
  )
    throw invalidParameter(
      'WEB_AUTHN can not be a first factor where MFA is required.'
    )
}

/**
 * Cognito takes the ARN of another account, and doesn't ask whether it may call
 * the function (aws/aws-sdk-js#1177). That it refuses one of another Region is
 * inferred, as is all wording.
 *
 * Source: API reference, LambdaConfigType.
 */
function checkTriggers(request: Members): void {
  const triggers = request.structure('LambdaConfig')
  if (triggers === undefined) return
  const legacy = triggers.optionalString('PreTokenGeneration')
  const config = triggers.structure('PreTokenGenerationConfig')
  if (
    legacy !== undefined &&
    config !== undefined &&
    legacy !== config.string('LambdaArn')
  )
    throw invalidParameter(
      'PreTokenGeneration and PreTokenGenerationConfig name different functions.'
    )
  const senders = ['CustomSMSSender', 'CustomEmailSender']
  if (senders.some(name => triggers.has(name)))
    triggers.string('KMSKeyID', { min: 20 })
}

/** That the scopes have to exist is likely, and not measured. */
function checkRegistration(
  request: Members,
  { tier }: PoolSettings,
  definition: Pick<PoolDefinition, 'resourceServers'>
): void {
  const registration = request.structure('DcrConfiguration')
  if (registration === undefined) return
  if (tier === 'LITE') throw unavailableInTier('Dynamic client registration')
  for (const scope of registration.strings('AllowedScopes'))
    if (!standardScopes.has(scope) && !isCustomScope({ definition }, scope))
      throw invalidParameter(`Invalid scope requested: ${scope}`)
}
