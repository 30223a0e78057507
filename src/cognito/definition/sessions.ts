import {
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  type GetUserPoolClientSessionConfigurationResponse,
  type GetUserPoolSessionConfigurationResponse
} from '@aws-sdk/client-cognito-identity-provider'
import { readEach, unlessAbsent, type Source } from './source.ts'

export type PoolSessions = GetUserPoolSessionConfigurationResponse
export type ClientSessions = GetUserPoolClientSessionConfigurationResponse

/** How many sessions a user may have; `null` if the pool lacks the feature. */
export async function readPoolSessions({
  pool,
  signal
}: Source): Promise<PoolSessions | null> {
  const answer = await unlessAbsent(
    pool.call('GetUserPoolSessionConfiguration', client =>
      client.send(
        new GetUserPoolSessionConfigurationCommand({
          UserPoolId: pool.userPoolId
        }),
        { abortSignal: signal }
      )
    )
  )
  if (answer === undefined) return null
  const { $metadata: _, ...sessions } = answer
  return sessions
}

/**
 * How long the sessions of each client last. Every client has an entry, because
 * Cognito answers its defaults for a client without settings.
 */
export function readClientSessions(
  source: Source,
  clientIds: readonly string[]
): Promise<ClientSessions[]> {
  const { pool, signal } = source
  return readEach(source, clientIds, async clientId => {
    const answer = await unlessAbsent(
      pool.call('GetUserPoolClientSessionConfiguration', client =>
        client.send(
          new GetUserPoolClientSessionConfigurationCommand({
            UserPoolId: pool.userPoolId,
            ClientId: clientId
          }),
          { abortSignal: signal }
        )
      )
    )
    if (answer === undefined) return undefined
    const { $metadata: _, ...sessions } = answer
    return sessions
  })
}
