import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type UserPoolClientType
} from '@aws-sdk/client-cognito-identity-provider'
import { stopIfCancelled } from '../../shared/errors.ts'
import { listAll } from '../calls/pages.ts'
import { keepSecretArn } from './client-secret-arn.ts'
import {
  gather,
  sortedBy,
  told,
  toldList,
  unlessAbsent,
  type Source
} from './source.ts'

/** An app client without its secret. */
export interface CapturedClient extends Omit<
  UserPoolClientType,
  'ClientSecret'
> {
  /** Where Secrets Manager keeps the secret, if it does. */
  ClientSecretArn?: string
  /** Whether there was a secret, which a new client has to be given again. */
  hasClientSecret: boolean | 'unknown'
}

/** The ids of all app clients of every type, sorted (ListUserPoolClients). */
export async function listClientIds({
  pool,
  signal
}: Source): Promise<string[]> {
  const pages = listAll('app clients', async token => {
    const answer = await pool.call('ListUserPoolClients', client =>
      client.send(
        new ListUserPoolClientsCommand({
          UserPoolId: pool.userPoolId,
          MaxResults: 60,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    const items = toldList(answer.UserPoolClients).map(({ ClientId }) =>
      told(ClientId)
    )
    return { items, next: answer.NextToken }
  })
  return sortedBy([...new Set(await gather(pages))], id => id)
}

/**
 * What `read` finds for each app client, in the order of the ids. One at a time:
 * Cognito takes five calls a second of one operation for one pool, and a chain
 * of calls is already as fast as that.
 */
export async function ofEachClient<T>(
  { signal }: Source,
  clientIds: readonly string[],
  read: (clientId: string) => Promise<T | undefined>
): Promise<T[]> {
  const found: T[] = []
  for (const clientId of clientIds) {
    stopIfCancelled(signal)
    const one = await read(clientId)
    if (one !== undefined) found.push(one)
  }
  return found
}

/**
 * The app clients as DescribeUserPoolClient tells of them, which gives their
 * secrets in plain text. It shows that there is a secret, never that there is
 * none. Clients that were deleted meanwhile are left out.
 */
export function readClients(
  source: Source,
  clientIds: readonly string[]
): Promise<CapturedClient[]> {
  const { pool, signal } = source
  return ofEachClient(source, clientIds, async clientId => {
    const command = new DescribeUserPoolClientCommand({
      UserPoolId: pool.userPoolId,
      ClientId: clientId
    })
    const secretArn = keepSecretArn(command)
    const answer = await unlessAbsent(
      pool.call('DescribeUserPoolClient', client =>
        client.send(command, { abortSignal: signal })
      )
    )
    if (answer === undefined) return undefined
    return withoutSecret(told(answer.UserPoolClient), secretArn())
  })
}

/** What is empty is as good as left out: emulators write it so. */
function withoutSecret(
  { ClientSecret, ...settings }: UserPoolClientType,
  secretArn: unknown
): CapturedClient {
  const isArn = typeof secretArn === 'string' && secretArn !== ''
  return {
    ...settings,
    ...(isArn && { ClientSecretArn: secretArn }),
    hasClientSecret: isArn || Boolean(ClientSecret) || 'unknown'
  }
}
