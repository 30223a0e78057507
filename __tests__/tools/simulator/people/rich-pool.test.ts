import { expect, test } from '@jest/globals'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { startSimulator } from '../../../../simulator/simulator.ts'
import { clients } from '../../../fixtures/simulator-clients.ts'

test('a rich pool has parts of every kind', async () => {
  const simulator = await startSimulator({ emptyPageShare: 0 })
  const { cognito } = clients(simulator)
  const pool = { UserPoolId: simulator.seedRichPool() }
  const { UserPool } = await cognito.describeUserPool(pool)
  expect(UserPool?.MfaConfiguration).toBe('OPTIONAL')
  expect(UserPool?.SchemaAttributes?.map(({ Name }) => Name)).toEqual(
    expect.arrayContaining(['custom:address', 'dev:custom:internal'])
  )
  const { UserPoolClients } = await cognito.listUserPoolClients({
    ...pool,
    MaxResults: 60
  })
  expect(UserPoolClients).toHaveLength(5)
  const { Providers } = await cognito.listIdentityProviders(pool)
  expect(Providers).toHaveLength(3)
  await simulator.close()
})

test('another Region has its own pools, and its own prefixes', async () => {
  const simulator = await startSimulator({ emptyPageShare: 0 })
  const elsewhere = new CognitoIdentityProvider({
    endpoint: simulator.endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' }
  })
  const { UserPool } = await elsewhere.createUserPool({ PoolName: 'again' })
  expect(UserPool?.Id).toMatch(/^eu-central-1_/)
  const list = await elsewhere.listUserPools({ MaxResults: 60 })
  expect(list.UserPools).toMatchObject([{ Name: 'again' }])
  const { cognito } = clients(simulator)
  await cognito.createUserPoolDomain({
    UserPoolId: simulator.emptyUserPoolId,
    Domain: 'shop'
  })
  await elsewhere.createUserPoolDomain({
    UserPoolId: UserPool?.Id,
    Domain: 'shop'
  })
  await simulator.close()
})
