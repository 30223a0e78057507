import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../simulator/simulator.ts'
import {
  awsError,
  clients,
  newPool
} from '../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']
beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

test('a deleted user is gone from the pool and from groups', async () => {
  const { UserPoolId, create } = newPool(simulator)
  await create('ana')
  await cognito.createGroup({ UserPoolId, GroupName: 'staff' })
  const member = { UserPoolId, Username: 'ana' }
  await cognito.adminAddUserToGroup({ ...member, GroupName: 'staff' })
  await cognito.adminDeleteUser(member)
  expect(simulator.poolState(UserPoolId)).toMatchObject({
    users: [],
    groups: [{ name: 'staff', members: [] }]
  })
  await expect(cognito.adminDeleteUser(member)).rejects.toEqual(
    awsError('UserNotFoundException')
  )
})

test('a deleted group leaves its members', async () => {
  const { UserPoolId, create } = newPool(simulator)
  await create('ana')
  const group = { UserPoolId, GroupName: 'staff' }
  await cognito.createGroup(group)
  await cognito.adminAddUserToGroup({ ...group, Username: 'ana' })
  await cognito.deleteGroup(group)
  expect(simulator.poolState(UserPoolId)).toMatchObject({
    users: [{ username: 'ana', groups: [] }],
    groups: []
  })
  await expect(cognito.deleteGroup(group)).rejects.toEqual(
    awsError('ResourceNotFoundException')
  )
})

test('a deleted identity provider can be created again', async () => {
  const { UserPoolId } = newPool(simulator)
  const provider = {
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google' as const,
    ProviderDetails: {
      client_id: 'id',
      client_secret: 'secret',
      authorize_scopes: 'openid'
    }
  }
  await cognito.createIdentityProvider(provider)
  await cognito.deleteIdentityProvider({ UserPoolId, ProviderName: 'Google' })
  await cognito.createIdentityProvider(provider)
  await expect(
    cognito.deleteIdentityProvider({ UserPoolId, ProviderName: 'Other' })
  ).rejects.toEqual(awsError('ResourceNotFoundException'))
})

test('a pool is deleted with all that is in it, unless it is protected', async () => {
  const { UserPoolId, create } = newPool(simulator)
  await create('ana')
  await cognito.deleteUserPool({ UserPoolId })
  await expect(cognito.describeUserPool({ UserPoolId })).rejects.toEqual(
    awsError('ResourceNotFoundException')
  )
  const kept = simulator.createPool({ DeletionProtection: 'ACTIVE' })
  await expect(cognito.deleteUserPool({ UserPoolId: kept })).rejects.toEqual(
    awsError('InvalidParameterException', 'deletion protection')
  )
})
