import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type {
  CreateIdentityProviderCommandInput,
  CreateUserPoolClientCommandInput
} from '@aws-sdk/client-cognito-identity-provider'
import { paginateListUserPoolClients } from '@aws-sdk/client-cognito-identity-provider'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator({ shortPageShare: 0.2, emptyPageShare: 0.2 })
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

const newPool = (settings: Record<string, unknown> = {}) => {
  const UserPoolId = simulator.createPool(settings)
  type ClientInput = Omit<CreateUserPoolClientCommandInput, 'UserPoolId'>
  type ProviderInput = Omit<CreateIdentityProviderCommandInput, 'UserPoolId'>
  return {
    UserPoolId,
    addClient: async (request: ClientInput) =>
      (await cognito.createUserPoolClient({ UserPoolId, ...request }))
        .UserPoolClient,
    addProvider: async (request: ProviderInput) =>
      (await cognito.createIdentityProvider({ UserPoolId, ...request }))
        .IdentityProvider
  }
}

/** What a client needs for sign-in pages. */
const webPages = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code' as const],
  AllowedOAuthScopes: ['openid'],
  CallbackURLs: ['https://example.com']
}

const google = (client_secret: string) => ({
  ProviderName: 'Google',
  ProviderType: 'Google' as const,
  ProviderDetails: {
    client_id: 'id.apps.googleusercontent.com',
    client_secret,
    authorize_scopes: 'openid'
  }
})

describe('an app client', () => {
  test('is described with what it was given, what is default, and its secret', async () => {
    const { UserPoolId, addClient } = newPool()
    const client = await addClient({
      ClientName: 'web',
      GenerateSecret: true,
      RefreshTokenValidity: 0,
      ReadAttributes: ['email'],
      ...webPages,
      DefaultRedirectURI: 'https://example.com'
    })
    expect(client).toMatchObject({
      UserPoolId,
      ClientName: 'web',
      ClientId: expect.stringMatching(/^[0-9a-z]{26}$/),
      ClientSecret: expect.stringMatching(/^[0-9a-z]{52}$/),
      RefreshTokenValidity: 30,
      ReadAttributes: ['email'],
      ...webPages,
      TokenValidityUnits: {},
      EnableTokenRevocation: true,
      AuthSessionValidity: 3,
      ClientType: 'REGULAR'
    })
    expect(simulator.secrets()).toContain(client?.ClientSecret)
    const { UserPoolClient } = await cognito.describeUserPoolClient({
      UserPoolId,
      ClientId: client?.ClientId
    })
    expect(UserPoolClient).toEqual(client)
  })

  test('can bring a secret of its own, or have none', async () => {
    const { UserPoolId, addClient } = newPool()
    const ClientSecret = 'my+own_secret'.repeat(4)
    const own = await addClient({ ClientName: 'own', ClientSecret })
    expect(own?.ClientSecret).toBe(ClientSecret)
    expect(simulator.secrets()).toContain(ClientSecret)
    const none = await addClient({ ClientName: 'none' })
    expect(none).not.toHaveProperty('ClientSecret')
    const list = async (ClientId: string | undefined) =>
      (await cognito.listUserPoolClientSecrets({ UserPoolId, ClientId }))
        .ClientSecrets
    expect(await list(none?.ClientId)).toEqual([])
    const [listed] = (await list(own?.ClientId)) ?? []
    expect(listed?.ClientSecretId).toContain(own?.ClientId)
    expect(listed).not.toHaveProperty('ClientSecretValue')
  })

  test.each<[Partial<CreateUserPoolClientCommandInput>, string]>([
    [
      { GenerateSecret: true, ClientSecret: 'x'.repeat(24) },
      'InvalidParameterException'
    ],
    [{ ClientSecret: 'short' }, 'InvalidParameterException'],
    [{ SupportedIdentityProviders: ['Google'] }, 'InvalidParameterException'],
    [
      { ...webPages, AllowedOAuthScopes: ['orders/read'] },
      'ScopeDoesNotExistException'
    ],
    [
      { ...webPages, AllowedOAuthFlows: ['client_credentials', 'code'] },
      'InvalidOAuthFlowException'
    ],
    [
      { ...webPages, AllowedOAuthFlows: ['client_credentials'] },
      'InvalidOAuthFlowException'
    ],
    [{ ...webPages, CallbackURLs: [] }, 'InvalidOAuthFlowException'],
    [{ ...webPages, AllowedOAuthFlows: [] }, 'InvalidParameterException'],
    [
      { ...webPages, AllowedOAuthFlowsUserPoolClient: false },
      'InvalidParameterException'
    ],
    [{ LogoutURLs: ['https://a.example'] }, 'InvalidParameterException'],
    [{ AccessTokenValidity: 30 }, 'InvalidParameterException'],
    [
      { IdTokenValidity: 4, TokenValidityUnits: { IdToken: 'minutes' } },
      'InvalidParameterException'
    ],
    [
      {
        RefreshTokenValidity: 59,
        TokenValidityUnits: { RefreshToken: 'minutes' }
      },
      'InvalidParameterException'
    ],
    [
      { EnablePropagateAdditionalUserContextData: true },
      'InvalidParameterException'
    ],
    [{ WriteAttributes: ['custom:none'] }, 'InvalidParameterException'],
    [{ DefaultRedirectURI: 'https://a.example' }, 'InvalidParameterException'],
    [
      { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ADMIN_NO_SRP_AUTH'] },
      'InvalidParameterException'
    ],
    [
      { ExplicitAuthFlows: ['ALLOW_USER_AUTH'] },
      'FeatureUnavailableInTierException'
    ]
  ])('with %j is refused: %s', async (settings, name) => {
    const { addClient } = newPool({ UserPoolTier: 'LITE' })
    await expect(
      addClient({ ClientName: 'wrong', ...settings })
    ).rejects.toEqual(awsError(name))
  })

  test('can use the providers and the scopes of its pool', async () => {
    const { UserPoolId, addClient, addProvider } = newPool()
    await addProvider(google('s'.repeat(24)))
    await cognito.createResourceServer({
      UserPoolId,
      Identifier: 'https://api.example.com/v1',
      Name: 'api',
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read' }]
    })
    await addClient({
      ClientName: 'all',
      ...webPages,
      SupportedIdentityProviders: ['COGNITO', 'Google'],
      AllowedOAuthScopes: ['openid', 'https://api.example.com/v1/read']
    })
  })

  test('is described with sorted lists, and answers them as they came', async () => {
    const { UserPoolId, addClient } = newPool()
    const ReadAttributes = ['name', 'email']
    const client = await addClient({ ClientName: 'sorted', ReadAttributes })
    expect(client?.ReadAttributes).toEqual(ReadAttributes)
    const { UserPoolClient } = await cognito.describeUserPoolClient({
      UserPoolId,
      ClientId: client?.ClientId
    })
    expect(UserPoolClient?.ReadAttributes).toEqual(['email', 'name'])
  })

  test('shows all units of its tokens if it was given one, and a grace period', async () => {
    const { addClient } = newPool()
    const client = await addClient({
      ClientName: 'units',
      AccessTokenValidity: 5,
      TokenValidityUnits: { AccessToken: 'minutes' },
      RefreshTokenRotation: { Feature: 'DISABLED' }
    })
    expect(client?.RefreshTokenRotation?.RetryGracePeriodSeconds).toBe(0)
    expect(client?.TokenValidityUnits).toEqual({
      AccessToken: 'minutes',
      IdToken: 'hours',
      RefreshToken: 'days'
    })
  })

  test('that nobody made is not found', async () => {
    const { UserPoolId } = newPool()
    await expect(
      cognito.describeUserPoolClient({ UserPoolId, ClientId: 'none' })
    ).rejects.toEqual(
      awsError(
        'ResourceNotFoundException',
        'User pool client none does not exist.'
      )
    )
  })

  test('is listed once, page by page, with its id and name alone', async () => {
    const { UserPoolId, addClient } = newPool()
    const made: unknown[] = []
    for (let number = 0; number < 23; number++) {
      const client = await addClient({ ClientName: `client ${number}` })
      made.push({
        UserPoolId,
        ClientId: client?.ClientId,
        ClientName: `client ${number}`
      })
    }
    const listed: unknown[] = []
    const request = { UserPoolId, MaxResults: 5 }
    for await (const page of paginateListUserPoolClients(
      { client: cognito },
      request
    ))
      listed.push(...(page.UserPoolClients ?? []))
    expect(listed).toHaveLength(23)
    expect(listed).toEqual(expect.arrayContaining(made))
    const none = await cognito.listUserPoolClients({
      UserPoolId,
      ClientType: 'DCR'
    })
    expect(none.UserPoolClients).toEqual([])
    await expect(
      cognito.listUserPoolClients({ UserPoolId, MaxResults: 0 })
    ).rejects.toEqual(awsError('InvalidParameterException', 'maxResults'))
  })
})
