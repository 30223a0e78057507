import {
  ListResourceServersCommand,
  type ResourceServerType
} from '@aws-sdk/client-cognito-identity-provider'
import { keepListed, sortedBy } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, type Source } from './source.ts'

/** ListResourceServers takes 1 to 50, where the other lists take 60. */
const SERVERS_PER_PAGE = 50

/** The resource servers with their scopes, which the listing tells in full. */
export async function readResourceServers(
  source: Source
): Promise<Stored<ResourceServerType>[]> {
  const operation = 'ListResourceServers'
  const { userPoolId } = source.pool
  const servers = await keepListed<ResourceServerType>(
    source,
    'resourceServers',
    operation,
    token =>
      ask(
        source,
        operation,
        new ListResourceServersCommand({
          UserPoolId: userPoolId,
          MaxResults: SERVERS_PER_PAGE,
          NextToken: token
        })
      )
  )
  return sortedBy(servers, server => server.Identifier)
}
