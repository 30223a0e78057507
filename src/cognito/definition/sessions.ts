import {
  GetUserPoolClientSessionConfigurationCommand,
  GetUserPoolSessionConfigurationCommand,
  type GetUserPoolClientSessionConfigurationResponse,
  type GetUserPoolSessionConfigurationResponse
} from '@aws-sdk/client-cognito-identity-provider'
import { keepAnswer } from './keep-answers.ts'
import { ofEachClient } from './clients.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

export type PoolSessions = Stored<GetUserPoolSessionConfigurationResponse>
export type ClientSessions =
  Stored<GetUserPoolClientSessionConfigurationResponse>

/** How many sessions a user may have; `null` in a pool that can't count them. */
export async function readPoolSessions(
  source: Source
): Promise<PoolSessions | null> {
  const operation = 'GetUserPoolSessionConfiguration'
  const { userPoolId } = source.pool
  const answer = await unlessAbsent(
    ask(
      source,
      operation,
      new GetUserPoolSessionConfigurationCommand({ UserPoolId: userPoolId })
    )
  )
  if (answer === undefined) return null
  return keepAnswer<GetUserPoolSessionConfigurationResponse>(
    source,
    'sessionConfiguration.pool',
    operation,
    answer
  )
}

/**
 * How long the sessions of each client last. Cognito answers its defaults for a
 * client that was never set up, so there is one for each.
 */
export function readClientSessions(
  source: Source,
  clientIds: readonly string[]
): Promise<ClientSessions[]> {
  const operation = 'GetUserPoolClientSessionConfiguration'
  const section = 'sessionConfiguration.clients'
  return ofEachClient(source, clientIds, async clientId => {
    const answer = await unlessAbsent(
      ask(
        source,
        operation,
        new GetUserPoolClientSessionConfigurationCommand({
          UserPoolId: source.pool.userPoolId,
          ClientId: clientId
        })
      )
    )
    return (
      answer &&
      keepAnswer<GetUserPoolClientSessionConfigurationResponse>(
        source,
        section,
        operation,
        answer
      )
    )
  })
}
