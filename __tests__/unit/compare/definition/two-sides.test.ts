import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import {
  changes,
  compare,
  ELSEWHERE
} from '../../../fixtures/compare-definitions.ts'

describe('names that look like something else', () => {
  test('a scope with a dot in its name is compared', () => {
    const server = (...scopes: string[]) => ({
      resourceServers: [
        {
          Identifier: 'api',
          Scopes: scopes.map(ScopeName => ({
            ScopeName,
            ScopeDescription: 'd'
          }))
        }
      ]
    })
    expect(changes(server('read'), server('read', 'admin.all'))).toEqual([
      'resource-server/api Scopes.admin.all added'
    ])
  })

  test('a tag may be named like a method of all objects', () => {
    const after = { tags: { constructor: 'x', a: '1' } }
    expect(changes({ tags: { a: '1' } }, after)).toEqual([
      'tags constructor added'
    ])
  })

  test('a client named like the made name of another hides no change', () => {
    const clients = (validity: number) => ({
      clients: [
        { ClientId: '1', ClientName: 'm', AuthSessionValidity: validity },
        { ClientId: '2', ClientName: 'm' },
        { ClientId: '3', ClientName: 'm (1)' }
      ]
    })
    expect(changes(clients(4), clients(15))).toEqual([
      expect.stringMatching(/^client\/m \(1\).* AuthSessionValidity changed$/)
    ])
  })

  test('a part whose client is unknown is counted', () => {
    const policies = [{ CIMDPolicyId: '1', PolicyName: 'p' }]
    expect(
      changes(
        { clients: [], cimdPolicies: [] },
        { clients: [], cimdPolicies: policies }
      )
    ).toEqual(['cimd-policy//p added'])
  })

  test('images of one kind are told apart by their resource', () => {
    const style = (...ids: string[]) => ({
      branding: {
        managedLogin: [
          {
            ClientId: '1',
            Assets: ids.map(ResourceId => ({
              Category: 'IDP_BUTTON_ICON',
              ColorMode: 'LIGHT',
              Bytes: ResourceId,
              ResourceId
            }))
          }
        ]
      }
    })
    expect(changes(style('a', 'b'), style('b', 'a'))).toEqual([])
  })
})

describe('what was not captured', () => {
  test('of the whole definition leaves only app clients to compare', () => {
    const before = {
      userPool: {},
      clients: [{ ClientId: '1', ClientName: 'app' }],
      notCaptured: [{ section: 'definition', reason: 'TooLarge' }]
    }
    const after = {
      userPool: { Policies: { PasswordPolicy: { MinimumLength: 8 } } },
      clients: []
    }
    expect(changes(before, after)).toEqual(['client/app gone'])
  })

  test('of one setting hides that one, and no other', () => {
    const before = {
      userPool: { DeletionProtection: 'ACTIVE' },
      notCaptured: [
        { section: 'userPool.LambdaConfig.PreSignUp', reason: 'UnknownText' },
        { section: 'userPool.DeviceConfiguration', reason: 'TooLarge' }
      ]
    }
    const after = {
      userPool: {
        LambdaConfig: { PreSignUp: 'arn:1', PostConfirmation: 'arn:2' },
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true }
      }
    }
    expect(changes(before, after)).toEqual([
      'pool DeletionProtection gone',
      'triggers PostConfirmation added'
    ])
  })

  test('of some clients says nothing of those that one side lacks', () => {
    const [one, two] = [
      { ClientId: '1', ClientName: 'app', AuthSessionValidity: 3 },
      { ClientId: '2', ClientName: 'web' }
    ] as const
    const before = {
      clients: [one],
      notCaptured: [{ section: 'clients', reason: 'TooLarge' }]
    }
    const after = { clients: [{ ...one, AuthSessionValidity: 5 }, two] }
    expect(changes(before, after)).toEqual([
      'client/app AuthSessionValidity added'
    ])
  })

  test('on one side is not compared, and named', () => {
    const { changes: found, notCompared } = compare(
      { terms: [{ ClientId: '1', TermsName: 'terms-of-use' }] },
      { notCaptured: [{ section: 'replicas', reason: 'TooLarge' }] }
    )
    expect(found).toEqual([])
    expect(notCompared).toEqual(['replicas', 'terms'])
  })

  test('of clients that registered themselves counts neither way', () => {
    const one = { ClientId: '1', ClientName: 'theirs', ClientType: 'DCR' }
    const both = [{ clients: [one] }, { clients: [] }] as const
    expect(changes(...both, { lacksClients: true })).toEqual([])
    expect(changes(...both)).toEqual(['client/theirs gone'])
  })
})

describe('of two pools', () => {
  const app = { ClientName: 'app', CallbackURLs: ['https://a.example'] }
  const twin = { ClientName: 'app', CallbackURLs: ['https://b.example'] }

  test('app clients are matched by name, and it says so', () => {
    const found = compare(
      { clients: [{ ...app, ClientId: '1' }] },
      { clients: [{ ...app, ClientId: '9', UserPoolId: ELSEWHERE }] },
      { otherPool: true }
    )
    expect(found).toMatchObject({ changes: [], clientsByName: true })
  })

  test('of several with one name, equal ones go together', () => {
    const before = [
      { ...app, ClientId: '1' },
      { ...twin, ClientId: '2' }
    ]
    const after = [
      { ...twin, ClientId: '7' },
      { ...app, ClientId: '8' }
    ]
    const otherPool = true
    expect(
      changes({ clients: before }, { clients: after }, { otherPool })
    ).toEqual([])
    expect(
      changes({ clients: before }, { clients: after.slice(1) }, { otherPool })
    ).toEqual(['client/app #2 gone'])
  })

  test('ids and what Cognito makes for each pool count for nothing', () => {
    const provider = (certificate: string) => ({
      ProviderName: 'Okta',
      ProviderDetails: { ActiveEncryptionCertificate: certificate }
    })
    const [before, after] = ['one', 'two'].map(id => ({
      userPool: { Id: id, Arn: id },
      identityProviders: [provider(id)]
    })) as JsonObject[] as [JsonObject, JsonObject]
    expect(changes(before, after, { otherPool: true })).toEqual([])
    expect(changes(before, after)).toEqual([
      'identity-provider/Okta ProviderDetails.ActiveEncryptionCertificate changed'
    ])
  })
})
