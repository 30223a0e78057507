import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { CreateIdentityProviderCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import {
  paginateListIdentityProviders,
  paginateListResourceServers
} from '@aws-sdk/client-cognito-identity-provider'
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
  type ProviderInput = Omit<CreateIdentityProviderCommandInput, 'UserPoolId'>
  return {
    UserPoolId,
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

  test('maps attributes of the schema that can change', async () => {
    const { addProvider, describeProvider } = newPool({
      Schema: [
        { Name: 'fixed', AttributeDataType: 'String', Mutable: false },
        { Name: 'plan', AttributeDataType: 'String', Mutable: true }
      ]
    })
    const wanted = google('x'.repeat(30))
    for (const name of ['custom:none', 'custom:fixed'])
      await expect(
        addProvider({ ...wanted, AttributeMapping: { [name]: 'claim' } })
      ).rejects.toEqual(awsError('InvalidParameterException', name))
    const AttributeMapping = { username: 'id', 'custom:plan': 'plan' }
    await addProvider({ ...wanted, AttributeMapping })
    expect(await describeProvider('Google')).toMatchObject({ AttributeMapping })
    const unmapped = { ...wanted, ProviderName: 'Unmapped' }
    expect((await addProvider(unmapped))?.AttributeMapping).toEqual({
      username: 'sub'
    })
  })

  test('with SAML shows where its metadata is and the certificate of the pool', async () => {
    const { addProvider } = newPool()
    const corp = {
      ProviderName: 'corp',
      ProviderType: 'SAML' as const,
      ProviderDetails: { MetadataURL: 'https://idp.example.com/metadata' },
      IdpIdentifiers: ['corp.example.com']
    }
    const made = await addProvider(corp)
    const second = await addProvider({ ...corp, ProviderName: 'corp2' })
    const elsewhere = await newPool().addProvider(corp)
    const certificateOf = (provider: typeof made) =>
      provider?.ProviderDetails?.['ActiveEncryptionCertificate']
    expect(certificateOf(second)).toBe(certificateOf(made))
    expect(certificateOf(elsewhere)).not.toBe(certificateOf(made))
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
      awsError('DuplicateProviderException', 'Google already exists in user')
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
