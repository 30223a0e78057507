import { beforeAll, expect, test } from '@jest/globals'
import {
  addPeople,
  callEmulator,
  createPool,
  describeEmulated
} from './emulator.ts'

const ClientId = 'abcdefghijklmnopqrstuvwxyz'
const anId = '11111111-2222-4333-8444-555555555555'
const quota = {
  LimitClass: 'API_CATEGORY',
  Attributes: { Category: 'UserRead' }
} as const

/** What each is asked beside the pool. */
const ASKED: [string, Record<string, unknown>][] = [
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

describeEmulated('Cognito answers', () => {
  let pool: string
  beforeAll(async () => {
    pool = await createPool()
    await addPeople(pool, [{ username: 'ann' }])
  })

  test.each(ASKED)('%s', async (operation, input) => {
    const answer = await callEmulator(
      'cognito-idp',
      `AWSCognitoIdentityProviderService.${operation}`,
      { UserPoolId: pool, ...input }
    )
    expect(answer.headers.get('content-type')).toMatch(/json/)
    const { __type: refusal = '' } = (await answer.json()) as {
      __type?: string
    }
    // That there is no such thing is an answer.
    expect(refusal).not.toMatch(/UnknownOperation|InvalidAction/)
  })
})
