import {
  AssumeRoleWithWebIdentityCommand,
  STSClient
} from '@aws-sdk/client-sts'
import { UserError } from '../../shared/errors.ts'
import { clientConfig, type AwsContext } from '../client-config.ts'
import { accountOfArn, type RoleRequest } from './role.ts'

/** A session of a role from STS. */
export interface RoleSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  /** When it ends: ms since 1970 by AWS's clock. */
  expiresAt: number
}

/**
 * Gets a session of a role for an ID token, with a single attempt.
 *
 * @throws what the SDK throws; UserError `credentials` if the answer is no
 *   session
 */
export type AssumeRole = (
  token: string,
  signal?: AbortSignal
) => Promise<RoleSession>

/** How long STS may take, in milliseconds. */
const TIMEOUT_MS = 20_000

/** Connects to the STS of the context's region. Makes no call yet. */
export function createAssumeRole(
  context: AwsContext,
  role: RoleRequest
): AssumeRole {
  const { region, customUserAgent, requestHandler } = clientConfig(context)
  const client = new STSClient({
    region,
    customUserAgent,
    // A retry needs a new token, so the SDK must not retry.
    maxAttempts: 1,
    requestHandler: { ...requestHandler, requestTimeout: TIMEOUT_MS }
  })
  return async (token, signal) => {
    const { Credentials: given, AssumedRoleUser: user } = await client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: role.arn,
        RoleSessionName: role.sessionName,
        DurationSeconds: role.durationSeconds,
        WebIdentityToken: token
      }),
      signal && { abortSignal: signal }
    )
    const accountId = accountOfArn(user?.Arn ?? '')
    if (
      given?.AccessKeyId === undefined ||
      given.SecretAccessKey === undefined ||
      given.SessionToken === undefined ||
      given.Expiration === undefined ||
      accountId !== accountOfArn(role.arn)
    ) {
      throw new UserError(
        'credentials',
        `AWS answered the request for a session of the role ${role.arn} with something else than one. Check the environment variables AWS_ENDPOINT_URL and AWS_ENDPOINT_URL_STS.`
      )
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      sessionToken: given.SessionToken,
      expiresAt: given.Expiration.getTime()
    }
  }
}
