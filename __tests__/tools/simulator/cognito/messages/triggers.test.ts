import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { TriggerEvent } from '../../../../../simulator/cognito/messages/triggers.ts'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import {
  attributeList,
  awsError,
  clients,
  newPool
} from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
beforeEach(() => simulator.resetStats())
afterAll(() => simulator.close())

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:f'

test('the function of PreSignUp hears of every new user, suppressed message or not', async () => {
  const { UserPoolId, create } = newPool(simulator)
  const events: TriggerEvent[] = []
  simulator.onTrigger(UserPoolId, 'PreSignUp', event => {
    events.push(event)
  })
  await create(
    'ana',
    { email: 'ana@example.com' },
    {
      ClientMetadata: { restore: 'true' },
      ValidationData: [{ Name: 'run', Value: '7' }]
    }
  )
  expect(events).toMatchObject([
    {
      triggerSource: 'PreSignUp_AdminCreateUser',
      userPoolId: UserPoolId,
      userName: 'ana',
      request: {
        userAttributes: { email: 'ana@example.com' },
        validationData: { run: '7' },
        clientMetadata: { restore: 'true' }
      }
    }
  ])
  expect(simulator.stats()).toMatchObject({
    messagesSent: 0,
    triggers: { PreSignUp_AdminCreateUser: 1 }
  })
})

test('the function of PreSignUp can refuse a user, who is neither created nor billed', async () => {
  const { UserPoolId, create } = newPool(simulator)
  simulator.onTrigger(UserPoolId, 'PreSignUp', () => {
    throw new Error('Only people of example.com')
  })
  await expect(create('ana')).rejects.toEqual(
    awsError(
      'UserLambdaValidationException',
      'PreSignUp failed with error Only people of example.com.'
    )
  )
  expect(simulator.poolState(UserPoolId).users).toEqual([])
  expect(simulator.stats().billedUsers).toBe(0)
})

test('a function without a handler runs and lets everything pass', async () => {
  const { create } = newPool(simulator, { LambdaConfig: { PreSignUp: arn } })
  await create('ana')
  expect(simulator.stats().triggers).toEqual({ PreSignUp_AdminCreateUser: 1 })
})

test('a handler makes the pool show a function', async () => {
  const { UserPoolId } = newPool(simulator)
  simulator.onTrigger(UserPoolId, 'CustomMessage', () => undefined)
  const { UserPool } = await cognito.describeUserPool({ UserPoolId })
  expect(UserPool?.LambdaConfig?.CustomMessage).toMatch(
    /^arn:aws:lambda:us-east-1:\d+:function:CustomMessage$/
  )
})

test('the function of CustomMessage runs only when there is a message', async () => {
  const { UserPoolId, create } = newPool(simulator, {
    AutoVerifiedAttributes: ['email'],
    LambdaConfig: { CustomMessage: arn }
  })
  await create('ana', { email: 'ana@example.com' })
  expect(simulator.stats().triggers).toEqual({})
  await create(
    'ben',
    { email: 'ben@example.com' },
    { MessageAction: undefined, DesiredDeliveryMediums: ['EMAIL'] }
  )
  await cognito.adminUpdateUserAttributes({
    UserPoolId,
    Username: 'ana',
    UserAttributes: attributeList({ email: 'new@example.com' })
  })
  await cognito.adminUpdateUserAttributes({
    UserPoolId,
    Username: 'ana',
    UserAttributes: attributeList({
      email: 'newer@example.com',
      email_verified: 'true'
    })
  })
  expect(simulator.stats()).toMatchObject({
    messagesSent: 2,
    triggers: {
      CustomMessage_AdminCreateUser: 1,
      CustomMessage_UpdateUserAttribute: 1
    }
  })
})

test("a sender of the pool's own takes the place of Cognito's, and of its daily limit", async () => {
  const { create } = newPool(simulator, {
    LambdaConfig: {
      CustomEmailSender: { LambdaVersion: 'V1_0', LambdaArn: arn }
    }
  })
  for (let index = 0; index < 51; index++)
    await create(
      `user${index}`,
      { email: `user${index}@example.com` },
      { MessageAction: undefined, DesiredDeliveryMediums: ['EMAIL'] }
    )
  expect(simulator.stats()).toMatchObject({
    messagesSent: 51,
    triggers: { CustomEmailSender_AdminCreateUser: 51 }
  })
})

test('passwords set by an administrator run no function', async () => {
  const { UserPoolId, create } = newPool(simulator, {
    LambdaConfig: { CustomMessage: arn, PostConfirmation: arn }
  })
  await create('ana')
  await cognito.adminSetUserPassword({
    UserPoolId,
    Username: 'ana',
    Password: 'Passw0rd!',
    Permanent: true
  })
  expect(simulator.stats()).toMatchObject({ messagesSent: 0, triggers: {} })
})
