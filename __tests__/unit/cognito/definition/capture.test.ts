import { describe, expect, test } from '@jest/globals'
import { captureDefinition } from '../../../../src/cognito/definition/capture.ts'
import { awsFailure } from '../../../fixtures/aws-failures.ts'
import { fakePool, POOL_ID, refuses } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import {
  capture,
  CREATED_TEXT,
  describedAs,
  fullAnswers,
  missing,
  OPTIONS,
  USER_POOL,
  type Answers
} from './fixtures.ts'

describe('the definition of a pool', () => {
  test('has all that Cognito tells, in a fixed order', async () => {
    const { stored } = await capture()
    const created = CREATED_TEXT
    const risk = {
      UserPoolId: POOL_ID,
      RiskExceptionConfiguration: { BlockedIPRangeList: ['10.0.0.0/8'] }
    }
    const provider = (ProviderName: string) => ({
      ProviderName,
      ProviderType: 'OIDC',
      AttributeMapping: { email: 'mail' },
      ProviderDetails: { client_id: 'id' },
      removedProviderDetails: ['client_secret']
    })
    const links = { Links: { 'cognito:default': 'https://x' } }
    const expected = {
      userPool: USER_POOL,
      mfaConfig: { MfaConfiguration: 'OPTIONAL' },
      clients: [
        {
          UserPoolId: POOL_ID,
          ClientId: 'cli',
          CreationDate: created,
          hasClientSecret: false,
          secrets: []
        },
        {
          UserPoolId: POOL_ID,
          ClientId: 'web',
          CreationDate: created,
          hasClientSecret: true,
          secrets: [
            { ClientSecretId: 'web--1', ClientSecretCreateDate: created }
          ]
        }
      ],
      identityProviders: [provider('Ad'), provider('Idp')],
      resourceServers: [{ Identifier: 'api', Scopes: [] }],
      domains: [
        { UserPoolId: POOL_ID, Domain: 'people' },
        { UserPoolId: POOL_ID, Domain: 'auth.example.com' }
      ],
      branding: {
        pool: { UserPoolId: POOL_ID, ClientId: 'ALL', CSS: 'b{}' },
        clients: [{ UserPoolId: POOL_ID, ClientId: 'web', CSS: 'a{}' }],
        managedLogin: [
          {
            ClientId: 'web',
            ManagedLoginBrandingId: 'style',
            Settings: { categories: { form: true } },
            Assets: [
              { Category: 'FORM_LOGO', Bytes: '+/8=' },
              { Category: 'FAVICON_ICO', ResourceId: 'r' }
            ]
          }
        ]
      },
      riskConfigurations: {
        pool: risk,
        clients: [{ ...risk, ClientId: 'web' }]
      },
      logDelivery: { UserPoolId: POOL_ID, LogConfigurations: [] },
      terms: [
        { TermsId: 't1', ...links },
        { TermsId: 't2', ...links }
      ],
      cimdPolicies: ['p1', 'p2'].map(CIMDPolicyId => ({
        CIMDPolicyId,
        URLPatterns: ['https://x/*']
      })),
      tags: { cost: '42', team: 'id' },
      replicas: [{ RegionName: 'eu-1' }, { RegionName: 'us-east-1' }],
      recoveries: {
        available: true,
        restorations: [
          { RestoreStatus: 'RESTORE_COMPLETED', RestoreTimestamp: created }
        ]
      },
      sessionConfiguration: {
        pool: { UserPoolId: POOL_ID, UserSessionTracking: 'ENABLED' },
        clients: ['cli', 'web'].map(ClientId => ({
          ClientId,
          SSOSession: { MaxValidityMinutes: 60 }
        }))
      },
      notCaptured: []
    }
    expect(stored).toEqual(expected)
    const { clients: _, ...others } = expected
    expect(Object.keys(stored)).toEqual([...Object.keys(others), 'clients'])
  })

  test('holds no facts of the calls', async () => {
    const { json } = await capture()
    expect(json).not.toContain('metadata')
  })

  test('is the same JSON whichever answers come first', async () => {
    const { json } = await capture()
    const slow: Answers = Object.fromEntries(
      Object.entries(fullAnswers()).map(([operation, tell], index) => [
        operation,
        async input => {
          for (let turn = 0; turn < (index * 7) % 11; turn += 1) {
            await Promise.resolve()
          }
          return tell(input)
        }
      ])
    )
    expect((await capture(slow)).json).toBe(json)
  })

  test('is read by calls of their own names that can be stopped and done without', async () => {
    const { calls } = await capture()
    for (const { operation, command, hasSignal, isOptional } of calls) {
      expect(command).toBe(`${operation}Command`)
      expect({ hasSignal, isOptional }).toEqual({
        hasSignal: true,
        isOptional: true
      })
    }
    const asked = new Set(calls.map(({ operation }) => operation))
    expect([...asked].sort()).toEqual(Object.keys(fullAnswers()).sort())
  })

  test('lists the clients and asks for the pool’s own look only once', async () => {
    const { calls } = await capture()
    const lists = calls.filter(call => call.operation === 'ListUserPoolClients')
    // Once for those of all types, and once for those that are regular.
    expect(lists.map(({ input }) => input['ClientType'])).toEqual([
      undefined,
      'REGULAR'
    ])
    const looks = calls.filter(call => call.operation === 'GetUICustomization')
    expect(looks.map(({ input }) => input['ClientId'])).toEqual([
      undefined,
      'cli',
      'web'
    ])
  })
})

describe('a failure of every call', () => {
  test.each([
    ['ExpiredTokenException', 'credentials'],
    ['ECONNRESET', 'network']
  ] as const)('such as %s ends the capture', async (awsCode, code) => {
    const refused = refuses(awsCode, { code })
    await expect(capture({ DescribeTerms: refused })).rejects.toMatchObject({
      code,
      awsCode
    })
  })

  test('that isn’t one of AWS’s is a bug and ends it too', async () => {
    const bug = new RangeError('a bug')
    await expect(
      capture({ ListTerms: () => Promise.reject(bug) })
    ).rejects.toBe(bug)
  })

  test('comes when all other calls have come to rest', async () => {
    let underWay = 0
    const counted: Answers = Object.fromEntries(
      Object.entries(fullAnswers()).map(([operation, tell]) => [
        operation,
        async input => {
          underWay += 1
          await new Promise(resolve => setImmediate(resolve))
          underWay -= 1
          if (operation !== 'ListResourceServers') return tell(input)
          throw awsFailure('ExpiredTokenException', { code: 'credentials' })
        }
      ])
    )
    const pool = fakePool(counted)
    await expect(
      captureDefinition(pool, describedAs(USER_POOL), OPTIONS, NEVER)
    ).rejects.toMatchObject({ code: 'credentials' })
    expect(underWay).toBe(0)
    expect(pool.calls.length).toBeLessThan(12)
  })

  test('a run that is cancelled makes no call', async () => {
    const pool = fakePool(fullAnswers())
    await expect(
      captureDefinition(
        pool,
        describedAs(USER_POOL),
        OPTIONS,
        AbortSignal.abort()
      )
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(pool.calls).toEqual([])
  })

  test('a run that is cancelled amid a thousand clients stops', async () => {
    const stop = new AbortController()
    const UserPoolClients = Array.from({ length: 1000 }, (_, n) => ({
      ClientId: `client${n}`
    }))
    let described = 0
    await expect(
      capture(
        {
          ListUserPoolClients: () => ({ UserPoolClients }),
          DescribeUserPoolClient: () => {
            described += 1
            if (described === 10) stop.abort()
            return { UserPoolClient: {} }
          }
        },
        stop.signal
      )
    ).rejects.toMatchObject({ code: 'cancelled' })
    expect(described).toBe(10)
  })
})

test('what vanishes between a listing and its description is left out', async () => {
  const gone =
    (operation: string, key: string, id: string) =>
    (input: Readonly<Record<string, unknown>>) =>
      input[key] === id ? missing() : (fullAnswers()[operation]?.(input) ?? {})
  const { stored } = await capture({
    DescribeUserPoolClient: gone('DescribeUserPoolClient', 'ClientId', 'web'),
    DescribeIdentityProvider: gone(
      'DescribeIdentityProvider',
      'ProviderName',
      'Ad'
    ),
    DescribeTerms: gone('DescribeTerms', 'TermsId', 't1'),
    GetUICustomization: gone('GetUICustomization', 'ClientId', 'web'),
    DescribeRiskConfiguration: gone(
      'DescribeRiskConfiguration',
      'ClientId',
      'web'
    ),
    GetUserPoolClientSessionConfiguration: gone(
      'GetUserPoolClientSessionConfiguration',
      'ClientId',
      'web'
    )
  })
  expect(stored).toMatchObject({
    clients: [{ ClientId: 'cli' }],
    identityProviders: [{ ProviderName: 'Idp' }],
    terms: [{ TermsId: 't2' }],
    branding: { clients: [] },
    riskConfigurations: { clients: [] },
    sessionConfiguration: { clients: [{ ClientId: 'cli' }] },
    notCaptured: []
  })
})
