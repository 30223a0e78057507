import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({ emptyPageShare: 0, shortPageShare: 0 })
})
afterAll(() => simulator.close())

const aPool = (request = {}) => ({ UserPoolId: simulator.createPool(request) })

async function aClient(request = {}) {
  const pool = aPool(request)
  const { UserPoolClient } = await clients(
    simulator
  ).cognito.createUserPoolClient({ ...pool, ClientName: 'web' })
  return { ...pool, ClientId: UserPoolClient?.ClientId }
}

describe('a list of pools', () => {
  test('has all of them, a page at a time, without tags', async () => {
    const { cognito } = clients(simulator)
    const first = await cognito.listUserPools({ MaxResults: 1 })
    const { NextToken } = first
    const rest = await cognito.listUserPools({ MaxResults: 60, NextToken })
    const all = [...(first.UserPools ?? []), ...(rest.UserPools ?? [])]
    expect(all.map(({ Name }) => Name)).toEqual(
      expect.arrayContaining(['customers', 'customers-restored'])
    )
    expect(first.UserPools).toHaveLength(1)
    expect(all[0]).not.toHaveProperty('UserPoolTags')
  })
})

describe('a style of managed login', () => {
  const asset = (Category: 'FORM_LOGO' | 'FAVICON_ICO') => ({
    Category,
    ColorMode: 'LIGHT' as const,
    Extension: 'PNG' as const,
    Bytes: Buffer.from(Category)
  })

  test('keeps what an update leaves out, and gets more assets', async () => {
    const { cognito } = clients(simulator)
    const { UserPoolId, ClientId } = await aClient()
    const { ManagedLoginBranding } = await cognito.createManagedLoginBranding({
      UserPoolId,
      ClientId,
      Settings: { a: 1 },
      Assets: [asset('FORM_LOGO')]
    })
    await cognito.updateManagedLoginBranding({
      UserPoolId,
      ManagedLoginBrandingId: ManagedLoginBranding?.ManagedLoginBrandingId,
      Assets: [asset('FAVICON_ICO')]
    })
    const read = await cognito.describeManagedLoginBrandingByClient({
      UserPoolId,
      ClientId
    })
    expect(read.ManagedLoginBranding).toMatchObject({
      Settings: { a: 1 },
      Assets: [{ Category: 'FORM_LOGO' }, { Category: 'FAVICON_ICO' }]
    })
  })

  test('comes in requests of 2 MB at most', async () => {
    const { cognito } = clients(simulator)
    await expect(
      cognito.createManagedLoginBranding({
        ...(await aClient()),
        Settings: { text: 'x'.repeat(2 * 1024 * 1024) }
      })
    ).rejects.toEqual(awsError('InvalidParameterException', '2 MB'))
  })
})

describe('the sessions of a client', () => {
  test('are set only where the pool tracks sessions', async () => {
    const { cognito } = clients(simulator)
    const client = await aClient()
    const wanted = { ...client, SSOSession: { MaxValidityMinutes: 5 } }
    const set = () => cognito.setUserPoolClientSessionConfiguration(wanted)
    await expect(set()).rejects.toEqual(awsError('InvalidParameterException'))
    await cognito.setUserPoolSessionConfiguration({
      UserPoolId: client.UserPoolId,
      UserSessionTracking: 'ENABLED',
      TokenSession: { MaxPerUser: 3 }
    })
    await set()
    expect(
      await cognito.getUserPoolClientSessionConfiguration(client)
    ).toMatchObject(wanted)
  })
})

describe('an update of a client', () => {
  test('sets what it leaves out to its default', async () => {
    const { cognito } = clients(simulator)
    const client = await aClient()
    await cognito.updateUserPoolClient({
      ...client,
      AuthSessionValidity: 9,
      PreventUserExistenceErrors: 'ENABLED'
    })
    await cognito.updateUserPoolClient({ ...client, ClientName: 'shop' })
    const { UserPoolClient } = await cognito.describeUserPoolClient(client)
    expect(UserPoolClient).toMatchObject({
      ClientName: 'shop',
      AuthSessionValidity: 9
    })
    expect(UserPoolClient?.PreventUserExistenceErrors).toBeUndefined()
  })
})

describe('changes of the clients of a pool', () => {
  test('are taken one at a time, and those of two pools at once', async () => {
    const { promise: isUnderWay, resolve: arrived } =
      Promise.withResolvers<undefined>()
    const { promise: isReleased, resolve: release } =
      Promise.withResolvers<undefined>()
    const slow = await startSimulator({
      async intercept({ operation, input }) {
        const { ClientName } = input as { ClientName?: string }
        if (operation === 'CreateUserPoolClient' && ClientName === 'first') {
          arrived(undefined)
          await isReleased
        }
        return undefined
      }
    })
    const { cognito } = clients(slow)
    const [UserPoolId, otherPool] = [slow.createPool({}), slow.createPool({})]
    const create = (ClientName: string, pool = UserPoolId) =>
      cognito.createUserPoolClient({ UserPoolId: pool, ClientName })
    const first = create('first')
    await isUnderWay
    await expect(create('second')).rejects.toEqual(
      awsError(
        'ConcurrentModificationException',
        'Only one request to update user pool client can be processed at a time.'
      )
    )
    await create('elsewhere', otherPool)
    release(undefined)
    await first
    await create('second')
    await slow.close()
  })
})

describe('a replica', () => {
  test('is inactive at first, needs a key of the customer, and is the only one', async () => {
    const { cognito } = clients(simulator)
    const replica = { RegionName: 'eu-west-1' }
    await expect(
      cognito.createUserPoolReplica({ ...aPool(), ...replica })
    ).rejects.toEqual(awsError('InvalidParameterException', 'key'))
    const keyed = aPool({
      KeyConfiguration: {
        KeyType: 'CUSTOMER_MANAGED_KEY',
        KmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/mrk-1'
      }
    })
    await cognito.createUserPoolReplica({ ...keyed, ...replica })
    const { UserPoolReplicas } = await cognito.listUserPoolReplicas(keyed)
    expect(UserPoolReplicas).toMatchObject([
      { Role: 'PRIMARY', Status: 'ACTIVE' },
      { RegionName: 'eu-west-1', Role: 'SECONDARY', Status: 'INACTIVE' }
    ])
    await expect(
      cognito.createUserPoolReplica({ ...keyed, ...replica })
    ).rejects.toEqual(awsError('LimitExceededException'))
    const update = (RegionName: string) =>
      cognito.updateUserPoolReplica({ ...keyed, RegionName, Status: 'ACTIVE' })
    await update('eu-west-1')
    await expect(update('eu-west-2')).rejects.toEqual(
      awsError('ResourceNotFoundException')
    )
    const updated = await cognito.listUserPoolReplicas(keyed)
    expect(updated.UserPoolReplicas).toMatchObject([
      { Status: 'ACTIVE' },
      { RegionName: 'eu-west-1', Status: 'ACTIVE' }
    ])
  })
})
