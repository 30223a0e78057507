import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator()
})
afterAll(() => simulator.close())

test('an update of one member resets four others and keeps the rest', async () => {
  const { cognito } = clients(simulator)
  const UserPoolId = simulator.createPool({
    PoolName: 'people',
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: { PreSignUp: 'arn:aws:lambda:us-east-1:1:function:check' },
    UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' },
    EmailConfiguration: { ReplyToEmailAddress: 'help@example.com' },
    Policies: { PasswordPolicy: { MinimumLength: 14 } },
    SmsAuthenticationMessage: 'Your code: {####}',
    UserPoolTags: { team: 'identity' },
    UserPoolTier: 'PLUS'
  })
  const described = async () =>
    (await cognito.describeUserPool({ UserPoolId })).UserPool ?? {}
  const before = await described()
  await cognito.updateUserPool({ UserPoolId, DeletionProtection: 'ACTIVE' })
  const { AutoVerifiedAttributes: _, UserPoolAddOns: __, ...kept } = before
  expect(await described()).toEqual({
    ...kept,
    LambdaConfig: {},
    EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' },
    DeletionProtection: 'ACTIVE',
    LastModifiedDate: expect.any(Date)
  })
})

test('an update turns no MFA on in a pool without a factor', async () => {
  const { cognito } = clients(simulator)
  const UserPoolId = simulator.createPool()
  await expect(
    cognito.updateUserPool({ UserPoolId, MfaConfiguration: 'ON' })
  ).rejects.toEqual(awsError('InvalidParameterException', 'Cannot turn MFA'))
})
