import type { Operation } from '../operation.ts'
import { poolOf } from '../operation.ts'
import type { AppClient } from '../state/pool-definition.ts'
import { clientOf } from './clients.ts'
import { listPage } from './list.ts'

const sortedLists = [
  'ReadAttributes',
  'WriteAttributes',
  'ExplicitAuthFlows',
  'CallbackURLs',
  'LogoutURLs',
  'AllowedOAuthFlows',
  'AllowedOAuthScopes'
]

/**
 * Lists are sorted, which the answers of Create and Update are not: AWS was seen to
 * do so (go-to-k/cdk-real-drift, #875).
 *
 * Source: API reference, DescribeUserPoolClient.
 */
export const describeUserPoolClient: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const client = Object.entries(clientOf(request, pool)).map(
    ([name, value]): [string, unknown] => [
      name,
      sortedLists.includes(name) ? (value as string[]).toSorted() : value
    ]
  )
  return {
    UserPoolClient: { UserPoolId: pool.id, ...Object.fromEntries(client) }
  }
}

/** Source: API reference, ListUserPoolClients. */
export const listUserPoolClients: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const type = request.choice('ClientType', ['REGULAR', 'DCR'])
  const { items, next } = listPage(request, state, pool, {
    operation: 'ListUserPoolClients',
    // No client here comes from a dynamic registration.
    items:
      type === 'DCR' ? new Map<string, AppClient>() : pool.definition.clients,
    keyOf: client => client.ClientId,
    results: [1, 60],
    filter: type ?? ''
  })
  return {
    UserPoolClients: items.map(({ ClientId, ClientName }) => ({
      ClientId,
      UserPoolId: pool.id,
      ClientName
    })),
    ...next
  }
}
