import { describe, expect, test } from '@jest/globals'
import { captureDefinition } from '../../../../src/cognito/definition/capture.ts'
import {
  fakePool,
  POOL_ARN,
  poolAnswer,
  refuses
} from '../../../fixtures/fake-pool.ts'
import { NEVER } from '../../../fixtures/fake-world.ts'
import { answer, capture, missing, type Answers } from './fixtures.ts'

const EMPTY = {
  clients: [],
  identityProviders: [],
  resourceServers: [],
  domains: [],
  branding: { pool: null, clients: [], managedLogin: [] },
  riskConfigurations: { pool: null, clients: [] },
  logDelivery: null,
  terms: [],
  tags: {},
  replicas: [],
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
  ListTagsForResource: () => ({}),
  ListUserPoolReplicas: () => ({ UserPoolReplicas: [] }),
  GetUserPoolMfaConfig: () => ({}),
  GetUserPoolSessionConfiguration: () => ({})
}

async function captureBare(answers: Answers) {
  const pool = fakePool(answers)
  const described = { userPool: poolAnswer().UserPool as object, arn: POOL_ARN }
  const { userPool: _, ...rest } = await captureDefinition(
    pool,
    described,
    NEVER
  )
  return rest
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
  ])('%s is left out', async (_what, DomainDescription) => {
    const { stored } = await capture({
      DescribeUserPoolDomain: () => answer({ DomainDescription })
    })
    expect(stored['domains']).toEqual([])
    expect(stored['notCaptured']).toEqual([])
  })
})

test('a style that isn’t there, told without an error, is left out', async () => {
  const { stored } = await capture({
    DescribeManagedLoginBrandingByClient: () => answer({})
  })
  expect(stored['branding']).toMatchObject({ managedLogin: [] })
})

test('a large number in a style is kept as text, which JSON can hold', async () => {
  const { stored } = await capture({
    DescribeManagedLoginBrandingByClient: () =>
      answer({ ManagedLoginBranding: { Settings: { big: [2n ** 64n] } } })
  })
  expect(stored['branding']).toMatchObject({
    managedLogin: [
      { ClientId: 'cli', Settings: { big: ['18446744073709551616'] } },
      { ClientId: 'web' }
    ]
  })
})
