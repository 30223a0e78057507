import {
  DescribeTermsCommand,
  ListTermsCommand,
  type TermsType
} from '@aws-sdk/client-cognito-identity-provider'
import { stopIfCancelled } from '../../shared/errors.ts'
import { listAll } from '../calls/pages.ts'
import {
  sortedBy,
  expectField,
  expectList,
  unlessAbsent,
  type Source
} from './source.ts'

/**
 * The terms documents of the pool (ListTerms, then DescribeTerms for the client
 * and the links). Documents that were deleted meanwhile are left out.
 */
export async function readTerms(source: Source): Promise<TermsType[]> {
  const { pool, signal } = source
  const terms: TermsType[] = []
  for (const id of await listTermsIds(source)) {
    stopIfCancelled(signal)
    const answer = await unlessAbsent(
      pool.call('DescribeTerms', client =>
        client.send(
          new DescribeTermsCommand({
            UserPoolId: pool.userPoolId,
            TermsId: id
          }),
          { abortSignal: signal }
        )
      )
    )
    if (answer !== undefined) terms.push(expectField(answer.Terms))
  }
  return terms
}

async function listTermsIds({ pool, signal }: Source): Promise<string[]> {
  const pages = listAll('terms', async token => {
    const answer = await pool.call('ListTerms', client =>
      client.send(
        new ListTermsCommand({
          UserPoolId: pool.userPoolId,
          MaxResults: 60,
          NextToken: token
        }),
        { abortSignal: signal }
      )
    )
    const items = expectList(answer.Terms).map(({ TermsId }) =>
      expectField(TermsId)
    )
    return { items, next: answer.NextToken }
  })
  return sortedBy([...new Set((await Array.fromAsync(pages)).flat())], id => id)
}
