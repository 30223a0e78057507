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
  const clients: object[] = []
  for (const id of await listClientIds(pool, signal)) {
    if (known.has(id)) continue
    const client = await describeClient(pool, id, signal)
    if (client !== undefined) clients.push(client)
  }
  return clients
}

/**
 * Those of some app clients that a pool no longer has. A list may lag behind, so
 * each that it lacks is asked for.
 *
 * @throws AwsCallError; StoppedCallError
 */
export async function findGoneClients(
  pool: PoolCalls,
  ids: Iterable<string>,
  signal: AbortSignal
): Promise<Set<string>> {
  const listed = new Set(await listClientIds(pool, signal))
  const gone = new Set<string>()
  for (const id of ids) {
    if (listed.has(id)) continue
    const client = await describeClient(pool, id, signal)
    if (client === undefined) gone.add(id)
  }
  return gone
}

async function listClientIds(
  pool: PoolCalls,
  signal: AbortSignal
): Promise<string[]> {
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
  const ids: string[] = []
  for await (const page of pages) {
    for (const { ClientId } of page) {
      ids.push(presentText(ClientId, 'ClientId of an app client'))
    }
  }
  return ids
}

/** @returns `undefined` for one that isn't there */
async function describeClient(
  pool: PoolCalls,
  ClientId: string,
  signal: AbortSignal
): Promise<object | undefined> {
  const { userPoolId: UserPoolId } = pool
  const answer = await unlessAbsent(
    callInJson(
      pool,
      'DescribeUserPoolClient',
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
      signal
    )
  )
  const client = answer?.['UserPoolClient']
  return typeof client === 'object' && client !== null ? client : undefined
}
