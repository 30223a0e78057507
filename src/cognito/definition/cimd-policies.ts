import { stopIfCancelled } from '../../shared/errors.ts'
import {
  DescribeCIMDPolicyCommand,
  ListCIMDPoliciesCommand,
  type CIMDPolicyType
} from '../calls/unknown-operations.ts'
import { expectMember, keepDescribed, listNames } from './keep-answers.ts'
import type { Stored } from './keep.ts'
import { ask, unlessAbsent, type Source } from './source.ts'

/**
 * The policies that say which clients the pool knows by a metadata document of
 * their own (ListCIMDPolicies and DescribeCIMDPolicy, which alone tells the URL
 * patterns). Those deleted meanwhile are left out.
 */
export async function readCimdPolicies(
  source: Source
): Promise<Stored<CIMDPolicyType>[]> {
  const { userPoolId: UserPoolId } = source.pool
  const section = 'cimdPolicies'
  const ids = await listNames(
    source,
    section,
    'ListCIMDPolicies',
    'CIMDPolicyId',
    token =>
      ask(
        source,
        'ListCIMDPolicies',
        new ListCIMDPoliciesCommand({
          UserPoolId,
          MaxResults: 60,
          NextToken: token
        })
      )
  )
  const policies: Stored<CIMDPolicyType>[] = []
  for (const CIMDPolicyId of ids) {
    stopIfCancelled(source.signal)
    const operation = 'DescribeCIMDPolicy'
    const command = new DescribeCIMDPolicyCommand({ UserPoolId, CIMDPolicyId })
    const answer = await unlessAbsent(ask(source, operation, command))
    if (answer === undefined) continue
    const found = keepDescribed<CIMDPolicyType>(
      source,
      section,
      operation,
      answer
    )
    policies.push(expectMember(found))
  }
  return policies
}
