import { afterEach, describe, expect, test } from '@jest/globals'
import type {
  Simulator,
  SimulatorOptions
} from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'
import {
  attributeList,
  awsError,
  clients
} from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator

afterEach(() => simulator.close())

async function start(options: SimulatorOptions = {}) {
  simulator = await startSimulator({ emptyPageShare: 0, ...options })
  return clients(simulator).cognito
}

describe('a secondary replica', () => {
  test('answers questions and refuses to create or change users', async () => {
    const cognito = await start()
    const UserPoolId = simulator.createPool({}, { replica: 'SECONDARY' })
    simulator.addUser(UserPoolId, { username: 'ana' })
    const target = { UserPoolId, Username: 'ana' }
    await cognito.adminGetUser(target)
    for (const refused of [
      cognito.adminCreateUser({ UserPoolId, Username: 'ben' }),
      cognito.adminDisableUser(target),
      cognito.createGroup({ UserPoolId, GroupName: 'admins' }),
      cognito.adminSetUserPassword({ ...target, Password: 'Passw0rd!' })
    ])
      await expect(refused).rejects.toEqual(
        awsError('OperationNotEnabledException')
      )
  })

  test('has the id of the primary one, and both list both', async () => {
    const cognito = await start()
    const UserPoolId = simulator.createPool({}, { replica: 'SECONDARY' })
    const { UserPool } = await cognito.describeUserPool({ UserPoolId })
    expect(UserPoolId).toMatch(/^us-west-2_/)
    expect(UserPool).toMatchObject({
      Id: UserPoolId,
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${UserPoolId}`
    })
    const roles = async (pool: string) => {
      const { UserPoolReplicas = [] } = await cognito.listUserPoolReplicas({
        UserPoolId: pool
      })
      return UserPoolReplicas.map(one => [one.RegionName, one.Role, one.Status])
    }
    expect(await roles(UserPoolId)).toEqual([
      ['us-east-1', 'SECONDARY', 'ACTIVE'],
      ['us-west-2', 'PRIMARY', 'ACTIVE']
    ])
    const primary = simulator.createPool({}, { replica: 'PRIMARY' })
    expect(await roles(primary)).toEqual([
      ['us-east-1', 'PRIMARY', 'ACTIVE'],
      ['us-west-2', 'SECONDARY', 'ACTIVE']
    ])
    await cognito.adminCreateUser({
      UserPoolId: primary,
      Username: 'ana',
      MessageAction: 'SUPPRESS'
    })
    expect(await roles(simulator.emptyUserPoolId)).toEqual([])
  })
})

describe('lists that lag behind', () => {
  const listDelayMs = 1000

  test('show a new user, a change and a membership only after a while', async () => {
    const clock = manualClock()
    const cognito = await start({ clock, listDelayMs })
    const UserPoolId = simulator.createPool()
    const target = { UserPoolId, Username: 'ana' }
    const group = { UserPoolId, GroupName: 'admins' }
    const listed = async (Filter?: string) =>
      (await cognito.listUsers({ UserPoolId, Filter })).Users ?? []
    const members = async () =>
      (await cognito.listUsersInGroup(group)).Users?.length

    await cognito.createGroup(group)
    await cognito.adminCreateUser({ ...target, MessageAction: 'SUPPRESS' })
    expect(await listed()).toEqual([])
    expect(await listed('username = "ana"')).toEqual([])
    await cognito.adminGetUser(target)
    clock.advance(listDelayMs)
    expect(await listed()).toMatchObject([{ Username: 'ana', Enabled: true }])

    await cognito.adminDisableUser(target)
    await cognito.adminAddUserToGroup({ ...target, ...group })
    expect(await listed()).toMatchObject([{ Enabled: true }])
    expect(await listed('status = "Disabled"')).toEqual([])
    expect(await members()).toBe(0)
    expect(await cognito.adminGetUser(target)).toMatchObject({ Enabled: false })
    clock.advance(listDelayMs)
    expect(await listed('status = "Disabled"')).toHaveLength(1)
    expect(await members()).toBe(1)
  })

  test('show one change after the other', async () => {
    const clock = manualClock()
    const cognito = await start({ clock, listDelayMs })
    const UserPoolId = simulator.createPool()
    simulator.addUser(UserPoolId, { username: 'ana' })
    const name = async (given?: string) => {
      if (given !== undefined)
        await cognito.adminUpdateUserAttributes({
          UserPoolId,
          Username: 'ana',
          UserAttributes: attributeList({ name: given })
        })
      const { Users } = await cognito.listUsers({ UserPoolId })
      return Users?.[0]?.Attributes?.find(({ Name }) => Name === 'name')?.Value
    }
    expect(await name('Ana')).toBeUndefined()
    clock.advance(600)
    expect(await name('Anna')).toBeUndefined()
    clock.advance(600)
    expect(await name()).toBe('Ana')
    clock.advance(600)
    expect(await name()).toBe('Anna')
  })
})

describe('a pool can go wrong under a client that has begun', () => {
  const after = (calls: number, operation: string, errorName: string) => {
    let seen = 0
    return start({
      intercept: call =>
        call.operation === operation && ++seen > calls
          ? { status: 400, errorName, message: 'scripted' }
          : undefined
    })
  }

  test.each([
    'AccessDeniedException',
    'ExpiredTokenException',
    'ResourceNotFoundException'
  ])('with %s from some call on', async errorName => {
    const cognito = await after(2, 'AdminCreateUser', errorName)
    const create = (Username: string) =>
      cognito.adminCreateUser({
        UserPoolId: simulator.emptyUserPoolId,
        Username,
        MessageAction: 'SUPPRESS'
      })
    await create('ana')
    await create('ben')
    await expect(create('cem')).rejects.toEqual(awsError(errorName))
    await expect(create('dan')).rejects.toEqual(awsError(errorName))
  })

  test('by being taken away', async () => {
    const cognito = await start()
    const UserPoolId = simulator.createPool()
    await cognito.describeUserPool({ UserPoolId })
    simulator.removePool(UserPoolId)
    await expect(cognito.describeUserPool({ UserPoolId })).rejects.toEqual(
      awsError('ResourceNotFoundException')
    )
  })
})
