import { expect, test } from '@jest/globals'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { NOT_UPDATED } from '../../../../src/create-pool/parts/pool-members.ts'
import { updateBody } from '../../../../src/create-pool/parts/update-body.ts'
import { shapeOf, valueOf } from '../../../fixtures/model-values.ts'

test('each member of a pool is sent, or stays as the pool was made', () => {
  const body = updateBody(
    {
      ...(valueOf('UserPoolType', 0) as JsonObject),
      // Older members repeat the texts that it has.
      VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' }
    },
    {}
  )
  const members = Object.keys(shapeOf('UserPoolType').members ?? {})
  const left = members.filter(member => !(member in body))
  expect(left.sort()).toEqual(Object.keys(NOT_UPDATED).sort())
})

test('it leaves a pool as it is but for the changes', () => {
  const userPool = {
    Id: 'eu-west-1_Ab12Cd34E',
    Name: 'people',
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    DeletionProtection: 'INACTIVE',
    LambdaConfig: { PostConfirmation: 'arn:1' },
    AutoVerifiedAttributes: ['email'],
    UsernameAttributes: ['email'],
    MfaConfiguration: 'OPTIONAL',
    UserPoolTags: { team: '', 'aws:cloudformation:stack-name': 'x' },
    SmsConfiguration: {},
    EstimatedNumberOfUsers: 3,
    AccountRecoverySetting: {
      RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }]
    }
  }
  expect(updateBody(userPool, { DeletionProtection: 'ACTIVE' })).toEqual({
    Policies: userPool.Policies,
    DeletionProtection: 'ACTIVE',
    LambdaConfig: userPool.LambdaConfig,
    AutoVerifiedAttributes: ['email'],
    MfaConfiguration: 'OPTIONAL',
    UserPoolTags: { team: '' },
    AccountRecoverySetting: userPool.AccountRecoverySetting
  })
})

test('a pool that recovers by the old rule goes on doing so', () => {
  expect(updateBody({}, {})).toHaveProperty('AccountRecoverySetting', {})
})

test('a trigger that stands twice is sent once', () => {
  const { LambdaConfig } = updateBody(
    {
      LambdaConfig: {
        PreSignUp: 'arn:1',
        PreTokenGeneration: 'arn:2',
        PreTokenGenerationConfig: { LambdaArn: 'arn:2', LambdaVersion: 'V2_0' }
      }
    },
    {}
  )
  expect(LambdaConfig).toEqual({
    PreSignUp: 'arn:1',
    PreTokenGenerationConfig: { LambdaArn: 'arn:2', LambdaVersion: 'V2_0' }
  })
})
