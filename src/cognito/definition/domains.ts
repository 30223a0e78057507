import {
  DescribeUserPoolDomainCommand,
  type DomainDescriptionType,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import { given } from '../calls/answers.ts'
import { unlessAbsent, type Source } from './source.ts'

/**
 * The prefix domain and the custom domain of the pool, if it has them.
 *
 * DescribeUserPoolDomain describes a domain of any pool, and another pool may
 * have taken the domain since this pool was described. Such a description is
 * left out, and so is the empty description of a domain that is gone or belongs
 * to the primary Region of a replica. DescribeUserPool's answer still has the
 * names.
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
