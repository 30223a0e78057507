import { Readable } from 'node:stream'
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, test } from '@jest/globals'
import { readClients } from '../../../../src/cognito/definition/clients.ts'
import { leanClient } from '../../../../src/cognito/calls/lean-client.ts'
import type { PoolCalls } from '../../../../src/cognito/calls/pool-client.ts'
import { POOL_ID, refuses } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { answer, capture, missing, type Answers } from './fixtures.ts'

/** What a snapshot holds of the client `web` that Cognito describes so. */
async function captureClient(described: object, changes: Answers = {}) {
  const { stored, calls } = await capture({
    ListUserPoolClients: () =>
      answer({ UserPoolClients: [{ ClientId: 'web' }] }),
    DescribeUserPoolClient: ({ ClientId }) =>
      answer({ UserPoolClient: { ClientId, ...described } }),
    ...changes
  })
  const [client] = stored['clients'] as Record<string, unknown>[]
  return {
    hasSecret: client?.['hasClientSecret'],
    notCaptured: stored['notCaptured'],
    asked: calls.filter(
      ({ operation }) => operation === 'ListUserPoolClientSecrets'
    ).length
  }
}

const secrets = (...ids: string[]): Answers => ({
  ListUserPoolClientSecrets: () =>
    answer({ ClientSecrets: ids.map(ClientSecretId => ({ ClientSecretId })) })
})

describe('whether an app client has a secret', () => {
  test('is known where Cognito gives it', async () => {
    expect(await captureClient({ ClientSecret: 'of the client' })).toEqual({
      hasSecret: true,
      notCaptured: [],
      asked: 0
    })
  })

  test.each<[string, boolean, object, Answers]>([
    ['two that Cognito hides', true, {}, secrets('web--1', 'web--2')],
    ['none', false, {}, secrets()],
    ['an empty one and none', false, { ClientSecret: '' }, secrets()]
  ])('is asked for: %s', async (_which, hasSecret, described, changes) => {
    expect(await captureClient(described, changes)).toEqual({
      hasSecret,
      notCaptured: [],
      asked: 1
    })
  })

  test('stays unknown where the role may not ask, and the snapshot says so', async () => {
    const action = 'cognito-idp:ListUserPoolClientSecrets'
    const denied = refuses('AccessDeniedException', {
      code: 'access-denied',
      action
    })
    const found = await captureClient({}, { ListUserPoolClientSecrets: denied })
    expect(found).toEqual({
      hasSecret: 'unknown',
      notCaptured: [{ section: 'clients.hasClientSecret', reason: action }],
      asked: 1
    })
  })

  test('stays unknown of a client that went meanwhile', async () => {
    const found = await captureClient(
      {},
      { ListUserPoolClientSecrets: () => missing() }
    )
    expect(found.hasSecret).toBe('unknown')
  })

  test('stays unknown of a client that registered itself, which Cognito lets nobody ask', async () => {
    expect(await captureClient({ ClientType: 'DCR' }, secrets())).toEqual({
      hasSecret: 'unknown',
      notCaptured: [],
      asked: 0
    })
  })
})

describe('a secret that Secrets Manager keeps', () => {
  const arn =
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret/cognito/web-AbCdEf'

  /** The app client `web` as the SDK reads it out of this body. */
  async function described(body: string, statusCode = 200) {
    const client = new CognitoIdentityProviderClient({
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
      maxAttempts: 1,
      requestHandler: {
        handle: () =>
          Promise.resolve({
            response: {
              statusCode,
              headers: {},
              body: Readable.from([Buffer.from(body)])
            }
          })
      }
    })
    leanClient(client)
    const pool: PoolCalls = {
      userPoolId: POOL_ID,
      call: (_operation, send) => send(client)
    }
    const [found] = await readClients({ pool, signal: NEVER }, ['web'])
    return found
  }
  const describedAs = (UserPoolClient: object) =>
    described(JSON.stringify({ UserPoolClient }))

  test('is one, and its ARN is kept, which the SDK does not know', async () => {
    expect(
      await describedAs({
        ClientId: 'web',
        ClientSecretArn: arn,
        CreationDate: 1767323045.678
      })
    ).toEqual({
      ClientId: 'web',
      CreationDate: new Date('2026-01-02T03:04:05.678Z'),
      ClientSecretArn: arn,
      hasClientSecret: true
    })
  })

  test.each([{}, { ClientSecretArn: '' }, { ClientSecretArn: null }])(
    'is not taken for granted where the ARN is none: %j',
    async settings => {
      expect(await describedAs({ ClientId: 'web', ...settings })).toEqual({
        ClientId: 'web',
        hasClientSecret: 'unknown'
      })
    }
  )

  test.each([
    ['ResourceNotFoundException', 400],
    ['InternalErrorException', 500]
  ])('leaves an error to the SDK: %s', async (name, status) => {
    const body = JSON.stringify({ __type: name, message: 'raw words of AWS' })
    await expect(described(body, status)).rejects.toMatchObject({ name })
  })

  test('leaves a page of HTML to the SDK', async () => {
    await expect(described('<html></html>')).rejects.toThrow(SyntaxError)
  })
})
