import type { JsonObject } from '../../compare/definition/json.ts'
import { NOT_UPDATED, objectIn, poolSettings } from './pool-members.ts'
import { takeMembers } from './request-members.ts'
import { ownTags } from './tags.ts'
import { ownTriggers } from './triggers.ts'

/**
 * A whole UpdateUserPool request, without UserPoolId, that leaves a pool as it is
 * but for some changes. "If you don't provide a value for an attribute, Amazon
 * Cognito sets it to its default value":
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserPool.html
 *
 * @param userPool DescribeUserPool's UserPool of just now
 * @param changes members of the request, each in place of the pool's
 */
export function updateBody(
  userPool: JsonObject,
  changes: JsonObject
): JsonObject {
  const settings = poolSettings(userPool, NOT_UPDATED)
  return {
    // Empty, it keeps the rule of a pool that has none. Absent, it may not.
    AccountRecoverySetting: {},
    ...takeMembers('UpdateUserPoolRequest', {
      ...settings,
      ...tagged(userPool),
      LambdaConfig: ownTriggers(objectIn(settings, 'LambdaConfig'))
    }).taken,
    ...changes
  }
}

function tagged(userPool: JsonObject): JsonObject {
  const tags = ownTags(objectIn(userPool, 'UserPoolTags'))
  return { UserPoolTags: tags }
}
