import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { pairClients } from '../../../../src/create-pool/apply/pair-clients.ts'

const step = (input: JsonObject) => ({
  part: 'client/any',
  operation: 'CreateUserPoolClient',
  input: { ClientName: 'mobile', GenerateSecret: false, ...input }
})
const made = (ClientId: string, more: JsonObject = {}): JsonObject => ({
  ClientId,
  ClientName: 'mobile',
  CreationDate: 1_700_000_000,
  ...more
})
const pairs = (
  steps: JsonObject[],
  found: JsonObject[]
): [string, string][] => [...pairClients(steps.map(step), found)]

describe('an app client that an earlier run made', () => {
  test('is found by its name', () => {
    const found = [made('n2', { ClientName: 'web' }), made('n1')]
    expect(pairs([{ ClientId: 'old' }], found)).toEqual([['old', 'n1']])
  })

  test('is told from others of its name by its settings', () => {
    const wanted = [
      { ClientId: 'a', CallbackURLs: ['https://a', 'https://b'] },
      { ClientId: 'b', TokenValidityUnits: { IdToken: 'hours' } }
    ]
    const found = [
      made('n1', {
        TokenValidityUnits: { IdToken: 'hours', AccessToken: 'hours' }
      }),
      made('n2', { CallbackURLs: ['https://b', 'https://a'] })
    ]
    expect(pairs(wanted, found)).toEqual([
      ['a', 'n2'],
      ['b', 'n1']
    ])
  })

  test('is told by its secret, where one was brought', () => {
    const wanted = [
      { ClientId: 'a', ClientSecret: 'first' },
      { ClientId: 'b', ClientSecret: 'second' }
    ]
    const found = [
      made('n1', { ClientSecret: 'second' }),
      made('n2', { ClientSecret: 'first' })
    ]
    expect(pairs(wanted, found)).toEqual([
      ['a', 'n2'],
      ['b', 'n1']
    ])
  })

  test('is never one with another secret', () => {
    const found = [made('n1', { ClientSecret: 'other' })]
    expect(pairs([{ ClientId: 'a', ClientSecret: 'mine' }], found)).toEqual([])
    expect(pairs([{ ClientId: 'a' }], found)).toEqual([])
    expect(
      pairs([{ ClientId: 'a', GenerateSecret: true }], [made('n')])
    ).toEqual([])
  })

  test('has a secret of Cognito, or one in Secrets Manager', () => {
    for (const secret of [{ ClientSecret: 's' }, { ClientSecretArn: 'arn' }]) {
      const wanted = [{ ClientId: 'a', GenerateSecret: true }]
      expect(pairs(wanted, [made('n1', secret)])).toEqual([['a', 'n1']])
    }
  })

  test('is what Cognito makes of empty settings', () => {
    const wanted = [
      { ClientId: 'a', LogoutURLs: [], AllowedOAuthFlowsUserPoolClient: false }
    ]
    expect(pairs(wanted, [made('n1')])).toEqual([['a', 'n1']])
  })

  test('goes by its age where settings came out otherwise', () => {
    const wanted = [
      { ClientId: 'a', AuthSessionValidity: 3 },
      { ClientId: 'b', AuthSessionValidity: 4 }
    ]
    const found = [
      made('later', { CreationDate: 1_700_000_002 }),
      made('earlier', { CreationDate: 1_700_000_001 })
    ]
    expect(pairs(wanted, found)).toEqual([
      ['a', 'earlier'],
      ['b', 'later']
    ])
  })
})
