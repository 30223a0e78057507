import { describe, expect, test } from '@jest/globals'
import { safeDetails } from '../../../../src/cognito/definition/provider-details.ts'
import { STRUCTURES } from '../../../../src/cognito/definition/structures.ts'
import { AwsCallError } from '../../../../src/shared/errors.ts'
import { answer, capture } from './fixtures.ts'

describe('no secret is captured', () => {
  const SECRET_DETAILS = {
    client_secret: 'MARKER-client-secret',
    private_key: 'MARKER-private-key',
    // Keys that AWS may add one day.
    client_assertion_key: 'MARKER-new-key',
    Client_Secret: 'MARKER-other-case',
    // Harmless keys whose addresses carry a password.
    MetadataURL: 'https://MARKER-user:MARKER-password@idp.example.com/meta',
    token_url: 'https://MARKER-user@idp.example.com/token'
  }

  test('of a client or a provider, and it is said what is left out', async () => {
    const { json, stored } = await capture({
      DescribeUserPoolClient: ({ ClientId }) =>
        answer({
          UserPoolClient: { ClientId, ClientSecret: 'MARKER-of-client' }
        }),
      ListUserPoolClientSecrets: () =>
        answer({ ClientSecrets: [{ ClientSecretValue: 'MARKER-of-secret' }] }),
      DescribeIdentityProvider: ({ ProviderName }) =>
        answer({
          IdentityProvider: {
            ProviderName,
            ProviderDetails: { ...SECRET_DETAILS, oidc_issuer: 'https://x' }
          }
        })
    })
    expect(json).not.toContain('MARKER')
    expect(stored['clients']).toMatchObject(
      ['cli', 'web'].map(ClientId => ({ ClientId, hasClientSecret: true }))
    )
    expect(stored['identityProviders']).toMatchObject(
      ['Ad', 'Idp'].map(ProviderName => ({
        ProviderName,
        ProviderDetails: { oidc_issuer: 'https://x' },
        removedProviderDetails: Object.keys(SECRET_DETAILS).sort()
      }))
    )
  })

  test('by the message of an error', async () => {
    const failure = new AwsCallError(
      { code: 'aws', message: 'MARKER' },
      { action: 'cognito-idp:ListTerms', awsCode: 'Odd', attempts: 1 }
    )
    const { json, stored } = await capture({
      ListTerms: () => Promise.reject(failure)
    })
    expect(json).not.toContain('MARKER')
    expect(stored['notCaptured']).toEqual([{ section: 'terms', reason: 'Odd' }])
  })
})

describe('provider details', () => {
  test.each([
    [
      'OIDC',
      'attributes_request_method attributes_url attributes_url_add_attributes authorize_scopes authorize_url client_id jwks_uri oidc_issuer token_url'
    ],
    [
      'SAML',
      'ActiveEncryptionCertificate EncryptedResponses IDPInit IDPSignout MetadataFile MetadataURL RequestSigningAlgorithm SLORedirectBindingURI SSORedirectBindingURI'
    ],
    ['Google', 'oidc_issuer token_request_method'],
    ['SignInWithApple', 'key_id team_id'],
    ['Facebook', 'api_version']
  ])('of %s that a new pool needs are kept', (_type, names) => {
    const details = Object.fromEntries(
      names.split(' ').map(name => [name, `https://x.example.com/?${name}`])
    )
    expect(safeDetails(details)).toEqual({
      ProviderDetails: details,
      removedProviderDetails: []
    })
  })

  test('named like what every object has are removed', () => {
    const details = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<
      string,
      string
    >
    expect(safeDetails(details)).toEqual({
      ProviderDetails: {},
      removedProviderDetails: ['__proto__', 'constructor']
    })
  })
})

/** A version of the model that knows of more fails here, until it is decided. */
describe('by the service model, the answers', () => {
  const membersOf = (is: (kind: string, name: string) => boolean) =>
    [...STRUCTURES].flatMap(([structure, members]) =>
      [...members]
        .filter(([name, kind]) => is(kind, name))
        .map(([name]) => `${structure}.${name}`)
    )

  test('hold two secrets that are marked', () => {
    expect(membersOf(kind => kind === 'secret')).toEqual([
      'ClientSecretDescriptorType.ClientSecretValue',
      'UserPoolClientType.ClientSecret'
    ])
  })

  test('hold no other member that is named like a secret', () => {
    const isNamed = (name: string) =>
      /secret|password|private|credential|externalid/i.test(name)
    expect(
      membersOf((kind, name) => kind !== 'secret' && isNamed(name))
    ).toEqual([
      // An external ID is an identifier: see readMfaConfig.
      'AnalyticsConfigurationType.ExternalId',
      'ClientSecretDescriptorType.ClientSecretId',
      'ClientSecretDescriptorType.ClientSecretCreateDate',
      'EumsSmsConfigurationType.ExternalId',
      'ListUserPoolClientSecretsResponse.ClientSecrets',
      'PasswordPolicyType.PasswordHistorySize',
      'PasswordPolicyType.TemporaryPasswordValidityDays',
      'RiskConfigurationType.CompromisedCredentialsRiskConfiguration',
      'SmsConfigurationType.ExternalId',
      'UserPoolClientType.ClientSecretArn',
      'UserPoolPolicyType.PasswordPolicy'
    ])
  })
})
