import { CognitoError, invalidParameter } from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'

/**
 * AllowedOAuthFlowsUserPoolClient "must have a value of true before you can
 * configure" these members. The error of that rule is inferred; the other wording
 * is in hashicorp/terraform-provider-aws and cisagov/crossfeed#440.
 *
 * Source: API reference, CreateUserPoolClient.
 */
export function checkOAuth(request: Members): void {
  const given = [
    'CallbackURLs',
    'LogoutURLs',
    'AllowedOAuthScopes',
    'AllowedOAuthFlows'
  ].filter(name => request.strings(name).length > 0)
  const isOn = request.boolean('AllowedOAuthFlowsUserPoolClient')
  if (!isOn && given.length > 0)
    throw invalidParameter(
      `AllowedOAuthFlowsUserPoolClient must be true for ${given.join(', ')}.`
    )
  const flows = request.strings('AllowedOAuthFlows')
  if (isOn && !(flows.length > 0 && given.includes('AllowedOAuthScopes')))
    throw invalidParameter(
      'AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.'
    )
  if (
    (flows.includes('code') || flows.includes('implicit')) &&
    !given.includes('CallbackURLs')
  )
    throw new CognitoError(
      'InvalidOAuthFlowException',
      'CallbackUrls can not be empty when code flow or implicit flow is selected'
    )
}

/** @param hasSecret whether the client has a secret */
export function checkFlows(request: Members, hasSecret: boolean): void {
  const flows = request.choices('AllowedOAuthFlows', [
    'code',
    'implicit',
    'client_credentials'
  ])
  if (!flows.includes('client_credentials')) return
  if (flows.length > 1)
    throw new CognitoError(
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected along with code flow or implicit flow.'
    )
  if (!hasSecret)
    throw new CognitoError(
      'InvalidOAuthFlowException',
      'client_credentials flow can not be selected if client does not have a client secret.'
    )
}
