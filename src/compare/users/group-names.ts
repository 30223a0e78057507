/**
 * What stands for a group on both sides, by its name. "Amazon Cognito creates a
 * user group for each OIDC, SAML, and social identity provider … in the format
 * [user pool ID]_[IdP name]" (developer guide, adding groups to a user pool): of
 * two pools, those groups of one provider are one.
 */
export function groupKey(
  name: string,
  userPoolId: string,
  isSamePool: boolean
): string {
  const beginning = `${userPoolId}_`
  const isOfProvider = !isSamePool && name.startsWith(beginning)
  return isOfProvider
    ? JSON.stringify(['provider', name.slice(beginning.length)])
    : JSON.stringify(['group', name])
}
