import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  paginateListGroups,
  paginateListUsersInGroup
} from '@aws-sdk/client-cognito-identity-provider'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { manualClock } from '../../../../fixtures/passing-time.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']
let UserPoolId: string

beforeAll(async () => {
  simulator = await startSimulator({
    users: 700,
    groups: 70,
    membershipsPerUser: 2,
    mfa: 'OPTIONAL',
    disabledShare: 0.05,
    federatedShare: 0.05,
    noUsernameShare: 0.1,
    shortPageShare: 0.2,
    emptyPageShare: 0.2
  })
  cognito = clients(simulator).cognito
  UserPoolId = simulator.userPoolId
})
afterAll(() => simulator.close())

describe('groups', () => {
  test('are listed with their members', async () => {
    const names: string[] = []
    const pages = paginateListGroups({ client: cognito }, { UserPoolId })
    for await (const { Groups = [] } of pages)
      names.push(...Groups.map(group => group.GroupName ?? ''))
    const { groups } = simulator.poolState(UserPoolId)
    expect(names.sort()).toEqual(groups.map(({ name }) => name).sort())
    expect(names).toHaveLength(70)

    const listed: string[] = []
    for (const GroupName of names) {
      const members = paginateListUsersInGroup(
        { client: cognito },
        { UserPoolId, GroupName, Limit: 60 }
      )
      for await (const { Users = [] } of members)
        listed.push(...Users.map(user => `${GroupName} ${user.Username ?? ''}`))
    }
    expect(listed.sort()).toEqual(
      groups
        .flatMap(({ name, members }) => members.map(one => `${name} ${one}`))
        .sort()
    )
    expect(listed).toHaveLength(1400)
    expect(groups.some(({ members }) => members.length === 0)).toBe(true)
  })

  test('keep a precedence of zero apart from none', async () => {
    const get = async (GroupName: string) =>
      (await cognito.getGroup({ UserPoolId, GroupName })).Group
    expect(await get('administrators')).toMatchObject({ Precedence: 0 })
    expect(await get('Équipe-produit')).not.toHaveProperty('Precedence')
  })

  test('are created once, within the rules', async () => {
    const pool = simulator.createPool()
    const create = (GroupName: string, more = {}) =>
      cognito.createGroup({ UserPoolId: pool, GroupName, ...more })
    const { Group } = await create('staff', {
      Precedence: 0,
      Description: 'Ünïcode\n\u2028',
      RoleArn: 'arn:aws:iam::123456789012:role/staff'
    })
    expect(Group).toMatchObject({
      GroupName: 'staff',
      UserPoolId: pool,
      Precedence: 0,
      Description: 'Ünïcode\n\u2028',
      RoleArn: 'arn:aws:iam::123456789012:role/staff'
    })
    await expect(create('staff')).rejects.toEqual(
      awsError(
        'GroupExistsException',
        'A group with the name staff already exists.'
      )
    )
    for (const wrong of [
      { Precedence: -1 },
      { RoleArn: 'not an ARN but long enough' },
      { Description: 'x'.repeat(2049) },
      { GroupName: 'a b' }
    ])
      await expect(create('other', wrong)).rejects.toEqual(
        awsError('InvalidParameterException')
      )
  })

  test('number ten thousand a pool and a hundred a user at most', async () => {
    const pool = simulator.createPool()
    for (let number = 0; number < 10_000; number++)
      simulator.addGroup(pool, { name: `g${number}` })
    await expect(
      cognito.createGroup({ UserPoolId: pool, GroupName: 'more' })
    ).rejects.toEqual(awsError('LimitExceededException'))
    const groups = [...Array(100).keys()].map(number => `g${number}`)
    simulator.addUser(pool, { username: 'ana', groups })
    await expect(
      cognito.adminAddUserToGroup({
        UserPoolId: pool,
        Username: 'ana',
        GroupName: 'g100'
      })
    ).rejects.toEqual(awsError('LimitExceededException'))
  })

  test('take members in and let them go, any number of times', async () => {
    const pool = simulator.createPool()
    simulator.addGroup(pool, { name: 'staff' })
    simulator.addUser(pool, { username: 'ana' })
    const membership = {
      UserPoolId: pool,
      Username: 'ana',
      GroupName: 'staff'
    }
    const groups = () => simulator.poolState(pool).users[0]?.groups
    simulator.resetStats()
    await cognito.adminAddUserToGroup(membership)
    await cognito.adminAddUserToGroup(membership)
    expect(groups()).toEqual(['staff'])
    await cognito.adminRemoveUserFromGroup(membership)
    await cognito.adminRemoveUserFromGroup(membership)
    expect(groups()).toEqual([])
    expect(simulator.stats().billedUsers).toBe(1)
    await expect(
      cognito.adminAddUserToGroup({ ...membership, GroupName: 'none' })
    ).rejects.toEqual(awsError('ResourceNotFoundException', 'Group not found.'))
    await expect(
      cognito.adminAddUserToGroup({ ...membership, Username: 'none' })
    ).rejects.toEqual(awsError('UserNotFoundException'))
  })
})

describe('a pool', () => {
  test('describes itself', async () => {
    const { UserPool } = await cognito.describeUserPool({ UserPoolId })
    expect(UserPool).toMatchObject({
      Id: UserPoolId,
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${UserPoolId}`,
      EstimatedNumberOfUsers: 700,
      MfaConfiguration: 'OPTIONAL',
      DeletionProtection: 'ACTIVE',
      UserPoolTier: 'PLUS',
      LambdaConfig: {}
    })
    const names = UserPool?.SchemaAttributes?.map(({ Name }) => Name)
    expect(names).toEqual(
      expect.arrayContaining(['sub', 'identities', 'custom:tenant'])
    )
    expect(names).toHaveLength(25)
    expect(UserPool).not.toHaveProperty('AliasAttributes')
  })

  test('has a twin with the same settings and nobody in it', async () => {
    const describe = async (id: string) =>
      (await cognito.describeUserPool({ UserPoolId: id })).UserPool
    const seeded = await describe(UserPoolId)
    const empty = await describe(simulator.emptyUserPoolId)
    expect(empty?.SchemaAttributes).toEqual(seeded?.SchemaAttributes)
    expect(empty?.Policies).toEqual(seeded?.Policies)
    expect(empty?.EstimatedNumberOfUsers).toBe(0)
  })

  test('is created with what the request says', async () => {
    const { UserPool } = await cognito.createUserPool({
      PoolName: 'shop',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: 'tier', AttributeDataType: 'String', Mutable: true }],
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      DeletionProtection: 'ACTIVE'
    })
    const described = await cognito.describeUserPool({
      UserPoolId: UserPool?.Id
    })
    expect(described.UserPool).toEqual(UserPool)
    expect(UserPool).toMatchObject({
      Name: 'shop',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      DeletionProtection: 'ACTIVE'
    })
    await expect(
      cognito.createUserPool({
        PoolName: 'both',
        UsernameAttributes: ['email'],
        AliasAttributes: ['email']
      })
    ).rejects.toEqual(awsError('InvalidParameterException', 'Only one of'))
  })

  test('takes more custom attributes later', async () => {
    const pool = simulator.createPool()
    const add = (...CustomAttributes: { Name: string }[]) =>
      cognito.addCustomAttributes({ UserPoolId: pool, CustomAttributes })
    await add({ Name: 'one' }, { Name: 'two' })
    await expect(add({ Name: 'three' }, { Name: 'one' })).rejects.toEqual(
      awsError('InvalidParameterException', 'custom:one')
    )
    await expect(add()).rejects.toEqual(awsError('InvalidParameterException'))
    const { UserPool } = await cognito.describeUserPool({ UserPoolId: pool })
    expect(UserPool?.SchemaAttributes?.slice(21).map(a => a.Name)).toEqual([
      'custom:one',
      'custom:two'
    ])
  })

  test('tells the limits of the account', async () => {
    const limit = (Category: string) =>
      cognito.getProvisionedLimit({
        LimitDefinition: {
          LimitClass: 'API_CATEGORY',
          Attributes: { Category }
        }
      })
    expect((await limit('UserCreation')).Limit).toMatchObject({
      ProvisionedLimitValue: 50,
      FreeLimitValue: 50
    })
    await expect(limit('Nothing')).rejects.toEqual(
      awsError('InvalidParameterException')
    )
    await expect(
      cognito.getProvisionedLimit({
        LimitDefinition: {
          LimitClass: undefined,
          Attributes: { Category: 'UserList' }
        }
      })
    ).rejects.toEqual(awsError('InvalidParameterException', 'limitClass'))
  })

  test('tells a raised limit only where an account can have it raised', async () => {
    const clock = manualClock()
    const raised = await startSimulator({
      clock,
      quota: { UserCreation: 200, UserList: 200, LimitManagement: 1 }
    })
    const limit = async (Category: string) => {
      const { Limit } = await clients(raised).cognito.getProvisionedLimit({
        LimitDefinition: {
          LimitClass: 'API_CATEGORY',
          Attributes: { Category }
        }
      })
      return [Limit?.ProvisionedLimitValue, Limit?.FreeLimitValue]
    }
    expect(await limit('UserCreation')).toEqual([200, 50])
    await expect(limit('UserCreation')).rejects.toEqual(
      awsError('TooManyRequestsException')
    )
    clock.advance(1000)
    expect(await limit('UserList')).toEqual([30, 30])
    await raised.close()
  })
})
