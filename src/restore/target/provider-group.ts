/**
 * The name of the group that Cognito makes for an identity provider: "[user
 * pool ID]_[IdP name]" (developer guide, adding groups to a user pool).
 */
export function providerGroup(userPoolId: string, provider: string): string {
  return `${userPoolId}_${provider}`
}

/** The id of a user pool, from its ARN: `arn:aws:cognito-idp:…:userpool/ID`. */
export function poolIdIn(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1)
}
