import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator({ shortPageShare: 0, emptyPageShare: 0 })
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

/** A pool with one app client. */
async function newPool(settings: Record<string, unknown> = {}) {
  const UserPoolId = simulator.createPool(settings)
  const { UserPoolClient } = await cognito.createUserPoolClient({
    UserPoolId,
    ClientName: 'web'
  })
  return { UserPoolId, ClientId: UserPoolClient?.ClientId }
}

const notFound = awsError('ResourceNotFoundException')

describe('a domain', () => {
  test('is shown by its pool and describes itself', async () => {
    const { UserPoolId } = await newPool()
    const plain = await cognito.createUserPoolDomain({
      UserPoolId,
      Domain: 'shop-1'
    })
    expect(plain.CloudFrontDomain).toBeUndefined()
    const CustomDomainConfig = {
      CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1'
    }
    const custom = await cognito.createUserPoolDomain({
      UserPoolId,
      Domain: 'auth.example.com',
      ManagedLoginVersion: 2,
      CustomDomainConfig
    })
    expect(custom.CloudFrontDomain).toMatch(/cloudfront\.net$/)
    const { UserPool } = await cognito.describeUserPool({ UserPoolId })
    expect(UserPool).toMatchObject({
      Domain: 'shop-1',
      CustomDomain: 'auth.example.com'
    })
    const describe = async (Domain: string) =>
      (await cognito.describeUserPoolDomain({ Domain })).DomainDescription
    expect(await describe('shop-1')).toMatchObject({
      UserPoolId,
      Status: 'ACTIVE',
      ManagedLoginVersion: 1,
      CustomDomainConfig: {}
    })
    expect(await describe('auth.example.com')).toMatchObject({
      ManagedLoginVersion: 2,
      CustomDomainConfig
    })
    expect(await describe('nobodys')).toEqual({})
  })

  test('belongs to one pool, which has one with a prefix', async () => {
    const one = await newPool()
    const other = await newPool({ UserPoolTier: 'LITE' })
    const create = (UserPoolId: string, Domain: string, more = {}) =>
      cognito.createUserPoolDomain({ UserPoolId, Domain, ...more })
    await create(one.UserPoolId, 'shop-2')
    await expect(create(other.UserPoolId, 'shop-2')).rejects.toEqual(
      awsError('InvalidParameterException', 'associated with another user pool')
    )
    await expect(create(one.UserPoolId, 'shop-3')).rejects.toEqual(
      awsError('InvalidParameterException', 'already has a domain')
    )
    for (const wrong of ['Shop', 'my-aws-shop', 'a.b'])
      await expect(create(other.UserPoolId, wrong)).rejects.toEqual(
        awsError('InvalidParameterException')
      )
    await expect(
      create(other.UserPoolId, 'shop-4', { ManagedLoginVersion: 2 })
    ).rejects.toEqual(awsError('FeatureUnavailableInTierException'))
  })
})

describe('the looks of the sign-in pages', () => {
  test('are nothing until they are set, then those of the client or of all', async () => {
    const { UserPoolId, ClientId } = await newPool()
    const get = async (more: { ClientId?: string | undefined } = {}) =>
      (await cognito.getUICustomization({ UserPoolId, ...more }))
        .UICustomization
    await expect(
      cognito.setUICustomization({ UserPoolId, CSS: 'a' })
    ).rejects.toEqual(awsError('InvalidParameterException', 'existing domain'))
    expect(await get({ ClientId })).toEqual({})
    await cognito.createUserPoolDomain({ UserPoolId, Domain: 'looks-1' })
    await cognito.setUICustomization({
      UserPoolId,
      CSS: '.all {}',
      ImageFile: Buffer.from('image')
    })
    const all = await get()
    expect(all).toMatchObject({ UserPoolId, ClientId: 'ALL', CSS: '.all {}' })
    expect(all?.ImageUrl).toMatch(/^https:.*\.jpg$/)
    expect(await get({ ClientId })).toEqual(all)
    await cognito.setUICustomization({ UserPoolId, ClientId, CSS: '.one {}' })
    expect(await get({ ClientId })).toMatchObject({ ClientId, CSS: '.one {}' })
    expect(await get()).toEqual(all)
    await expect(get({ ClientId: 'none' })).rejects.toEqual(notFound)
  })

  test('of managed login are found by client, with the bytes of their images', async () => {
    const { UserPoolId, ClientId } = await newPool()
    const request = { UserPoolId, ClientId }
    const get = () => cognito.describeManagedLoginBrandingByClient(request)
    await expect(get()).rejects.toEqual(notFound)
    const Bytes = new Uint8Array([0, 1, 254, 255])
    const image = {
      Category: 'FORM_LOGO',
      ColorMode: 'LIGHT',
      Extension: 'PNG',
      Bytes
    } as const
    const Settings = { components: { form: { borderRadius: 8 } } }
    await expect(
      cognito.createManagedLoginBranding({
        ...request,
        UseCognitoProvidedValues: true,
        Settings
      })
    ).rejects.toEqual(awsError('InvalidParameterException'))
    const { ManagedLoginBranding } = await cognito.createManagedLoginBranding({
      ...request,
      Settings,
      Assets: [image]
    })
    const found = (await get()).ManagedLoginBranding
    expect(found).toEqual(ManagedLoginBranding)
    expect(found).toMatchObject({ UserPoolId, Settings, Assets: [image] })
    const { ManagedLoginBranding: byId } =
      await cognito.describeManagedLoginBranding({
        UserPoolId,
        ManagedLoginBrandingId: found?.ManagedLoginBrandingId
      })
    expect(byId).toEqual(found)
    await expect(cognito.createManagedLoginBranding(request)).rejects.toEqual(
      awsError('ManagedLoginBrandingExistsException')
    )
  })
})

describe('threat protection', () => {
  const CompromisedCredentialsRiskConfiguration = {
    Actions: { EventAction: 'BLOCK' as const }
  }

  test('can be configured on every tier, even where it is off', async () => {
    const { UserPoolId } = await newPool({ UserPoolTier: 'LITE' })
    await cognito.setRiskConfiguration({
      UserPoolId,
      CompromisedCredentialsRiskConfiguration
    })
    const { RiskConfiguration } = await cognito.describeRiskConfiguration({
      UserPoolId
    })
    expect(RiskConfiguration).toMatchObject({
      CompromisedCredentialsRiskConfiguration
    })
  })

  test('is configured for the pool and for a client, until it is reset', async () => {
    const { UserPoolId, ClientId } = await newPool({
      UserPoolTier: 'PLUS',
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' }
    })
    const get = async (more: { ClientId?: string | undefined } = {}) =>
      (await cognito.describeRiskConfiguration({ UserPoolId, ...more }))
        .RiskConfiguration
    expect(await get()).toEqual({ UserPoolId })
    await cognito.setRiskConfiguration({
      UserPoolId,
      CompromisedCredentialsRiskConfiguration
    })
    expect(await get()).toMatchObject({
      UserPoolId,
      CompromisedCredentialsRiskConfiguration
    })
    expect(await get({ ClientId })).toEqual({ UserPoolId, ClientId })
    const RiskExceptionConfiguration = {
      SkippedIPRangeList: ['192.0.2.0/24']
    }
    await cognito.setRiskConfiguration({
      UserPoolId,
      ClientId,
      RiskExceptionConfiguration
    })
    expect(await get({ ClientId })).toMatchObject({
      ClientId,
      RiskExceptionConfiguration
    })
    await cognito.setRiskConfiguration({ UserPoolId })
    expect(await get()).toEqual({ UserPoolId })
    await expect(get({ ClientId: 'none' })).rejects.toEqual(notFound)
  })
})

test('logs have no configuration until one is set', async () => {
  const { UserPoolId } = await newPool()
  const get = () => cognito.getLogDeliveryConfiguration({ UserPoolId })
  expect(await get()).not.toHaveProperty('LogDeliveryConfiguration')
  const toLogs = (EventSource: 'userNotification' | 'userAuthEvents') => ({
    LogLevel:
      EventSource === 'userAuthEvents' ? ('INFO' as const) : ('ERROR' as const),
    EventSource,
    CloudWatchLogsConfiguration: {
      LogGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:cognito'
    }
  })
  await expect(
    cognito.setLogDeliveryConfiguration({
      UserPoolId,
      LogConfigurations: [toLogs('userAuthEvents')]
    })
  ).rejects.toEqual(awsError('FeatureUnavailableInTierException'))
  const LogConfigurations = [toLogs('userNotification')]
  await cognito.setLogDeliveryConfiguration({ UserPoolId, LogConfigurations })
  expect((await get()).LogDeliveryConfiguration).toEqual({
    UserPoolId,
    LogConfigurations
  })
})

test('terms are listed by pool and described by id and by client', async () => {
  const { UserPoolId, ClientId } = await newPool()
  const create = (TermsName: string) =>
    cognito.createTerms({
      UserPoolId,
      ClientId,
      TermsName,
      TermsSource: 'LINK',
      Enforcement: 'NONE',
      Links: { 'cognito:default': `https://example.com/${TermsName}` }
    })
  const { Terms: use } = await create('terms-of-use')
  await create('privacy-policy')
  await expect(create('terms-of-use')).rejects.toEqual(
    awsError('TermsExistsException')
  )
  await expect(create('cookies')).rejects.toEqual(
    awsError('InvalidParameterException')
  )
  const first = await cognito.listTerms({ UserPoolId, MaxResults: 1 })
  const { NextToken } = first
  const second = await cognito.listTerms({ UserPoolId, NextToken })
  const listed = [...(first.Terms ?? []), ...(second.Terms ?? [])]
  expect(listed.map(terms => terms.TermsName).sort()).toEqual([
    'privacy-policy',
    'terms-of-use'
  ])
  expect(listed[0]).not.toHaveProperty('Links')
  const TermsId = use?.TermsId
  const byId = await cognito.describeTerms({ UserPoolId, TermsId })
  expect(byId.Terms).toEqual(use)
  const byClient = { UserPoolId, ClientId, TermsName: 'terms-of-use' }
  expect((await cognito.describeTermsByClient(byClient)).Terms).toEqual(use)
  simulator.deny(['cognito-idp:DescribeTerms'])
  await expect(cognito.describeTermsByClient(byClient)).rejects.toEqual(
    awsError('AccessDeniedException', 'cognito-idp:DescribeTerms on resource')
  )
  simulator.deny([])
  await expect(
    cognito.describeTerms({ UserPoolId, TermsId: 'none' })
  ).rejects.toEqual(notFound)
})

test('tags and triggers of a new pool are kept, and tags added later', async () => {
  const LambdaConfig = {
    PreSignUp: 'arn:aws:lambda:us-east-1:123456789012:function:pre-sign-up'
  }
  const { UserPool } = await cognito.createUserPool({
    PoolName: 'tagged',
    UserPoolTags: { team: 'identity' },
    LambdaConfig,
    EmailVerificationSubject: 'Hello'
  })
  const ResourceArn = UserPool?.Arn
  const Tags = { team: 'accounts', stage: 'test' }
  await cognito.tagResource({ ResourceArn, Tags })
  const described = await cognito.describeUserPool({ UserPoolId: UserPool?.Id })
  expect(described.UserPool).toMatchObject({
    UserPoolTags: Tags,
    LambdaConfig,
    EmailVerificationSubject: 'Hello'
  })
  expect((await cognito.listTagsForResource({ ResourceArn })).Tags).toEqual(
    Tags
  )
  const many = [...Array(50).keys()].map(key => [`key${key}`, 'x'] as const)
  await expect(
    cognito.tagResource({ ResourceArn, Tags: Object.fromEntries(many) })
  ).rejects.toEqual(awsError('InvalidParameterException', '50 tags'))
  await expect(
    cognito.listTagsForResource({ ResourceArn: `${ResourceArn ?? ''}x` })
  ).rejects.toEqual(notFound)
})

test('sessions have their documented defaults, and replicas there are none', async () => {
  const { UserPoolId, ClientId } = await newPool()
  const get = () => cognito.getUserPoolSessionConfiguration({ UserPoolId })
  expect(await get()).toMatchObject({
    UserSessionTracking: 'DISABLED',
    TokenSession: { MaxPerUser: 20 }
  })
  const settings = {
    UserSessionTracking: 'ENABLED',
    TokenSession: { MaxPerUser: 3 }
  } as const
  await cognito.setUserPoolSessionConfiguration({ UserPoolId, ...settings })
  expect(await get()).toMatchObject(settings)
  expect(
    await cognito.getUserPoolClientSessionConfiguration({
      UserPoolId,
      ClientId
    })
  ).toMatchObject({ SSOSession: { MaxValidityMinutes: 60 } })
  const { UserPoolReplicas } = await cognito.listUserPoolReplicas({
    UserPoolId
  })
  expect(UserPoolReplicas).toEqual([])
})
