import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { clientConfig, type AwsContext } from '../aws/client-config.ts'
import { callAws } from '../aws/errors.ts'
import type { Explanation } from '../errors.ts'

/** A user pool and the way to call Cognito about it. */
export interface PoolClient {
  readonly userPoolId: string
  /**
   * Makes one call. All calls of this room go through here.
   *
   * @param operation its name in the API, such as ListUsers
   * @throws AwsCallError
   */
  call<T>(
    operation: string,
    send: (client: CognitoIdentityProviderClient) => Promise<T>
  ): Promise<T>
}

/** Connects to a user pool. Makes no call yet. */
export function connectPool(
  context: AwsContext,
  userPoolId: string
): PoolClient {
  const client = new CognitoIdentityProviderClient(clientConfig(context))
  return {
    userPoolId,
    call: (operation, send) =>
      callAws(
        context,
        `cognito-idp:${operation}`,
        awsCode => explain(context, userPoolId, awsCode),
        () => send(client)
      )
  }
}

function explain(
  context: AwsContext,
  userPoolId: string,
  awsCode: string
): Explanation | undefined {
  if (awsCode !== 'ResourceNotFoundException') return undefined
  const poolRegion = regionOfPool(userPoolId)
  const place = `region ${context.region}, taken from ${context.regionSource}`
  return poolRegion === context.region
    ? {
        code: 'not-found',
        message: `There is no user pool ${userPoolId} in this account in ${place}. Check the input user-pool-id and the account that the role belongs to.`
      }
    : {
        code: 'wrong-region',
        message: `There is no user pool ${userPoolId} in ${place}; its id says ${poolRegion}. Set the input aws-region to ${poolRegion}.`
      }
}

/** The region that a user pool id begins with. */
export function regionOfPool(userPoolId: string): string {
  return userPoolId.slice(0, userPoolId.indexOf('_'))
}
