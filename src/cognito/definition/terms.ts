import {
  DescribeTermsCommand,
  ListTermsCommand,
  type TermsType
} from '@aws-sdk/client-cognito-identity-provider'
import { stopIfCancelled } from '../../shared/errors.ts'
import { expectMember, keepDescribed, listNames } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/**
 * The terms documents of the pool (ListTerms and DescribeTerms, which alone
 * tells the client and the links). Those deleted meanwhile are left out.
 */
export async function readTerms(source: Source): Promise<Stored<TermsType>[]> {
  const { pool, signal } = source
  const terms: Stored<TermsType>[] = []
  const ids = await listNames(source, 'terms', 'ListTerms', 'TermsId', token =>
    ask(
      source,
      'ListTerms',
      new ListTermsCommand({
        UserPoolId: pool.userPoolId,
        MaxResults: 60,
        NextToken: token
      })
    )
  )
  for (const id of ids) {
    stopIfCancelled(signal)
    const operation = 'DescribeTerms'
    const answer = await unlessAbsent(
      ask(
        source,
        operation,
        new DescribeTermsCommand({ UserPoolId: pool.userPoolId, TermsId: id })
      )
    )
    if (answer === undefined) continue
    const found = keepDescribed<TermsType>(source, 'terms', operation, answer)
    terms.push(expectMember(found))
  }
  return terms
}
