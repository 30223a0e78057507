import {
  ListResourceServersCommand,
  type ResourceServerType
} from '@aws-sdk/client-cognito-identity-provider'
import { listAll } from '../calls/pages.ts'
import { expectList, sortedBy, type Source } from './source.ts'

/** ListResourceServers takes 1 to 50, where the other lists take 60. */
const SERVERS_PER_PAGE = 50

/** The resource servers with their scopes, sorted (ListResourceServers). */
export async function readResourceServers({
  pool,
  signal
}: Source): Promise<ResourceServerType[]> {
  const pages = listAll('resource servers', async token => {
    const answer = await pool.call('ListResourceServers', client =>
      client.send(
        new ListResourceServersCommand({
          UserPoolId: pool.userPoolId,
          MaxResults: SERVERS_PER_PAGE,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    return { items: expectList(answer.ResourceServers), next: answer.NextToken }
  })
  return sortedBy(
    (await Array.fromAsync(pages)).flat(),
    server => server.Identifier
  )
}
