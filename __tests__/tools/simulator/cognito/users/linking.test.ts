import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { ProviderUserIdentifierType } from '@aws-sdk/client-cognito-identity-provider'
import type { NewUser } from '../../../../../simulator/inspect-pools.ts'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

const metadata = 'https://idp.example.com/metadata'

/** A pool with Google and SAML, a user `ana`, and short ways to link to her. */
async function poolWith(user: NewUser = {}) {
  const UserPoolId = simulator.createPool({
    Schema: [
      { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
      { Name: 'team', AttributeDataType: 'String', Mutable: true }
    ]
  })
  await cognito.createIdentityProvider({
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: {
      client_id: 'id.apps.googleusercontent.com',
      client_secret: 'a secret of Google',
      authorize_scopes: 'openid'
    }
  })
  await cognito.createIdentityProvider({
    UserPoolId,
    ProviderName: 'corp',
    ProviderType: 'SAML',
    ProviderDetails: { MetadataURL: metadata },
    AttributeMapping: { email: 'mail' }
  })
  simulator.addUser(UserPoolId, { username: 'ana', ...user })
  return {
    UserPoolId,
    link: (
      ProviderAttributeValue: string,
      source: ProviderUserIdentifierType = {},
      destination: ProviderUserIdentifierType = {}
    ) =>
      cognito.adminLinkProviderForUser({
        UserPoolId,
        DestinationUser: {
          ProviderName: 'Cognito',
          ProviderAttributeValue: 'ana',
          ...destination
        },
        SourceUser: {
          ProviderName: 'Google',
          ProviderAttributeName: 'Cognito_Subject',
          ProviderAttributeValue,
          ...source
        }
      }),
    user: (username = 'ana') => {
      const { users } = simulator.poolState(UserPoolId)
      return users.find(one => one.username === username)
    },
    signIn: (userId: string, attributes?: Record<string, string>) =>
      simulator.signInFederated(UserPoolId, 'Google', userId, attributes)
  }
}

describe('a linked identity', () => {
  test('is among the identities of the user, as lists and details show them', async () => {
    const { UserPoolId, link } = await poolWith()
    await link('1001')
    await link('ana@corp.example.com', { ProviderName: 'corp' })
    const expected = [
      {
        userId: '1001',
        providerName: 'Google',
        providerType: 'Google',
        issuer: null,
        primary: false,
        dateCreated: expect.any(Number)
      },
      expect.objectContaining({
        userId: 'ana@corp.example.com',
        providerType: 'SAML',
        issuer: metadata
      })
    ]
    const user = await cognito.adminGetUser({ UserPoolId, Username: 'ana' })
    const listed = (await cognito.listUsers({ UserPoolId })).Users?.[0]
    for (const attributes of [user.UserAttributes, listed?.Attributes]) {
      const identities = attributes?.find(one => one.Name === 'identities')
      expect(JSON.parse(identities?.Value ?? '')).toEqual(expected)
    }
  })

  test('signs in as the user it is linked to', async () => {
    const { link, signIn, user } = await poolWith()
    await link('1001')
    const signedIn = signIn('1001', { name: 'Ana' })
    expect(signedIn.sub).toBe(user()?.sub)
    expect(user()?.attributes['name']).toBe('Ana')
    expect(user('Google_1001')).toBeUndefined()
  })

  test('can be linked by an attribute that a claim is mapped to', async () => {
    const { UserPoolId, link, user } = await poolWith()
    const byEmail = { ProviderName: 'corp', ProviderAttributeName: 'email' }
    await link('ana@example.com', byEmail)
    const signedIn = simulator.signInFederated(UserPoolId, 'corp', 'nameid-7', {
      email: 'ana@example.com'
    })
    expect(signedIn.sub).toBe(user()?.sub)
  })

  test('makes the user active for billing', async () => {
    const { link } = await poolWith()
    simulator.resetStats()
    await link('1001')
    expect(simulator.stats()).toMatchObject({
      billedUsers: 1,
      calls: { AdminLinkProviderForUser: 1 },
      quota: { UserUpdate: { calls: 1 } }
    })
  })

  test('can be linked to the profile of another provider', async () => {
    const { UserPoolId, link, user } = await poolWith()
    simulator.signInFederated(UserPoolId, 'corp', 'nameid-7')
    await link(
      '1001',
      {},
      { ProviderName: 'corp', ProviderAttributeValue: 'nameid-7' }
    )
    expect(user('corp_nameid-7')?.identities).toMatchObject([
      { userId: 'nameid-7', primary: true },
      { userId: '1001', primary: false }
    ])
  })
})

describe('a link is refused', () => {
  test('the second time, and for another user', async () => {
    const { UserPoolId, link } = await poolWith()
    await link('1001')
    await expect(link('1001')).rejects.toEqual(
      awsError(
        'InvalidParameterException',
        'SourceUser is already linked to DestinationUser'
      )
    )
    simulator.addUser(UserPoolId, { username: 'ben' })
    await expect(
      link('1001', {}, { ProviderAttributeValue: 'ben' })
    ).rejects.toEqual(awsError('AliasExistsException'))
  })

  test('once the identity has signed in for itself', async () => {
    const { link, signIn } = await poolWith()
    signIn('1001')
    await expect(link('1001')).rejects.toEqual(
      awsError('InvalidParameterException', 'Merging is not currently')
    )
  })

  test('once an identity with the mapped attribute has signed in for itself', async () => {
    const { UserPoolId, link } = await poolWith()
    const email = 'ana@example.com'
    simulator.signInFederated(UserPoolId, 'corp', 'nameid-7', { email })
    await expect(
      link(email, { ProviderName: 'corp', ProviderAttributeName: 'email' })
    ).rejects.toEqual(awsError('InvalidParameterException', 'Merging'))
  })

  test('for an identity whose name a native user has', async () => {
    const { UserPoolId, link } = await poolWith()
    simulator.addUser(UserPoolId, { username: 'Google_1001' })
    await expect(link('1001')).rejects.toEqual(
      awsError('InvalidParameterException', 'Invalid SourceUser')
    )
  })

  test('after five identities', async () => {
    const identities = Array.from('12345', userId => ({
      providerName: 'Google',
      userId
    }))
    const { link } = await poolWith({ identities })
    await expect(link('6')).rejects.toEqual(awsError('LimitExceededException'))
  })

  test('for a user with an immutable custom attribute', async () => {
    const immutable = await poolWith({ attributes: { 'custom:tenant': 't-1' } })
    await expect(immutable.link('1001')).rejects.toEqual(
      awsError('InvalidParameterException', 'must be mutable')
    )
    const mutable = await poolWith({ attributes: { 'custom:team': 'blue' } })
    await mutable.link('1001')
  })

  test('without the user, the provider, or a name that it maps', async () => {
    const { link } = await poolWith()
    await expect(
      link('1001', {}, { ProviderAttributeValue: 'nobody' })
    ).rejects.toEqual(awsError('UserNotFoundException'))
    await expect(link('1001', { ProviderName: 'Facebook' })).rejects.toEqual(
      awsError('ResourceNotFoundException', 'Facebook')
    )
    for (const source of [
      { ProviderAttributeName: 'email' },
      { ProviderName: 'corp', ProviderAttributeName: 'name' },
      { ProviderName: 'Cognito' }
    ])
      await expect(link('1001', source)).rejects.toEqual(
        awsError('InvalidParameterException', 'Invalid SourceUser')
      )
  })
})

describe('a federated sign-in', () => {
  test('makes a profile the first time and finds it the second time', async () => {
    const { signIn, user } = await poolWith()
    const first = signIn('1001', { email: 'old@example.com' })
    expect(first).toMatchObject({
      username: 'Google_1001',
      status: 'EXTERNAL_PROVIDER',
      identities: [{ providerName: 'Google', userId: '1001', primary: true }]
    })
    expect(signIn('1001', { email: 'new@example.com' }).sub).toBe(first.sub)
    expect(user('Google_1001')?.attributes['email']).toBe('new@example.com')
  })

  test('fails once a native user has the name of the profile', async () => {
    const { UserPoolId, signIn, user } = await poolWith()
    await cognito.adminCreateUser({
      UserPoolId,
      Username: 'Google_1001',
      MessageAction: 'SUPPRESS'
    })
    expect(user('Google_1001')?.squatsOn).toBe('Google')
    expect(user()?.squatsOn).toBeUndefined()
    expect(() => signIn('1001')).toThrow(
      'User already exists with provider user id.'
    )
  })

  test('fails for a disabled user and at a provider that the pool lacks', async () => {
    const { UserPoolId, link, signIn } = await poolWith({ enabled: false })
    await link('1001')
    expect(() => signIn('1001')).toThrow('User is disabled.')
    expect(() =>
      simulator.signInFederated(UserPoolId, 'Facebook', '1')
    ).toThrow('no provider Facebook')
  })
})

test('a test can add a user who is linked already, with any dates', async () => {
  const createdAt = new Date('2020-02-29T12:00:00Z')
  const { user, link, signIn } = await poolWith({
    identities: [{ providerName: 'Google', userId: '1001' }],
    authFactors: ['WEB_AUTHN', 'SOFTWARE_TOKEN'],
    createdAt
  })
  expect(user()).toMatchObject({
    createdAt,
    modifiedAt: createdAt,
    identities: [{ userId: '1001', dateCreated: createdAt.getTime() }],
    authFactors: ['PASSWORD', 'WEB_AUTHN', 'SOFTWARE_TOKEN']
  })
  expect(signIn('1001').username).toBe('ana')
  await expect(link('1001')).rejects.toEqual(
    awsError('InvalidParameterException', 'already linked')
  )
})
