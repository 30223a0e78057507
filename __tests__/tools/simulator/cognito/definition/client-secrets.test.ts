import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  startSimulator,
  type Simulator
} from '../../../../../simulator/simulator.ts'
import {
  awsError,
  clients,
  signed
} from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

async function newClient(
  UserPoolId: string,
  settings: { ClientName: string; GenerateSecret?: boolean }
): Promise<string | undefined> {
  const request = { UserPoolId, ...settings }
  const { UserPoolClient } = await cognito.createUserPoolClient(request)
  return UserPoolClient?.ClientId
}

describe('an app client', () => {
  test('shows the ARN of its secret where Secrets Manager keeps that', async () => {
    const UserPoolId = simulator.createPool()
    const before = simulator.secrets()
    // The SDK has no such member yet.
    const answer = await fetch(simulator.endpoint, {
      method: 'POST',
      headers: {
        ...signed,
        'x-amz-target': 'AWSCognitoIdentityProviderService.CreateUserPoolClient'
      },
      body: JSON.stringify({
        UserPoolId,
        ClientName: 'managed',
        GenerateSecret: true,
        PublishSecretsInAWSSecretsManager: true
      })
    })
    const { UserPoolClient } = (await answer.json()) as {
      UserPoolClient: Record<string, string>
    }
    expect(UserPoolClient['ClientSecretArn']).toMatch(
      /^arn:aws:secretsmanager:[\w-]+:\d{12}:secret\//
    )
    expect(UserPoolClient).not.toHaveProperty('ClientSecret')
    expect(simulator.secrets()).toHaveLength(before.length + 1)
    const { ClientSecrets } = await cognito.listUserPoolClientSecrets({
      UserPoolId,
      ClientId: UserPoolClient['ClientId']
    })
    expect(ClientSecrets).toHaveLength(1)
  })

  test('has two secrets at most, and shows neither of two', async () => {
    const UserPoolId = simulator.createPool()
    const ClientId = await newClient(UserPoolId, {
      ClientName: 'web',
      GenerateSecret: true
    })
    const second = await cognito.addUserPoolClientSecret({
      UserPoolId,
      ClientId
    })
    const { ClientSecretId, ClientSecretValue } =
      second.ClientSecretDescriptor ?? {}
    expect(simulator.secrets()).toContain(ClientSecretValue)
    const { UserPoolClient } = await cognito.describeUserPoolClient({
      UserPoolId,
      ClientId
    })
    expect(UserPoolClient).not.toHaveProperty('ClientSecret')
    const { ClientSecrets = [] } = await cognito.listUserPoolClientSecrets({
      UserPoolId,
      ClientId
    })
    expect(new Set(ClientSecrets.map(one => one.ClientSecretId)).size).toBe(2)
    expect(ClientSecrets.at(-1)?.ClientSecretId).toBe(ClientSecretId)
    await expect(
      cognito.addUserPoolClientSecret({ UserPoolId, ClientId })
    ).rejects.toEqual(awsError('LimitExceededException'))
  })

  test('that is public gets no second secret', async () => {
    const UserPoolId = simulator.createPool()
    const ClientId = await newClient(UserPoolId, { ClientName: 'mobile' })
    await expect(
      cognito.addUserPoolClientSecret({
        UserPoolId,
        ClientId
      })
    ).rejects.toEqual(awsError('InvalidParameterException'))
  })
})
