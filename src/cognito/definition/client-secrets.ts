import {
  ListUserPoolClientSecretsCommand,
  type ClientSecretDescriptorType
} from '@aws-sdk/client-cognito-identity-provider'
import { keepListed } from './keep-answers.ts'
import {
  ofEachClient,
  type CapturedClient,
  type CapturedSecret
} from './clients.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/** The secrets of app clients, by the client's id. */
export type SecretsOfClients = ReadonlyMap<string, CapturedSecret[]>

/**
 * The secrets of the app clients (ListUserPoolClientSecrets, which never gives a
 * value). It finds those of which DescribeUserPoolClient says nothing because
 * there are two.
 *
 * @param clientIds of regular clients: for one that registered itself Cognito
 *   offers "no client secret operations" (UserPoolClientType)
 */
export async function readClientSecrets(
  source: Source,
  clientIds: readonly string[]
): Promise<SecretsOfClients> {
  const operation = 'ListUserPoolClientSecrets'
  const found = await ofEachClient(source, clientIds, async clientId => {
    const secrets = await unlessAbsent(
      keepListed<ClientSecretDescriptorType>(
        source,
        'clients.secrets',
        operation,
        token =>
          ask(
            source,
            operation,
            new ListUserPoolClientSecretsCommand({
              UserPoolId: source.pool.userPoolId,
              ClientId: clientId,
              NextToken: token
            })
          )
      )
    )
    return secrets && ([clientId, secrets] as const)
  })
  return new Map(found)
}

/** The clients with their secrets, as far as these were found out. */
export function withSecrets(
  clients: readonly CapturedClient[],
  found: SecretsOfClients
): CapturedClient[] {
  return clients.map(client => {
    const secrets = found.get(client.ClientId ?? '')
    if (secrets === undefined) return client
    const { hasClientSecret } = client
    return {
      ...client,
      hasClientSecret: hasClientSecret === true || secrets.length > 0,
      secrets
    }
  })
}
