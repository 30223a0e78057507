import { describe, expect, test } from '@jest/globals'
import { compareDefinitions } from '../../../../src/compare/definition/compare-definitions.ts'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'

const HERE = 'eu-west-1_AAAAAAAAA'
const ELSEWHERE = 'eu-west-1_BBBBBBBBB'

function compare(
  before: JsonObject,
  after: JsonObject,
  { otherPool = false, lacksClients = false } = {}
) {
  const side = { userPoolId: HERE, region: 'eu-west-1', lacksClients }
  return compareDefinitions(
    { ...side, definition: { userPool: {}, ...before } },
    {
      ...side,
      userPoolId: otherPool ? ELSEWHERE : HERE,
      definition: { userPool: {}, ...after }
    }
  )
}

function changes(...args: Parameters<typeof compare>): string[] {
  return compare(...args).changes.map(({ part, setting, what }) =>
    [part, setting, what].filter(text => text !== '').join(' ')
  )
}

describe('equal are', () => {
  test.each<[what: string, before: JsonObject, after: JsonObject]>([
    [
      'lists in another order',
      { userPool: { AutoVerifiedAttributes: ['email', 'phone_number'] } },
      { userPool: { AutoVerifiedAttributes: ['phone_number', 'email'] } }
    ],
    [
      'an empty list, an empty object, an empty text and nothing',
      {
        userPool: {
          AliasAttributes: [],
          LambdaConfig: {},
          UserAttributeUpdateSettings: {
            AttributesRequireVerificationBeforeUpdate: []
          }
        },
        tags: { empty: '' }
      },
      { tags: {} }
    ],
    [
      'what a bare pool shows and what it leaves out',
      {
        userPool: {
          DeletionProtection: 'INACTIVE',
          EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
          Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD'] } },
          KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
          IssuerConfiguration: { Type: 'ORIGINAL' },
          UserPoolAddOns: { AdvancedSecurityMode: 'OFF' }
        }
      },
      { userPool: {} }
    ],
    [
      'units of tokens that AWS fills in and none',
      { clients: [{ ClientId: '1', TokenValidityUnits: {} }] },
      {
        clients: [
          {
            ClientId: '1',
            TokenValidityUnits: {
              AccessToken: 'hours',
              IdToken: 'hours',
              RefreshToken: 'days'
            }
          }
        ]
      }
    ],
    [
      'the trigger before a token in its old form and in both',
      {
        userPool: {
          LambdaConfig: {
            PreTokenGeneration: 'arn:1',
            PreTokenGenerationConfig: {
              LambdaVersion: 'V1_0',
              LambdaArn: 'arn:1'
            }
          }
        }
      },
      {
        userPool: {
          LambdaConfig: {
            PreTokenGeneration: 'arn:other',
            PreTokenGenerationConfig: {
              LambdaVersion: 'V1_0',
              LambdaArn: 'arn:1'
            }
          }
        }
      }
    ],
    [
      'a schema with and without the attribute that Cognito adds',
      { userPool: { SchemaAttributes: [{ Name: 'identities' }] } },
      { userPool: { SchemaAttributes: [] } }
    ],
    [
      'the Region of the pool for its messages and none',
      {
        userPool: {
          SmsConfiguration: { SnsCallerArn: 'arn', SnsRegion: 'eu-west-1' }
        }
      },
      { userPool: { SmsConfiguration: { SnsCallerArn: 'arn' } } }
    ],
    [
      'a style whose keys stand in another order',
      {
        branding: {
          managedLogin: [{ ClientId: '1', Settings: { a: 1, b: 2 } }]
        }
      },
      {
        branding: {
          managedLogin: [{ ClientId: '1', Settings: { b: 2, a: 1 } }]
        }
      }
    ]
  ])('%s', (_, before, after) => {
    expect(changes(before, after)).toEqual([])
    expect(changes(after, before)).toEqual([])
  })
})

describe('a change is', () => {
  test.each<[what: string, JsonObject, JsonObject, changes: string[]]>([
    [
      'a recovery by the legacy rule against the default of today',
      { userPool: {} },
      {
        userPool: {
          AccountRecoverySetting: {
            RecoveryMechanisms: [
              { Name: 'verified_email', Priority: 1 },
              { Name: 'verified_phone_number', Priority: 2 }
            ]
          }
        }
      },
      ['pool AccountRecoverySetting added']
    ],
    [
      'MFA by e-mail without texts of its own against none',
      { mfaConfig: {} },
      { mfaConfig: { EmailMfaConfiguration: {} } },
      ['mfa EmailMfaConfiguration added']
    ],
    [
      'each setting that an update of another one reset',
      {
        userPool: {
          AutoVerifiedAttributes: ['email'],
          LambdaConfig: { PreSignUp: 'arn' },
          UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' }
        }
      },
      { userPool: { DeletionProtection: 'ACTIVE' } },
      [
        'pool AutoVerifiedAttributes gone',
        'pool UserPoolAddOns gone',
        'pool DeletionProtection added',
        'triggers PreSignUp gone'
      ]
    ],
    [
      'a client that went, without what belonged to it',
      {
        clients: [{ ClientId: '1', ClientName: 'app' }],
        riskConfigurations: { clients: [{ ClientId: '1', X: 1 }] },
        sessionConfiguration: { clients: [{ ClientId: '1' }] }
      },
      {
        clients: [],
        riskConfigurations: { clients: [] },
        sessionConfiguration: { clients: [] }
      },
      ['client/app gone']
    ],
    [
      'a client of the same pool that got another name',
      { clients: [{ ClientId: '1', ClientName: 'app' }] },
      { clients: [{ ClientId: '1', ClientName: 'web' }] },
      ['client/web ClientName changed']
    ],
    [
      'a shorter attribute, and a new one',
      {
        userPool: {
          SchemaAttributes: [
            {
              Name: 'custom:plan',
              AttributeDataType: 'String',
              StringAttributeConstraints: { MaxLength: '10' }
            }
          ]
        }
      },
      {
        userPool: {
          SchemaAttributes: [
            {
              Name: 'custom:plan',
              AttributeDataType: 'String',
              StringAttributeConstraints: { MaxLength: '20' }
            },
            { Name: 'custom:team', AttributeDataType: 'String' }
          ]
        }
      },
      ['schema/custom:plan MaxLength changed', 'schema/custom:team added']
    ]
  ])('%s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })
})

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

describe('new here, and no change, is', () => {
  test('a number that no model has yet, since it may be a date', () => {
    const pool = (BrandNewDate: number) => ({ userPool: { BrandNewDate } })
    expect(changes(pool(1), pool(2))).toEqual([])
  })

  test.each<[what: string, JsonObject, JsonObject, part: string]>([
    [
      'a setting that no model has yet',
      { userPool: {} },
      { userPool: { BrandNew: 'ON' } },
      'pool'
    ],
    [
      'a setting that AWS shows for every pool of today',
      { userPool: {} },
      { userPool: { UserPoolTier: 'ESSENTIALS' } },
      'pool'
    ],
    [
      'a standard attribute',
      { userPool: { SchemaAttributes: [] } },
      {
        userPool: {
          SchemaAttributes: [{ Name: 'zoneinfo', AttributeDataType: 'String' }]
        }
      },
      'schema/zoneinfo'
    ]
  ])('%s', (_, before, after, part) => {
    const { changes: found, newHere } = compare(before, after)
    expect(found).toEqual([])
    expect(newHere.map(one => one.part)).toEqual([part])
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
