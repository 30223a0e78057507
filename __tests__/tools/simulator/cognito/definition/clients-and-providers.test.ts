import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type {
  CreateIdentityProviderCommandInput,
  CreateUserPoolClientCommandInput
} from '@aws-sdk/client-cognito-identity-provider'
import {
  paginateListIdentityProviders,
  paginateListResourceServers,
  paginateListUserPoolClients
} from '@aws-sdk/client-cognito-identity-provider'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../clients.ts'

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
        .IdentityProvider,
    describeProvider: async (ProviderName: string) =>
      (await cognito.describeIdentityProvider({ UserPoolId, ProviderName }))
        .IdentityProvider
  }
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
      CallbackURLs: ['https://example.com'],
      DefaultRedirectURI: 'https://example.com'
    })
    expect(client).toMatchObject({
      UserPoolId,
      ClientName: 'web',
      ClientId: expect.stringMatching(/^[0-9a-z]{26}$/),
      ClientSecret: expect.stringMatching(/^[0-9a-z]{52}$/),
      RefreshTokenValidity: 30,
      ReadAttributes: ['email'],
      CallbackURLs: ['https://example.com'],
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
    [{ AllowedOAuthScopes: ['orders/read'] }, 'ScopeDoesNotExistException'],
    [
      { AllowedOAuthFlows: ['client_credentials', 'code'] },
      'InvalidOAuthFlowException'
    ],
    [
      { AllowedOAuthFlows: ['client_credentials'] },
      'InvalidOAuthFlowException'
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
      SupportedIdentityProviders: ['COGNITO', 'Google'],
      AllowedOAuthScopes: ['openid', 'https://api.example.com/v1/read']
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

describe('an identity provider', () => {
  test('shows its secret, and what Cognito adds', async () => {
    const { addProvider, describeProvider } = newPool()
    const secret = 'GOCSPX-'.padEnd(60, 'x')
    await addProvider({
      ...google(secret),
      AttributeMapping: { email: 'email' }
    })
    expect(simulator.secrets()).toContain(secret)
    expect(await describeProvider('Google')).toMatchObject({
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: {
        client_secret: secret,
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST'
      },
      AttributeMapping: { email: 'email' }
    })
  })

  test('of Apple keeps its private key to itself', async () => {
    const { addProvider, describeProvider } = newPool()
    const private_key = 'MIGTAgEAMBMGByqGSM49'.repeat(3)
    const made = await addProvider({
      ProviderName: 'SignInWithApple',
      ProviderType: 'SignInWithApple',
      ProviderDetails: {
        client_id: 'com.example.cognito',
        team_id: '3EXAMPLE',
        key_id: '2EXAMPLE',
        private_key,
        authorize_scopes: 'email name'
      }
    })
    const described = await describeProvider('SignInWithApple')
    expect(described).toEqual(made)
    expect(described?.ProviderDetails).toMatchObject({ team_id: '3EXAMPLE' })
    expect(described?.ProviderDetails).not.toHaveProperty('private_key')
    expect(simulator.secrets()).toContain(private_key)
  })

  test('with SAML shows where its metadata is and the certificate', async () => {
    const { addProvider } = newPool()
    const made = await addProvider({
      ProviderName: 'corp',
      ProviderType: 'SAML',
      ProviderDetails: {
        MetadataURL: 'https://idp.example.com/metadata',
        EncryptedResponses: 'true'
      },
      IdpIdentifiers: ['corp.example.com']
    })
    expect(made).toMatchObject({
      ProviderDetails: {
        MetadataURL: 'https://idp.example.com/metadata',
        ActiveEncryptionCertificate: expect.any(String),
        SSORedirectBindingURI: expect.any(String)
      },
      IdpIdentifiers: ['corp.example.com']
    })
  })

  test('needs its details, a name of its own, and OpenID for levels of trust', async () => {
    const { addProvider } = newPool()
    const wanted = google('x'.repeat(30))
    await expect(
      addProvider({ ...wanted, ProviderDetails: { client_id: 'id' } })
    ).rejects.toEqual(
      awsError('InvalidParameterException', 'client_secret, authorize_scopes')
    )
    await expect(
      addProvider({
        ProviderName: 'corp',
        ProviderType: 'SAML',
        ProviderDetails: {}
      })
    ).rejects.toEqual(awsError('InvalidParameterException', 'MetadataURL'))
    await expect(
      addProvider({ ...wanted, AcrMapping: { Level1: '1' } })
    ).rejects.toEqual(awsError('InvalidParameterException', 'AcrMapping'))
    await addProvider(wanted)
    await expect(addProvider(wanted)).rejects.toEqual(
      awsError('DuplicateProviderException')
    )
  })

  test('is listed without its details, and not found by another name', async () => {
    const { UserPoolId, addProvider, describeProvider } = newPool()
    for (let number = 0; number < 12; number++)
      await addProvider({
        ...google('y'.repeat(30)),
        ProviderName: `g${number}x`
      })
    const listed: unknown[] = []
    for await (const page of paginateListIdentityProviders(
      { client: cognito },
      { UserPoolId, MaxResults: 5 }
    ))
      listed.push(...(page.Providers ?? []))
    expect(listed).toHaveLength(12)
    expect(Object.keys(listed[0] ?? {}).sort()).toEqual([
      'CreationDate',
      'LastModifiedDate',
      'ProviderName',
      'ProviderType'
    ])
    await expect(describeProvider('none')).rejects.toEqual(
      awsError('ResourceNotFoundException')
    )
  })
})

test('resource servers are listed with their scopes, and made once', async () => {
  const { UserPoolId } = newPool()
  const server = (number: number) => ({
    UserPoolId,
    Identifier: `https://api${number}.example.com`,
    Name: `api ${number}`,
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read everything' }]
  })
  for (let number = 0; number < 25; number++)
    await cognito.createResourceServer(server(number))
  const listed: unknown[] = []
  for await (const page of paginateListResourceServers(
    { client: cognito },
    { UserPoolId, MaxResults: 7 }
  ))
    listed.push(...(page.ResourceServers ?? []))
  expect(listed).toHaveLength(25)
  expect(listed).toContainEqual(server(24))
  const { Identifier } = server(3)
  const one = await cognito.describeResourceServer({ UserPoolId, Identifier })
  expect(one.ResourceServer).toEqual(server(3))
  await expect(cognito.createResourceServer(server(3))).rejects.toEqual(
    awsError('InvalidParameterException', 'already exists')
  )
  await expect(cognito.createResourceServer(server(25))).rejects.toEqual(
    awsError('LimitExceededException')
  )
  await expect(
    cognito.listResourceServers({ UserPoolId, MaxResults: 51 })
  ).rejects.toEqual(awsError('InvalidParameterException'))
})
