import { describe, expect, test } from '@jest/globals'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { safeDetails } from '../../../../src/cognito/definition/provider-details.ts'
import { AwsCallError } from '../../../../src/shared/errors.ts'
import { answer, capture, fullAnswers } from './fixtures.ts'

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
      DescribeIdentityProvider: ({ ProviderName }) =>
        answer({
          IdentityProvider: {
            ProviderName,
            ProviderDetails: { ...SECRET_DETAILS, oidc_issuer: 'https://x' }
          }
        })
    })
    expect(json).not.toContain('MARKER')
    expect(stored['clients']).toEqual(
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

/**
 * The SDK's schemas say which fields AWS holds to be sensitive. A version of the
 * SDK that knows of more of them fails here, until somebody decides about them.
 */
describe('by the schemas of the SDK, the answers', () => {
  const SENSITIVE = 8
  const BLOB = 21
  const operations = [...Object.keys(fullAnswers()), 'DescribeUserPool'].filter(
    // Of whose answer only the number of secrets is taken.
    operation => operation !== 'ListUserPoolClientSecrets'
  )
  const schemas = sdk as unknown as Record<string, unknown>

  /** The fields below a schema that `is` picks, as `Parent.field`. */
  function fields(
    schema: unknown,
    is: (schema: unknown, traits: number) => boolean,
    parent = '',
    seen = new Set<unknown>()
  ): string[] {
    if (typeof schema === 'function') {
      return fields((schema as () => unknown)(), is, parent, seen)
    }
    if (!Array.isArray(schema) || seen.has(schema)) return []
    seen.add(schema)
    const [kind, , name, , members, targets] = schema as unknown[]
    if (kind === 1) return fields(members, is, parent, seen)
    if (kind === 2) return fields(targets, is, parent, seen)
    if (kind !== 3) return []
    return (members as string[]).flatMap((member, at) => {
      const target = unwrap((targets as unknown[])[at])
      const path = `${String(name)}.${member}`
      return [
        ...(is(target, traitsOf(target)) ? [path] : []),
        ...fields(target, is, path, seen)
      ]
    })
  }

  /** A member is a schema, or a pair of one and the traits of the member. */
  function unwrap(member: unknown): unknown {
    const pair = Array.isArray(member) && typeof member[0] === 'function'
    const target: unknown = pair ? member[0] : member
    return typeof target === 'function' ? (target as () => unknown)() : target
  }

  function traitsOf(schema: unknown): number {
    const traits: unknown = Array.isArray(schema) ? schema[3] : 0
    if (typeof traits === 'number') return traits
    return typeof traits === 'object' &&
      traits !== null &&
      'sensitive' in traits
      ? SENSITIVE
      : 0
  }

  function allFields(is: (schema: unknown, traits: number) => boolean) {
    const found = operations.flatMap(operation => {
      const schema = schemas[`${operation}Response$`]
      expect([operation, schema]).toEqual([operation, expect.any(Array)])
      return fields(schema, is)
    })
    return [...new Set(found)].sort()
  }

  test('hold one secret that is marked, and ids of clients', () => {
    const marked = allFields((_schema, traits) => (traits & SENSITIVE) !== 0)
    expect(marked.filter(path => !path.endsWith('.ClientId'))).toEqual([
      'UserPoolClientType.ClientSecret'
    ])
  })

  test('hold one kind of bytes, which become text', () => {
    expect(allFields(schema => schema === BLOB)).toEqual(['AssetType.Bytes'])
  })

  test('hold no other field that is named like a secret', () => {
    const named = allFields(() => true).filter(path =>
      /\.\w*(secret|password|private|credential|externalid)/i.test(path)
    )
    expect(named).toEqual([
      // An external ID is an identifier: see readMfaConfig.
      'AnalyticsConfigurationType.ExternalId',
      'EumsSmsConfigurationType.ExternalId',
      'PasswordPolicyType.PasswordHistorySize',
      'PasswordPolicyType.TemporaryPasswordValidityDays',
      'RiskConfigurationType.CompromisedCredentialsRiskConfiguration',
      'SmsConfigurationType.ExternalId',
      'UserPoolClientType.ClientSecret',
      'UserPoolPolicyType.PasswordPolicy'
    ])
  })
})
