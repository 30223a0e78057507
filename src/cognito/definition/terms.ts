import {
  DescribeTermsCommand,
  ListTermsCommand,
  type TermsType
} from '@aws-sdk/client-cognito-identity-provider'
import { listAll } from '../calls/pages.ts'
import {
  expectField,
  expectList,
  readEach,
  sortedNames,
  unlessAbsent,
  type Source
} from './source.ts'

/**
 * The terms documents of the pool (ListTerms, then DescribeTerms for the client
 * and the links). Documents that were deleted meanwhile are left out.
 */
export async function readTerms(source: Source): Promise<TermsType[]> {
  const { pool, signal } = source
  return readEach(source, await listTermsIds(source), async id => {
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
    return answer && expectField(answer.Terms)
  })
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
  return sortedNames(pages)
}
