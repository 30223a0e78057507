import { GetProvisionedLimitCommand } from '@aws-sdk/client-cognito-identity-provider'
import { beforeAll, expect, test } from '@jest/globals'
import {
  addPeople,
  callMoto,
  cognito,
  createPool,
  describeMoto
} from './moto.ts'

const ClientId = 'abcdefghijklmnopqrstuvwxyz'
const anId = '11111111-2222-4333-8444-555555555555'
const quota = {
  LimitClass: 'API_CATEGORY',
  Attributes: { Category: 'UserRead' }
} as const

/**
 * What each would be asked, with the pool. A moto that answers one of them can
 * prove more than these tests do.
 */
const MISSING: [string, Record<string, unknown>][] = [
  ['AdminGetUserAuthFactors', { Username: 'ann' }],
  [
    'AdminLinkProviderForUser',
    {
      DestinationUser: {
        ProviderName: 'Cognito',
        ProviderAttributeValue: 'ann'
      },
      SourceUser: {
        ProviderName: 'Corp',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue: '1'
      }
    }
  ],
  [
    'CreateUserImportJob',
    {
      JobName: 'job',
      CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/import'
    }
  ],
  ['DescribeCIMDPolicy', { CIMDPolicyId: 'abc' }],
  ['DescribeManagedLoginBranding', { ManagedLoginBrandingId: anId }],
  ['DescribeManagedLoginBrandingByClient', { ClientId }],
  ['DescribeRiskConfiguration', {}],
  ['DescribeTerms', { TermsId: anId }],
  ['GetCSVHeader', {}],
  ['GetLogDeliveryConfiguration', {}],
  ['GetProvisionedLimit', { LimitDefinition: quota }],
  ['GetUICustomization', {}],
  ['GetUserPoolClientSessionConfiguration', { ClientId }],
  ['GetUserPoolSessionConfiguration', {}],
  ['ListCIMDPolicies', { MaxResults: 10 }],
  ['ListPointInTimeRecoveries', { MaxResults: 10 }],
  [
    'ListTagsForResource',
    { ResourceArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/x' }
  ],
  ['ListTerms', { MaxResults: 10 }],
  ['ListUserImportJobs', { MaxResults: 10 }],
  ['ListUserPoolClientSecrets', { ClientId }],
  ['ListUserPoolReplicas', {}]
]

describeMoto('moto still lacks', () => {
  let pool: string
  beforeAll(async () => {
    pool = await createPool()
    await addPeople(pool, [{ username: 'ann' }])
  })

  test.each(MISSING)('%s', async (operation, input) => {
    const answer = await callMoto(
      'cognito-idp',
      `AWSCognitoIdentityProviderService.${operation}`,
      { UserPoolId: pool, ...input }
    )
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
  })

  test('an error that the SDK can read', async () => {
    await expect(
      cognito.send(new GetProvisionedLimitCommand({ LimitDefinition: quota }))
    ).rejects.toMatchObject({
      name: 'SyntaxError',
      $metadata: { httpStatusCode: 500 }
    })
  })
})
