import {
  DescribeIdentityProviderCommand,
  ListIdentityProvidersCommand,
  type IdentityProviderType
} from '@aws-sdk/client-cognito-identity-provider'
import { listAll } from '../calls/pages.ts'
import { safeDetails, type SafeDetails } from './provider-details.ts'
import {
  expectField,
  expectList,
  readEach,
  sortedNames,
  unlessAbsent,
  type Source
} from './source.ts'

/** An identity provider without its secrets. */
export interface CapturedProvider
  extends Omit<IdentityProviderType, 'ProviderDetails'>, SafeDetails {}

/**
 * The identity providers of the pool (ListIdentityProviders and
 * DescribeIdentityProvider, which gives client secrets in plain text). Providers
 * that were deleted meanwhile are left out.
 */
export async function readIdentityProviders(
  source: Source
): Promise<CapturedProvider[]> {
  const { pool, signal } = source
  return readEach(source, await listProviderNames(source), async name => {
    const answer = await unlessAbsent(
      pool.call('DescribeIdentityProvider', client =>
        client.send(
          new DescribeIdentityProviderCommand({
            UserPoolId: pool.userPoolId,
            ProviderName: name
          }),
          { abortSignal: signal }
        )
      )
    )
    if (answer === undefined) return undefined
    const { ProviderDetails, ...rest } = expectField(answer.IdentityProvider)
    return { ...rest, ...safeDetails(ProviderDetails ?? {}) }
  })
}

/** The names of all identity providers, sorted. */
export async function listProviderNames({
  pool,
  signal
}: Source): Promise<string[]> {
  const pages = listAll('identity providers', async token => {
    const answer = await pool.call('ListIdentityProviders', client =>
      client.send(
        new ListIdentityProvidersCommand({
          UserPoolId: pool.userPoolId,
          MaxResults: 60,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    const items = expectList(answer.Providers).map(({ ProviderName }) =>
      expectField(ProviderName)
    )
    return { items, next: answer.NextToken }
  })
  return sortedNames(pages)
}
