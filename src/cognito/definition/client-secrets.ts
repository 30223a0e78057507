import { ListUserPoolClientSecretsCommand } from '@aws-sdk/client-cognito-identity-provider'
import type { CapturedClient } from './clients.ts'
import { readEach, unlessAbsent, type Source } from './source.ts'

/**
 * Whether app clients have a secret that DescribeUserPoolClient doesn't show, by
 * client id (ListUserPoolClientSecrets, which never gives a value). Such a client
 * is public, or has two secrets, which Cognito hides. Clients that registered
 * themselves (`DCR`) are left out: Cognito offers "no client secret operations"
 * for them (UserPoolClientType).
 */
export async function readClientSecrets(
  source: Source,
  clients: readonly CapturedClient[]
): Promise<ReadonlyMap<string, boolean>> {
  const { pool, signal } = source
  const ids = clients
    .filter(
      ({ hasClientSecret, ClientType }) =>
        hasClientSecret === 'unknown' && ClientType !== 'DCR'
    )
    .flatMap(({ ClientId }) => ClientId ?? [])
  const found = await readEach(source, ids, async clientId => {
    const answer = await unlessAbsent(
      pool.call('ListUserPoolClientSecrets', client =>
        client.send(
          new ListUserPoolClientSecretsCommand({
            UserPoolId: pool.userPoolId,
            ClientId: clientId
          }),
          { abortSignal: signal }
        )
      )
    )
    if (answer === undefined) return undefined
    return [clientId, (answer.ClientSecrets ?? []).length > 0] as const
  })
  return new Map(found)
}

/** The clients, with `hasClientSecret` from `found` where it was unknown. */
export function withSecrets(
  clients: readonly CapturedClient[],
  found: ReadonlyMap<string, boolean>
): CapturedClient[] {
  return clients.map(client =>
    client.hasClientSecret === 'unknown'
      ? {
          ...client,
          hasClientSecret: found.get(client.ClientId ?? '') ?? 'unknown'
        }
      : client
  )
}
