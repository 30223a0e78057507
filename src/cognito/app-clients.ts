import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type UserPoolClientDescription
} from '@aws-sdk/client-cognito-identity-provider'
import { listed, presentText } from './calls/answers.ts'
import { callInJson, type InJson } from './calls/json-answer.ts'
import { listAll } from './calls/pages.ts'
import type { PoolCalls } from './calls/pool-client.ts'
import { unlessAbsent } from './definition/source.ts'

/**
 * The app clients of a pool as Cognito describes them, with their secrets: keep
 * them in memory.
 *
 * @param known ids of clients not to describe
 * @returns UserPoolClientTypes in JSON
 * @throws AwsCallError; StoppedCallError
 */
export async function describeClients(
  pool: PoolCalls,
  known: ReadonlySet<string>,
  signal: AbortSignal
): Promise<object[]> {
  const { userPoolId: UserPoolId } = pool
  const pages = listAll('app clients', async token => {
    const command = new ListUserPoolClientsCommand({
      UserPoolId,
      MaxResults: 60,
      NextToken: token
    })
    const answer = await callInJson(
      pool,
      'ListUserPoolClients',
      command,
      signal
    )
    const { UserPoolClients, NextToken } = answer as {
      UserPoolClients?: InJson<UserPoolClientDescription>[]
      NextToken?: string
    }
    return {
      items: listed(UserPoolClients, 'UserPoolClients'),
      next: NextToken
    }
  })
  const clients: object[] = []
  for await (const page of pages) {
    for (const { ClientId: id } of page) {
      const ClientId = presentText(id, 'ClientId of an app client')
      if (known.has(ClientId)) continue
      const answer = await unlessAbsent(
        callInJson(
          pool,
          'DescribeUserPoolClient',
          new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
          signal
        )
      )
      const client = answer?.['UserPoolClient']
      if (typeof client === 'object' && client !== null) clients.push(client)
    }
  }
  return clients
}
