import { describe, expect, test } from '@jest/globals'
import { describePool } from '../../../src/cognito/describe-pool.ts'
import {
  fakePool,
  POOL_ARN,
  POOL_ID,
  poolAnswer
} from '../../fixtures/fake-pool.ts'

function describeWith(changes: Record<string, unknown> = {}) {
  const pool = fakePool({ DescribeUserPool: () => poolAnswer(changes) })
  return describePool(pool)
}

describe('the description of a pool', () => {
  test('says where the pool is and what its users are like', async () => {
    const pool = fakePool({ DescribeUserPool: () => poolAnswer() })
    expect(await describePool(pool)).toEqual({
      arn: POOL_ARN,
      region: 'eu-west-1',
      accountId: '111122223333',
      estimatedNumberOfUsers: 2,
      mfa: 'OFF',
      usernameAttributes: [],
      aliasAttributes: [],
      caseSensitive: false,
      attributeNames: ['sub', 'email', 'email_verified', 'name'],
      schema: ['sub', 'email', 'email_verified', 'name'].map(name => ({
        name,
        type: 'String',
        mutable: true,
        required: false
      })),
      autoVerifiedAttributes: [],
      recovery: { by: ['email'], excludesMfa: false },
      lambdaTriggers: [],
      tier: undefined,
      passwordPolicy: { minimumLength: 12 },
      answer: { UserPool: poolAnswer().UserPool },
      userPool: poolAnswer().UserPool
    })
    expect(pool.calls).toMatchObject([
      {
        operation: 'DescribeUserPool',
        command: 'DescribeUserPoolCommand',
        input: { UserPoolId: POOL_ID }
      }
    ])
  })

  test('takes what Cognito leaves out for its default', async () => {
    const described = await describeWith({
      EstimatedNumberOfUsers: undefined,
      MfaConfiguration: undefined,
      UsernameConfiguration: undefined,
      SchemaAttributes: undefined,
      Policies: undefined
    })
    expect(described).toMatchObject({
      estimatedNumberOfUsers: undefined,
      mfa: 'OFF',
      caseSensitive: true,
      attributeNames: [],
      schema: [],
      autoVerifiedAttributes: [],
      lambdaTriggers: [],
      tier: undefined,
      passwordPolicy: { minimumLength: 8 }
    })
  })

  test('keeps an estimate of zero, which is not an unknown one', async () => {
    const described = await describeWith({ EstimatedNumberOfUsers: 0 })
    expect(described.estimatedNumberOfUsers).toBe(0)
  })

  test('takes what is empty or null as what is left out', async () => {
    const described = await describeWith({
      EstimatedNumberOfUsers: null,
      MfaConfiguration: '',
      UsernameAttributes: null,
      AliasAttributes: null,
      AutoVerifiedAttributes: [null],
      SchemaAttributes: [null, {}, { Name: '' }, { Name: 'email' }]
    })
    expect(described).toMatchObject({
      estimatedNumberOfUsers: undefined,
      mfa: 'OFF',
      usernameAttributes: [],
      aliasAttributes: [],
      autoVerifiedAttributes: [],
      attributeNames: ['email']
    })
  })

  test.each([-1, 0.5, 2 ** 53])('takes no estimate of %p', async estimate => {
    const described = await describeWith({ EstimatedNumberOfUsers: estimate })
    expect(described.estimatedNumberOfUsers).toBeUndefined()
  })

  test('does not guess what a new word for MFA means', async () => {
    await expect(
      describeWith({ MfaConfiguration: 'SOMETIMES' })
    ).rejects.toMatchObject({
      code: 'cognito-answer',
      message: expect.stringContaining(
        'lacks MfaConfiguration of the user pool'
      )
    })
  })

  test('has the region of its id where its ARN has none', async () => {
    const Arn = `arn:aws:cognito-idp::111122223333:userpool/${POOL_ID}`
    expect(await describeWith({ Arn })).toMatchObject({
      region: 'eu-west-1',
      accountId: '111122223333'
    })
  })

  test('says what users sign in with', async () => {
    const described = await describeWith({
      UsernameAttributes: ['email'],
      AliasAttributes: ['preferred_username'],
      MfaConfiguration: 'OPTIONAL'
    })
    expect(described).toMatchObject({
      usernameAttributes: ['email'],
      aliasAttributes: ['preferred_username'],
      mfa: 'OPTIONAL'
    })
  })

  test('says what the pool demands of attributes', async () => {
    const described = await describeWith({
      SchemaAttributes: [
        {
          Name: 'custom:plan',
          AttributeDataType: 'Number',
          Mutable: false,
          Required: false,
          NumberAttributeConstraints: { MinValue: '1' }
        }
      ]
    })
    expect(described.schema).toEqual([
      {
        name: 'custom:plan',
        type: 'Number',
        mutable: false,
        required: false,
        minValue: 1
      }
    ])
  })

  test('says what the pool verifies and what it can do', async () => {
    const described = await describeWith({
      AutoVerifiedAttributes: ['email'],
      UserPoolTier: 'PLUS'
    })
    expect(described).toMatchObject({
      autoVerifiedAttributes: ['email'],
      tier: 'PLUS'
    })
  })

  test('names each trigger that has a function once, and no key', async () => {
    const { lambdaTriggers } = await describeWith({
      LambdaConfig: {
        PreTokenGeneration: 'arn:l',
        PreTokenGenerationConfig: { LambdaArn: 'arn:l', LambdaVersion: 'V2_0' },
        PreSignUp: 'arn:l',
        CustomEmailSender: { LambdaArn: 'arn:l', LambdaVersion: 'V1_0' },
        PostConfirmation: undefined,
        KMSKeyID: 'arn:k'
      }
    })
    expect(lambdaTriggers).toEqual([
      'CustomEmailSender',
      'PreSignUp',
      'PreTokenGeneration'
    ])
  })

  test('is read from any partition of AWS', async () => {
    const Arn = 'arn:aws-us-gov:cognito-idp:us-gov-west-1:1:userpool/x'
    expect(await describeWith({ Arn })).toMatchObject({
      region: 'us-gov-west-1',
      accountId: '1'
    })
  })

  test.each([
    ['Arn', undefined],
    ['an account in Arn', 'arn:aws:cognito-idp:eu-west-1']
  ])('without %s is an error and not a guess', async (what, Arn) => {
    await expect(describeWith({ Arn })).rejects.toThrow(`lacks ${what}`)
  })
})
