import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { changes, compare } from '../../../fixtures/compare-definitions.ts'

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
      'refresh tokens that are not rotated, as AWS says it and by saying nothing',
      { clients: [{ ClientId: '1' }] },
      {
        clients: [
          {
            ClientId: '1',
            RefreshTokenRotation: {
              Feature: 'DISABLED',
              RetryGracePeriodSeconds: 0
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
      'a secret where there was none, although secrets were not listed',
      {
        clients: [{ ClientId: '1', ClientName: 'app', hasClientSecret: false }]
      },
      {
        clients: [{ ClientId: '1', ClientName: 'app', hasClientSecret: true }]
      },
      ['client/app hasClientSecret changed']
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
      'a secret that one side could not know of',
      {
        clients: [
          { ClientId: '1', ClientName: 'app', hasClientSecret: 'unknown' }
        ]
      },
      {
        clients: [{ ClientId: '1', ClientName: 'app', hasClientSecret: true }]
      },
      'client/app'
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
