import { describe, expect, test } from '@jest/globals'
import { refuses } from '../../../fixtures/fake-pool.ts'
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
    client,
    hasSecret: client?.['hasClientSecret'],
    notCaptured: stored['notCaptured'],
    asked: calls.filter(
      ({ operation }) => operation === 'ListUserPoolClientSecrets'
    ).length
  }
}

const DATE = { ClientSecretCreateDate: 1767323045.678 }

const secrets = (...ids: string[]): Answers => ({
  ListUserPoolClientSecrets: () =>
    answer({
      ClientSecrets: ids.map(id => ({ ClientSecretId: id, ...DATE }))
    })
})

describe('whether an app client has a secret', () => {
  test.each<[string, boolean, object, Answers]>([
    ['one that Cognito gives', true, { ClientSecret: 'x' }, secrets('web--1')],
    [
      'one that Cognito gives and does not list',
      true,
      { ClientSecret: 'x' },
      secrets()
    ],
    ['two that Cognito hides', true, {}, secrets('web--1', 'web--2')],
    ['none', false, {}, secrets()],
    ['an empty one and none', false, { ClientSecret: '' }, secrets()]
  ])('is asked for: %s', async (_which, hasSecret, described, changes) => {
    expect(await captureClient(described, changes)).toMatchObject({
      hasSecret,
      notCaptured: [],
      asked: 1
    })
  })

  test('goes with the ids and dates of its secrets', async () => {
    const { client } = await captureClient({}, secrets('web--1', 'web--2'))
    const ClientSecretCreateDate = '2026-01-02T03:04:05.678Z'
    expect(client?.['secrets']).toEqual([
      { ClientSecretId: 'web--1', ClientSecretCreateDate },
      { ClientSecretId: 'web--2', ClientSecretCreateDate }
    ])
  })

  test('stays unknown where the role may not ask, and the snapshot says so', async () => {
    const action = 'cognito-idp:ListUserPoolClientSecrets'
    const denied = refuses('AccessDeniedException', {
      code: 'access-denied',
      action
    })
    const found = await captureClient({}, { ListUserPoolClientSecrets: denied })
    expect(found).toMatchObject({
      hasSecret: 'unknown',
      notCaptured: [{ section: 'clients.secrets', reason: action }],
      asked: 1
    })
    expect(found.client).not.toHaveProperty('secrets')
  })

  test('stays unknown of a client that went meanwhile', async () => {
    const found = await captureClient(
      {},
      { ListUserPoolClientSecrets: () => missing() }
    )
    expect(found.hasSecret).toBe('unknown')
  })

  test('stays unknown of a client that registered itself, which Cognito lets nobody ask', async () => {
    const registered: Answers = {
      ListUserPoolClients: ({ ClientType }) =>
        answer({
          UserPoolClients: ClientType === 'REGULAR' ? [] : [{ ClientId: 'web' }]
        })
    }
    expect(
      await captureClient(
        { ClientType: 'DCR' },
        { ...secrets(), ...registered }
      )
    ).toMatchObject({ hasSecret: 'unknown', notCaptured: [], asked: 0 })
  })
})

describe('a secret that Secrets Manager keeps', () => {
  const arn =
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret/cognito/web-AbCdEf'

  test('is one, and its ARN is kept', async () => {
    const { client } = await captureClient({ ClientSecretArn: arn }, secrets())
    expect(client).toMatchObject({
      ClientSecretArn: arn,
      hasClientSecret: true
    })
  })

  test.each(['', null])(
    'is not taken for granted where the ARN is %j',
    async ClientSecretArn => {
      const { client } = await captureClient({ ClientSecretArn }, secrets())
      expect(client).toMatchObject({ hasClientSecret: false })
    }
  )
})
