import { describe, expect, test } from '@jest/globals'
import { captureDefinition } from '../../../../src/cognito/definition/capture.ts'
import { fakePool, poolAnswer, refuses } from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import {
  answer,
  capture,
  describedAs,
  missing,
  OPTIONS,
  type Answers
} from './fixtures.ts'

const EMPTY = {
  clients: [],
  identityProviders: [],
  resourceServers: [],
  domains: [],
  branding: { pool: null, clients: [], managedLogin: [] },
  riskConfigurations: { pool: null, clients: [] },
  logDelivery: null,
  terms: [],
  cimdPolicies: [],
  tags: {},
  replicas: [],
  recoveries: { available: true, restorations: [] },
  sessionConfiguration: { pool: {}, clients: [] },
  notCaptured: []
}

/** A pool of whose beginnings nothing was made. */
const bare: Answers = {
  ListUserPoolClients: () => ({ UserPoolClients: [] }),
  ListIdentityProviders: () => ({ Providers: [] }),
  ListResourceServers: () => ({ ResourceServers: [] }),
  GetUICustomization: () => ({ UICustomization: {} }),
  DescribeRiskConfiguration: () => ({ RiskConfiguration: { UserPoolId: 'x' } }),
  GetLogDeliveryConfiguration: () => ({}),
  ListTerms: () => ({ Terms: [] }),
  ListCIMDPolicies: () => ({ CIMDPolicies: [] }),
  ListPointInTimeRecoveries: () => ({ Restorations: [] }),
  ListTagsForResource: () => ({}),
  ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
  GetUserPoolMfaConfig: () => ({}),
  GetUserPoolSessionConfiguration: () => ({})
}

async function captureBare(answers: Answers) {
  const pool = fakePool(answers)
  const { definition, clients } = await captureDefinition(
    pool,
    describedAs(poolAnswer().UserPool),
    OPTIONS,
    NEVER
  )
  const { userPool: _, ...rest } = definition
  return { ...rest, clients: clients?.records }
}

describe('a pool where nothing was set up', () => {
  test('has sections that are empty, and none that was not captured', async () => {
    expect(await captureBare(bare)).toEqual({ mfaConfig: {}, ...EMPTY })
  })

  test('may say so by errors', async () => {
    const captured = await captureBare({
      ...bare,
      GetUICustomization: missing,
      DescribeRiskConfiguration: refuses('UserPoolAddOnNotEnabledException'),
      GetLogDeliveryConfiguration: missing,
      GetUserPoolSessionConfiguration: refuses(
        'FeatureUnavailableInTierException'
      )
    })
    expect(captured).toEqual({
      mfaConfig: {},
      ...EMPTY,
      sessionConfiguration: { pool: null, clients: [] }
    })
  })
})

describe('a client without anything of its own', () => {
  test('is not asked for its risks in a pool without threat protection', async () => {
    const { calls, stored } = await capture({
      DescribeRiskConfiguration: refuses('UserPoolAddOnNotEnabledException')
    })
    expect(
      calls.filter(call => call.operation === 'DescribeRiskConfiguration')
    ).toHaveLength(1)
    expect(stored['riskConfigurations']).toEqual({ pool: null, clients: [] })
  })

  test('keeps a look that only its client id tells from the pool’s', async () => {
    const { stored } = await capture({
      GetUICustomization: ({ ClientId = 'ALL' }) =>
        answer({ UICustomization: { ClientId, CSS: 'same' } })
    })
    expect(stored['branding']).toMatchObject({
      pool: { ClientId: 'ALL' },
      clients: [{ ClientId: 'cli' }, { ClientId: 'web' }]
    })
  })
})

describe('a domain', () => {
  test.each([
    ['that is gone', {}],
    ['that is gone, told without a description', undefined],
    ['that belongs to another pool by now', { UserPoolId: 'x', Domain: 'y' }]
  ])('%s has its name alone', async (_what, DomainDescription) => {
    const { stored } = await capture({
      DescribeUserPoolDomain: () => answer({ DomainDescription })
    })
    expect(stored['domains']).toEqual([
      { Domain: 'people' },
      { Domain: 'auth.example.com' }
    ])
    expect(stored['notCaptured']).toEqual([])
  })
})

test('a style that isn’t there, told without an error, is left out', async () => {
  const { stored } = await capture({
    DescribeManagedLoginBrandingByClient: () => answer({})
  })
  expect(stored['branding']).toMatchObject({ managedLogin: [] })
})
