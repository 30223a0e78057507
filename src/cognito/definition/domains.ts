import {
  DescribeUserPoolDomainCommand,
  type DomainDescriptionType,
  type UserPoolType
} from '@aws-sdk/client-cognito-identity-provider'
import { given } from '../calls/answers.ts'
import { keepDescribed } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/**
 * The prefix domain and the custom domain of the pool, as far as it has them.
 *
 * A domain answers by its name, whichever pool it belongs to, and may have
 * been given up and taken by another pool since the pool was described. Of that
 * one, as of one that is gone or belongs to the primary Region of a replica, only
 * the name is taken, which DescribeUserPool told.
 */
export async function readDomains(
  source: Source,
  { Domain, CustomDomain }: Pick<UserPoolType, 'Domain' | 'CustomDomain'>
): Promise<Stored<DomainDescriptionType>[]> {
  const operation = 'DescribeUserPoolDomain'
  const { userPoolId } = source.pool
  const domains: Stored<DomainDescriptionType>[] = []
  for (const name of [Domain, CustomDomain]) {
    if (given(name) === undefined) continue
    const answer = await unlessAbsent(
      ask(
        source,
        operation,
        new DescribeUserPoolDomainCommand({ Domain: name })
      )
    )
    const description =
      answer &&
      keepDescribed<DomainDescriptionType>(source, 'domains', operation, answer)
    const isOfPool = description?.UserPoolId === userPoolId
    domains.push(isOfPool ? description : { Domain: name })
  }
  return domains
}
