import {
  DescribeUserPoolDomainCommand,
  type DomainDescriptionType,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import { given } from '../calls/answers.ts'
import { unlessAbsent, type Source } from './source.ts'

/**
 * The prefix domain and the custom domain of the pool, as far as it has them.
 *
 * A domain that is asked for by name answers whoever it belongs to, and may have
 * been given up and taken by another pool since the pool was described. That
 * one's description, as the empty one of a domain that is gone or belongs to the
 * primary Region of a replica, is left out; DescribeUserPool has the names.
 */
export async function readDomains(
  { pool, signal }: Source,
  { Domain, CustomDomain }: UserPoolType
): Promise<DomainDescriptionType[]> {
  const domains: DomainDescriptionType[] = []
  for (const name of [Domain, CustomDomain]) {
    if (given(name) === undefined) continue
    const answer = await unlessAbsent(
      pool.call('DescribeUserPoolDomain', client =>
        client.send(new DescribeUserPoolDomainCommand({ Domain: name }), {
          abortSignal: signal
        })
      )
    )
    const description = answer?.DomainDescription
    if (description?.UserPoolId === pool.userPoolId) domains.push(description)
  }
  return domains
}
