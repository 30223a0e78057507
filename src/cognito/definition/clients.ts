import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type UserPoolClientType
} from '@aws-sdk/client-cognito-identity-provider'
import { listAll } from '../calls/pages.ts'
import { keepSecretArn } from './client-secret-arn.ts'
import {
  expectField,
  expectList,
  readEach,
  sortedNames,
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
  return sortedNames(pages)
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
  return readEach(source, clientIds, async clientId => {
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
