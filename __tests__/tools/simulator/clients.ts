import { expect } from '@jest/globals'
import type { AdminCreateUserCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { S3, type S3ClientConfig } from '@aws-sdk/client-s3'
import type { Simulator } from '../../../simulator/simulator.ts'

/** SDK clients of a simulator that don't retry: a test wants the first answer. */
export function clients(
  simulator: Simulator,
  accessKeyId = 'AKIAEXAMPLE',
  settings: S3ClientConfig = {}
) {
  const config = {
    endpoint: simulator.endpoint,
    region: simulator.region,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1
  }
  return {
    cognito: new CognitoIdentityProvider(config),
    s3: new S3({ ...config, forcePathStyle: true, ...settings })
  }
}

/** Headers of a request that looks signed, for calls without the SDK. */
export const signed = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261123/us-east-1/cognito-idp/aws4_request, SignedHeaders=host, Signature=0'
}

/** Matches an SDK error with this name and this text in its message. */
export function awsError(name: string, message = ''): unknown {
  return expect.objectContaining({
    name,
    message: expect.stringContaining(message)
  })
}

/** A new pool, and short ways to create users in it and to look at them. */
export function newPool(
  simulator: Simulator,
  settings: Record<string, unknown> = {}
) {
  const { cognito } = clients(simulator)
  const UserPoolId = simulator.createPool(settings)
  return {
    UserPoolId,
    /** Without a message, unless `more` asks for one. */
    create: (
      Username: string,
      attributes: Record<string, string> = {},
      more: Partial<AdminCreateUserCommandInput> = {}
    ) =>
      cognito.adminCreateUser({
        UserPoolId,
        Username,
        UserAttributes: attributeList(attributes),
        MessageAction: 'SUPPRESS',
        ...more
      }),
    user: (username: string) => {
      const { users } = simulator.poolState(UserPoolId)
      const found = users.find(user => user.username === username)
      if (!found) throw new Error(`There is no user ${username}.`)
      return found
    }
  }
}

export const attributeList = (attributes: Record<string, string>) =>
  Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
