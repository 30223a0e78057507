import { expect, test } from '@jest/globals'
import { POOL_ID } from '../../../fixtures/fake-pool.ts'
import { capture } from './fixtures.ts'

/** Operation, its field, its items' key, the section, and the page's limit. */
const LISTS = [
  ['ListUserPoolClients', 'UserPoolClients', 'ClientId', 'clients', 60],
  [
    'ListIdentityProviders',
    'Providers',
    'ProviderName',
    'identityProviders',
    60
  ],
  [
    'ListResourceServers',
    'ResourceServers',
    'Identifier',
    'resourceServers',
    50
  ],
  ['ListTerms', 'Terms', 'TermsId', 'terms', 60],
  [
    'ListUserPoolReplicas',
    'UserPoolReplicas',
    'RegionName',
    'replicas',
    undefined
  ]
] as const

test.each(LISTS)(
  '%s is read to its last token, past pages without items',
  async (operation, field, key, section, limit) => {
    const pages = [['c', 'a'], [], ['b']]
    const { stored, calls } = await capture({
      [operation]: ({ NextToken }) => {
        const at = NextToken === undefined ? 0 : Number(NextToken)
        return {
          [field]: pages[at]?.map(id => ({ [key]: id })),
          ...(at + 1 < pages.length && { NextToken: `${at + 1}` })
        }
      }
    })
    const read = stored[section] as Record<string, unknown>[]
    expect(read.map(item => item[key])).toEqual(['a', 'b', 'c'])
    const inputs = calls
      .filter(call => call.operation === operation)
      .map(call => call.input)
    expect(inputs.slice(0, 3)).toEqual(
      [undefined, '1', '2'].map(NextToken => ({
        UserPoolId: POOL_ID,
        ...(limit !== undefined && { MaxResults: limit }),
        NextToken
      }))
    )
  }
)

test('what a listing gives twice is read once', async () => {
  const { calls, stored } = await capture({
    ListUserPoolClients: () => ({
      UserPoolClients: [{ ClientId: 'a' }, { ClientId: 'a' }]
    })
  })
  expect(stored['clients']).toHaveLength(1)
  expect(
    calls.filter(call => call.operation === 'DescribeUserPoolClient')
  ).toHaveLength(1)
})
