import { captureDefinition } from '../../../../src/cognito/definition/capture.ts'
import {
  fakePool,
  POOL_ARN,
  POOL_ID,
  poolAnswer
} from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'

type Input = Readonly<Record<string, unknown>>
export type Answers = Record<string, (input: Input) => object>

/** All that is read beside the pool itself, in the words of notCaptured. */
export const SECTIONS = [
  'mfaConfig',
  'clients',
  'identityProviders',
  'resourceServers',
  'domains',
  'branding.pool',
  'branding.clients',
  'branding.managedLogin',
  'riskConfigurations.pool',
  'riskConfigurations.clients',
  'logDelivery',
  'terms',
  'cimdPolicies',
  'tags',
  'replicas',
  'recoveries',
  'sessionConfiguration.pool',
  'sessionConfiguration.clients'
]

/** As JSON has it, and as a snapshot does. */
export const CREATED = 1767323045.678
export const CREATED_TEXT = '2026-01-02T03:04:05.678Z'

/** What DescribeUserPool told of the pool that {@link fullAnswers} is of. */
export const USER_POOL = {
  ...poolAnswer().UserPool,
  Domain: 'people',
  CustomDomain: 'auth.example.com'
}

/** A pool that has something of everything: clients `cli` and `web`. */
export function fullAnswers(): Answers {
  return {
    GetUserPoolMfaConfig: () => answer({ MfaConfiguration: 'OPTIONAL' }),
    ListUserPoolClients: () =>
      answer({ UserPoolClients: [{ ClientId: 'web' }, { ClientId: 'cli' }] }),
    DescribeUserPoolClient: ({ ClientId }) =>
      answer({
        UserPoolClient: {
          UserPoolId: POOL_ID,
          ClientId,
          CreationDate: CREATED,
          ...(ClientId === 'web' && { ClientSecret: 'the secret of web' })
        }
      }),
    ListUserPoolClientSecrets: ({ ClientId }) =>
      answer({
        ClientSecrets:
          ClientId === 'web'
            ? [{ ClientSecretId: 'web--1', ClientSecretCreateDate: CREATED }]
            : []
      }),
    ListIdentityProviders: () =>
      answer({ Providers: [{ ProviderName: 'Idp' }, { ProviderName: 'Ad' }] }),
    DescribeIdentityProvider: ({ ProviderName }) =>
      answer({
        IdentityProvider: {
          ProviderName,
          ProviderType: 'OIDC',
          ProviderDetails: { client_id: 'id', client_secret: 'the secret' },
          AttributeMapping: { email: 'mail' }
        }
      }),
    ListResourceServers: () =>
      answer({ ResourceServers: [{ Identifier: 'api', Scopes: [] }] }),
    DescribeUserPoolDomain: ({ Domain }) =>
      answer({ DomainDescription: { UserPoolId: POOL_ID, Domain } }),
    GetUICustomization: ({ ClientId }) =>
      answer({
        UICustomization: {
          UserPoolId: POOL_ID,
          ClientId: ClientId === 'web' ? 'web' : 'ALL',
          CSS: ClientId === 'web' ? 'a{}' : 'b{}'
        }
      }),
    DescribeManagedLoginBrandingByClient: ({ ClientId }) =>
      ClientId === 'web'
        ? answer({
            ManagedLoginBranding: {
              ManagedLoginBrandingId: 'style',
              Settings: { categories: { form: true } },
              Assets: [
                { Category: 'FORM_LOGO', Bytes: '+/8=' },
                { Category: 'FAVICON_ICO', ResourceId: 'r' }
              ]
            }
          })
        : missing(),
    DescribeRiskConfiguration: ({ ClientId }) =>
      answer({
        RiskConfiguration: {
          UserPoolId: POOL_ID,
          ClientId,
          ...(ClientId !== 'cli' && {
            RiskExceptionConfiguration: { BlockedIPRangeList: ['10.0.0.0/8'] }
          })
        }
      }),
    GetLogDeliveryConfiguration: () =>
      answer({
        LogDeliveryConfiguration: { UserPoolId: POOL_ID, LogConfigurations: [] }
      }),
    ListTerms: () => answer({ Terms: [{ TermsId: 't2' }, { TermsId: 't1' }] }),
    DescribeTerms: ({ TermsId }) =>
      answer({ Terms: { TermsId, Links: { 'cognito:default': 'https://x' } } }),
    ListCIMDPolicies: () =>
      answer({
        CIMDPolicies: [{ CIMDPolicyId: 'p2' }, { CIMDPolicyId: 'p1' }]
      }),
    DescribeCIMDPolicy: ({ CIMDPolicyId }) =>
      answer({
        CIMDPolicy: { CIMDPolicyId, URLPatterns: ['https://x/*'] }
      }),
    ListPointInTimeRecoveries: () =>
      answer({
        Restorations: [
          { RestoreStatus: 'RESTORE_COMPLETED', RestoreTimestamp: CREATED }
        ]
      }),
    ListTagsForResource: () => answer({ Tags: { team: 'id', cost: '42' } }),
    ListUserPoolReplicas: () =>
      answer({
        UserPoolReplicas: [{ RegionName: 'us-east-1' }, { RegionName: 'eu-1' }]
      }),
    GetUserPoolSessionConfiguration: () =>
      answer({ UserPoolId: POOL_ID, UserSessionTracking: 'ENABLED' }),
    GetUserPoolClientSessionConfiguration: ({ ClientId }) =>
      answer({ ClientId, SSOSession: { MaxValidityMinutes: 60 } })
  }
}

/** An answer with the facts of its call, which no snapshot has. */
export function answer(content: object): object {
  return { ...content, $metadata: { requestId: 'the metadata of a call' } }
}

/** Cognito's way to say that something isn't there. */
export function missing(): Promise<never> {
  return Promise.reject(
    awsFailure('ResourceNotFoundException', { code: 'not-found' })
  )
}

/** What DescribeUserPool told of a pool. */
export function describedAs(userPool: object) {
  return { answer: { UserPool: userPool }, userPool, arn: POOL_ARN }
}

export const OPTIONS = { clientLimit: 1000, captureLogo: true }

/** Captures the definition of a pool that answers so, changes included. */
export async function capture(
  changes: Answers = {},
  signal = NEVER,
  userPool: object = USER_POOL,
  options = OPTIONS
) {
  const pool = fakePool({ ...fullAnswers(), ...changes })
  const described = describedAs(userPool)
  const captured = await captureDefinition(pool, described, options, signal)
  const { definition, clients } = captured
  return {
    captured,
    calls: pool.calls,
    counts: clients && { ...clients, records: clients.records.length },
    ...inJson({ ...definition, clients: clients?.records })
  }
}

/** What a snapshot holds of it. */
function inJson(captured: object) {
  const json = JSON.stringify(captured)
  return { json, stored: JSON.parse(json) as Record<string, unknown> }
}
