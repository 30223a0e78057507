import {
  AssumeRoleWithWebIdentityCommand,
  STSClient
} from '@aws-sdk/client-sts'
import { UserError } from '../../shared/errors.ts'
import { clientConfig, type AwsContext } from '../client-config.ts'
import { accountOfArn, type RoleRequest } from './role.ts'

/** A session of a role, as STS gave it. */
export interface RoleSession {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
  /** When it ends, by the clock of AWS, in ms since 1970. */
  expiresAt: number
}

/**
 * Trades an ID token for a session of a role, by one call that ends with the
 * signal.
 *
 * @throws what the SDK throws; UserError `credentials` when the answer isn't one
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
    // A retry needs a new token, so it is not the SDK's.
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
