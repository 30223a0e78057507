import { describe, expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { madeClient } from '../../../../src/create-pool/parts/client.ts'
import { HERE, idsOf } from './making.ts'
import { namedPart } from './named-part.ts'

const client = (settings: JsonObject) =>
  namedPart('client', 'mobile', {
    ClientId: 'old0mobile',
    ClientName: 'mobile',
    hasClientSecret: false,
    ...settings
  })

const inputOf = (settings: JsonObject, making = HERE) =>
  madeClient(client(settings), making).steps[0]?.input

describe('an app client', () => {
  test('takes its settings over, and its apps need its new id', () => {
    const made = madeClient(
      client({
        UserPoolId: 'eu-west-1_Ab12Cd34E',
        CreationDate: '2026-11-01T00:00:00.000Z',
        AccessTokenValidity: 5,
        TokenValidityUnits: { AccessToken: 'minutes' },
        EnableTokenRevocation: false,
        CallbackURLs: ['https://app.example.com/']
      }),
      HERE
    )

    expect(made).toMatchObject({
      part: 'client/mobile',
      verdict: 'needs-a-person',
      announced: []
    })
    expect(made.steps).toEqual([
      {
        part: 'client/mobile',
        operation: 'CreateUserPoolClient',
        input: {
          ClientName: 'mobile',
          AccessTokenValidity: 5,
          TokenValidityUnits: {
            AccessToken: 'minutes',
            IdToken: 'hours',
            RefreshToken: 'days'
          },
          EnableTokenRevocation: false,
          CallbackURLs: ['https://app.example.com/'],
          GenerateSecret: false
        }
      }
    ])
    expect(idsOf(made)).toEqual(['new-client-id/client/mobile'])
  })

  test('may have had a secret, and a person looks whether it did', () => {
    const { hasClientSecret: _, ...settings } = client({}).settings
    const unknown = namedPart('client', 'mobile', settings)
    expect(idsOf(madeClient(unknown, HERE))).toEqual([
      'new-client-id/client/mobile',
      'unknown-secret/client/mobile'
    ])
  })

  test('says what Cognito would take for something else', () => {
    expect(inputOf({})).toEqual({
      ClientName: 'mobile',
      TokenValidityUnits: {
        AccessToken: 'hours',
        IdToken: 'hours',
        RefreshToken: 'days'
      },
      EnableTokenRevocation: true,
      GenerateSecret: false
    })
  })

  test('sends nothing that is empty, which some answers are full of', () => {
    expect(
      inputOf({
        CallbackURLs: [],
        DefaultRedirectURI: '',
        AnalyticsConfiguration: {}
      })
    ).toEqual(inputOf({}))
  })

  test('that registered itself is not made', () => {
    const made = madeClient(client({ ClientType: 'DCR' }), HERE)

    expect(made.steps).toEqual([])
    expect(idsOf(made)).toEqual(['registers-itself/client/mobile'])
    expect(made.announced).toEqual([{ part: 'client/mobile', setting: '' }])
  })

  test('with a setting that no request takes says so', () => {
    const made = madeClient(client({ BrandNew: true }), HERE)

    expect(made.steps[0]?.input).not.toHaveProperty('BrandNew')
    expect(idsOf(made)).toContain('unknown-setting/client/mobile')
    expect(made.announced).toEqual([
      { part: 'client/mobile', setting: 'BrandNew' }
    ])
  })
})

describe('what an app client names that the new pool lacks', () => {
  const missing = ['identity-provider/Google', 'resource-server/https://api/v1']
  const making = { ...HERE, lacks: (part: string) => missing.includes(part) }

  test('is left out, and announced', () => {
    const made = madeClient(
      client({
        SupportedIdentityProviders: ['COGNITO', 'Google'],
        AllowedOAuthScopes: [
          'openid',
          'https://api/v1/read',
          'https://api/v2/read'
        ],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true
      }),
      making
    )

    expect(made.steps[0]?.input).toMatchObject({
      SupportedIdentityProviders: ['COGNITO'],
      AllowedOAuthScopes: ['openid', 'https://api/v2/read'],
      AllowedOAuthFlows: ['code'],
      AllowedOAuthFlowsUserPoolClient: true
    })
    expect(made.announced.map(({ setting }) => setting)).toEqual([
      'SupportedIdentityProviders',
      'AllowedOAuthScopes'
    ])
  })

  test('takes the flows along with the last scope', () => {
    const made = madeClient(
      client({
        AllowedOAuthScopes: ['aws.cognito/dcr/register'],
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        CallbackURLs: ['https://app.example.com/']
      }),
      HERE
    )

    expect(idsOf(made)).toContain('later-scopes/client/mobile')
    const left = [
      'AllowedOAuthScopes',
      'AllowedOAuthFlows',
      'AllowedOAuthFlowsUserPoolClient',
      'CallbackURLs'
    ]
    const members = Object.keys(made.steps[0]?.input ?? {})
    expect(members.filter(member => left.includes(member))).toEqual([])
    expect(made.announced.map(({ setting }) => setting)).toEqual(left)
  })
})

describe('the secret of an app client', () => {
  const SECRET = 'abcdefghijklmnopqrstuvwxyz'
  const given = { ...HERE, secretOf: () => SECRET }
  const findingsOf = (settings: JsonObject, making = HERE) =>
    idsOf(madeClient(client(settings), making)).slice(1)

  test('is asked for by the name in the plan and by the old id', () => {
    const asked: unknown[] = []
    const making = {
      ...HERE,
      secretOf: (...of: unknown[]) => {
        asked.push(of)
        return undefined
      }
    }
    madeClient({ ...client({}), name: 'client/mobile #2' }, making)

    expect(asked).toEqual([['client', 'mobile #2', 'old0mobile']])
  })

  test.each<[string, JsonObject]>([
    ['shown', { hasClientSecret: true }],
    ['listed', { secrets: 1 }],
    ['needed for its flow', { AllowedOAuthFlows: ['client_credentials'] }],
    [
      'needed for what it propagates',
      { EnablePropagateAdditionalUserContextData: true }
    ]
  ])('is made by Cognito where it was %s and none is given', (_, settings) => {
    expect(inputOf(settings)).toMatchObject({ GenerateSecret: true })
    expect(findingsOf(settings)).toEqual(['new-secret/client/mobile'])
  })

  test('is the one that is given', () => {
    const settings = { hasClientSecret: true, secrets: 1 }
    const input = inputOf(settings, given)

    expect(input).toMatchObject({ ClientSecret: SECRET })
    expect(input).not.toHaveProperty('GenerateSecret')
    expect(findingsOf(settings, given)).toEqual([])
  })

  test('that is given to a public client makes it a confidential one', () => {
    const made = madeClient(client({ secrets: 0 }), given)

    expect(made.steps[0]?.input).toMatchObject({ ClientSecret: SECRET })
    expect(made.announced.map(({ setting }) => setting)).toEqual([
      'secrets',
      'hasClientSecret'
    ])
  })

  test('is one where there were two', () => {
    const made = madeClient(client({ secrets: 2 }), given)

    expect(idsOf(made)).toContain('second-secret/client/mobile')
    expect(made.announced).toEqual([
      { part: 'client/mobile', setting: 'secrets' }
    ])
  })

  test('stays with Secrets Manager, unless it is given', () => {
    const settings = {
      ClientSecretArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a'
    }

    expect(inputOf(settings)).toMatchObject({
      GenerateSecret: true,
      PublishSecretsInAWSSecretsManager: true
    })
    expect(findingsOf(settings)).toEqual(['managed-secret/client/mobile'])
    expect(inputOf(settings, given)).not.toHaveProperty(
      'PublishSecretsInAWSSecretsManager'
    )
    expect(findingsOf(settings, given)).toEqual([
      'managed-secret/client/mobile'
    ])
  })

  test('is in no sentence', () => {
    const { findings, sentence } = madeClient(client({ secrets: 2 }), given)

    expect(JSON.stringify([findings, sentence])).not.toContain(SECRET)
  })
})
