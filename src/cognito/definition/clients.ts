import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type UserPoolClientType
} from '@aws-sdk/client-cognito-identity-provider'
import { stopIfCancelled } from '../../shared/errors.ts'
import { listAll } from '../calls/pages.ts'
import { keepSecretArn } from './client-secret-arn.ts'
import {
  sortedBy,
  expectField,
  expectList,
  unlessAbsent,
  type Source
} from './source.ts'

/** An app client without its secret. */
export interface CapturedClient extends Omit<
  UserPoolClientType,
  'ClientSecret'
> {
  /** The secret in Secrets Manager, if Cognito keeps it there. */
  ClientSecretArn?: string
  /** Whether there was a secret; a re-created client needs a new one. */
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
    const items = expectList(answer.UserPoolClients).map(({ ClientId }) =>
      expectField(ClientId)
    )
    return { items, next: answer.NextToken }
  })
  return sortedBy([...new Set((await Array.fromAsync(pages)).flat())], id => id)
}

/**
 * What `read` finds for each app client, in the order of the ids. It reads one
 * client at a time: Cognito allows five calls a second of one operation for one
 * pool, and a chain of calls is as fast as that.
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
 * The app clients from DescribeUserPoolClient, which gives secrets in plain text;
 * they are removed here. Its answer can show that there is a secret, never that
 * there is none. Clients that were deleted meanwhile are left out.
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
    return withoutSecret(expectField(answer.UserPoolClient), secretArn())
  })
}

/** Emulators leave empty what AWS leaves out. */
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
