import { describe, expect, test } from '@jest/globals'
import { MAX_ASSET_BYTES } from '../../../../src/cognito/definition/managed-login.ts'
import { refuses } from '../../../fixtures/fake-pool.ts'
import { answer, capture, fullAnswers, SECTIONS } from './fixtures.ts'

/** The sections of a definition that are there, in the words of notCaptured. */
function present(stored: Record<string, unknown>): string[] {
  return SECTIONS.filter(path => {
    const [section = '', field] = path.split('.')
    const value = stored[section]
    if (field === undefined || value === undefined) return value !== undefined
    return (value as Record<string, unknown>)[field] !== undefined
  })
}

describe('a permission that lacks', () => {
  const TAKES: Record<string, string[]> = {
    GetUserPoolMfaConfig: ['mfaConfig'],
    ListUserPoolClients: [
      'clients',
      'branding.clients',
      'branding.managedLogin',
      'riskConfigurations.clients',
      'sessionConfiguration.clients'
    ],
    DescribeUserPoolClient: ['clients'],
    ListUserPoolClientSecrets: ['clients.secrets'],
    ListIdentityProviders: ['identityProviders'],
    DescribeIdentityProvider: ['identityProviders'],
    ListResourceServers: ['resourceServers'],
    DescribeUserPoolDomain: ['domains'],
    GetUICustomization: ['branding.pool', 'branding.clients'],
    DescribeManagedLoginBrandingByClient: ['branding.managedLogin'],
    DescribeRiskConfiguration: [
      'riskConfigurations.pool',
      'riskConfigurations.clients'
    ],
    GetLogDeliveryConfiguration: ['logDelivery'],
    ListTerms: ['terms'],
    DescribeTerms: ['terms'],
    ListCIMDPolicies: ['cimdPolicies'],
    DescribeCIMDPolicy: ['cimdPolicies'],
    ListPointInTimeRecoveries: ['recoveries'],
    ListTagsForResource: ['tags'],
    ListUserPoolReplicas: ['replicas'],
    GetUserPoolSessionConfiguration: ['sessionConfiguration.pool'],
    GetUserPoolClientSessionConfiguration: ['sessionConfiguration.clients']
  }

  test('is told of for every operation there is', () => {
    expect(Object.keys(TAKES).sort()).toEqual(Object.keys(fullAnswers()).sort())
  })

  test.each(Object.entries(TAKES))(
    'for %s takes its sections and no others',
    async (operation, lost) => {
      const action = `cognito-idp:${operation}`
      const denied = refuses('AccessDeniedException', {
        code: 'access-denied',
        action
      })
      const { stored, calls } = await capture({ [operation]: denied })
      expect(stored['notCaptured']).toEqual(
        lost.map(section => ({ section, reason: action }))
      )
      expect(present(stored)).toEqual(
        SECTIONS.filter(section => !lost.includes(section))
      )
      // Refused once, it isn't asked for again a thousand times.
      const made = calls.filter(call => call.operation === operation)
      expect(made).toHaveLength(1)
    }
  )

  test('for everything leaves what DescribeUserPool told', async () => {
    const denied = refuses('AccessDeniedException', { code: 'access-denied' })
    const all = Object.keys(fullAnswers()).map(name => [name, denied] as const)
    const { stored } = await capture(Object.fromEntries(all))
    expect(Object.keys(stored)).toEqual(['userPool', 'notCaptured'])
    expect(stored['notCaptured']).toHaveLength(SECTIONS.length)
  })
})

describe('a section that fails', () => {
  test.each([
    ['TooManyRequestsException', 'aws'],
    ['InternalErrorException', 'aws'],
    ['OperationNotEnabledException', 'aws'],
    ['ResourceNotFoundException', 'not-found'],
    ['ResourceNotFoundException', 'wrong-region']
  ] as const)('with %s (%s) is left out by its name', async (awsCode, code) => {
    const { stored } = await capture({ ListTerms: refuses(awsCode, { code }) })
    expect(stored['notCaptured']).toEqual([
      { section: 'terms', reason: awsCode }
    ])
    expect(stored).not.toHaveProperty('terms')
  })

  test.each([
    ['ListUserPoolClients', { UserPoolClients: [{}] }, 'clients'],
    ['ListUserPoolClients', {}, 'clients'],
    ['DescribeUserPoolClient', {}, 'clients'],
    ['ListIdentityProviders', {}, 'identityProviders'],
    ['DescribeIdentityProvider', {}, 'identityProviders'],
    ['ListResourceServers', {}, 'resourceServers'],
    ['ListTerms', {}, 'terms'],
    ['DescribeTerms', {}, 'terms'],
    ['ListUserPoolReplicas', {}, 'replicas']
  ])(
    'with an odd answer to %s (%j) is left out',
    async (name, odd, section) => {
      const { stored } = await capture({ [name]: () => answer(odd) })
      expect(stored['notCaptured']).toContainEqual({
        section,
        reason: 'UnexpectedAnswer'
      })
      expect(stored).not.toHaveProperty(section)
    }
  )

  test('with a listing that goes round in a circle is left out', async () => {
    const { stored } = await capture({
      ListTerms: () => ({ Terms: [], NextToken: 'again' })
    })
    expect(stored['notCaptured']).toEqual([
      { section: 'terms', reason: 'UnexpectedAnswer' }
    ])
  })

  test('with more images than a snapshot holds is left out', async () => {
    const half = Buffer.alloc(MAX_ASSET_BYTES / 2 + 1)
    const branded = (asset: Buffer) => () =>
      answer({
        ManagedLoginBranding: { Assets: [{ Bytes: asset.toString('base64') }] }
      })
    const name = 'DescribeManagedLoginBrandingByClient'
    const { stored } = await capture({ [name]: branded(half) })
    expect(stored['notCaptured']).toEqual([
      { section: 'branding.managedLogin', reason: 'TooLarge' }
    ])
    const fitting = await capture({ [name]: branded(half.subarray(1)) })
    expect(fitting.stored['notCaptured']).toEqual([])
  })
})
