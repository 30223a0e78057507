import {
  DescribeIdentityProviderCommand,
  ListIdentityProvidersCommand,
  type IdentityProviderType
} from '@aws-sdk/client-cognito-identity-provider'
import { stopIfCancelled } from '../../shared/errors.ts'
import { expectMember, keepDescribed, listNames } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import type { SafeDetails } from './provider-details.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/** An identity provider without its secrets. */
export type CapturedProvider = Stored<IdentityProviderType> & SafeDetails

/**
 * The identity providers of the pool (ListIdentityProviders and
 * DescribeIdentityProvider, which gives client secrets in plain text). Providers
 * that were deleted meanwhile are left out.
 */
export async function readIdentityProviders(
  source: Source
): Promise<CapturedProvider[]> {
  const operation = 'DescribeIdentityProvider'
  const providers: CapturedProvider[] = []
  for (const name of await listProviderNames(source)) {
    stopIfCancelled(source.signal)
    const answer = await unlessAbsent(
      ask(
        source,
        operation,
        new DescribeIdentityProviderCommand({
          UserPoolId: source.pool.userPoolId,
          ProviderName: name
        })
      )
    )
    if (answer === undefined) continue
    const section = 'identityProviders'
    const provider = keepDescribed(source, section, operation, answer)
    providers.push(expectMember(provider) as CapturedProvider)
  }
  return providers
}

/** The names of all of them, sorted. */
export function listProviderNames(source: Source): Promise<string[]> {
  const operation = 'ListIdentityProviders'
  const { userPoolId } = source.pool
  return listNames(
    source,
    'identityProviders',
    operation,
    'ProviderName',
    token =>
      ask(
        source,
        operation,
        new ListIdentityProvidersCommand({
          UserPoolId: userPoolId,
          MaxResults: 60,
          NextToken: token
        })
      )
  )
}
