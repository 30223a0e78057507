import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { UserType } from '@aws-sdk/client-cognito-identity-provider'
import { paginateListUsers } from '@aws-sdk/client-cognito-identity-provider'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
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

async function allUsers(Filter?: string, Limit = 60): Promise<UserType[]> {
  const users: UserType[] = []
  const pages = paginateListUsers(
    { client: cognito },
    { UserPoolId, Limit, ...(Filter !== undefined && { Filter }) }
  )
  for await (const page of pages) users.push(...(page.Users ?? []))
  return users
}

const attribute = (user: UserType, name: string) =>
  user.Attributes?.find(({ Name }) => Name === name)?.Value

describe('ListUsers', () => {
  test('lists every user once, with everything that is known of them', async () => {
    const listed = await allUsers()
    const { users } = simulator.poolState(UserPoolId)
    expect(listed).toHaveLength(700)
    const bySub = new Map(listed.map(user => [attribute(user, 'sub'), user]))
    for (const user of users) {
      const found = bySub.get(user.sub)
      expect(found).toMatchObject({
        Username: user.username,
        Enabled: user.enabled,
        UserStatus: user.status,
        UserCreateDate: user.createdAt,
        UserLastModifiedDate: user.modifiedAt
      })
      expect(
        Object.fromEntries(
          found?.Attributes?.map(({ Name, Value }) => [Name, Value]) ?? []
        )
      ).toEqual({ ...user.attributes, sub: user.sub })
    }
  })

  test('in sixteen parts by the first digit of sub lists every user once', async () => {
    const parts = await Promise.all(
      Array.from('0123456789abcdef', digit => allUsers(`sub ^= "${digit}"`))
    )
    expect(parts.flat()).toHaveLength(700)
    for (const part of parts) expect(part.length).toBeGreaterThan(10)
  })

  test('sorts what a filter finds by the attribute it names', async () => {
    const users = await allUsers('email ^= "A"')
    const emails = users.map(user => attribute(user, 'email')?.toLowerCase())
    const expected = simulator
      .poolState(UserPoolId)
      .users.map(({ attributes }) => attributes['email']?.toLowerCase())
      .filter(email => email?.startsWith('a'))
    expect(emails).toEqual(expected.sort())
    expect(emails.length).toBeGreaterThan(20)
  })

  test.each([
    ['status = "Disabled"', (user: UserType) => user.Enabled === false],
    [
      'cognito:user_status = "external_provider"',
      (user: UserType) => user.UserStatus === 'EXTERNAL_PROVIDER'
    ],
    [
      'username = "##[error]x"',
      (user: UserType) => user.Username === '##[error]x'
    ],
    ['given_name = "no such name"', () => false]
  ])('finds what %s describes', async (filter, isMeant) => {
    const found = await allUsers(filter)
    const expected = (await allUsers()).filter(isMeant)
    expect(found.map(user => user.Username).sort()).toEqual(
      expected.map(user => user.Username).sort()
    )
  })

  test('sees a change in the order of every attribute at once', async () => {
    const sub = simulator.addUser(UserPoolId, {
      username: 'changing',
      attributes: { email: 'zz@example.com' }
    })
    const isFound = async (filter: string) =>
      (await allUsers(filter)).some(user => attribute(user, 'sub') === sub)
    expect(await isFound('email = "zz@example.com"')).toBe(true)
    await cognito.adminDisableUser({ UserPoolId, Username: 'changing' })
    await cognito.adminUpdateUserAttributes({
      UserPoolId,
      Username: 'changing',
      UserAttributes: [{ Name: 'email', Value: 'yy@example.com' }]
    })
    expect(await isFound('email = "zz@example.com"')).toBe(false)
    expect(await isFound('email = "yy@example.com"')).toBe(true)
    expect(await isFound('status = "Disabled"')).toBe(true)
    simulator.removeUser(UserPoolId, 'changing')
    expect(await isFound('email = "yy@example.com"')).toBe(false)
    expect(await isFound('sub ^= ""')).toBe(false)
  })

  test('shows a user as every change leaves it, in groups too', async () => {
    const pool = { UserPoolId: simulator.createPool() }
    simulator.addGroup(pool.UserPoolId, { name: 'staff' })
    simulator.addUser(pool.UserPoolId, { username: 'ana', groups: ['staff'] })
    const target = { ...pool, Username: 'ana' }
    const listed = async (): Promise<UserType> => {
      const lists = [
        await cognito.listUsers(pool),
        await cognito.listUsersInGroup({ ...pool, GroupName: 'staff' })
      ]
      const users = lists.flatMap(({ Users = [] }) => Users)
      for (const user of users) expect(user).toEqual(users[0])
      const [user] = users
      return user ?? listed()
    }
    expect(await listed()).toMatchObject({ Enabled: true })
    await cognito.adminDisableUser(target)
    expect(await listed()).toMatchObject({ Enabled: false })
    await cognito.adminUpdateUserAttributes({
      ...target,
      UserAttributes: [{ Name: 'name', Value: '安娜 "É" \u2028' }]
    })
    expect(attribute(await listed(), 'name')).toBe('安娜 "É" \u2028')
  })

  test.each([-1, 61])('refuses a limit of %i', async Limit => {
    await expect(cognito.listUsers({ UserPoolId, Limit })).rejects.toEqual(
      awsError('InvalidParameterException', "at 'limit' failed to satisfy")
    )
  })

  test('refuses a token with another filter or for another pool', async () => {
    let token: string | undefined
    while (token === undefined)
      token = (await cognito.listUsers({ UserPoolId, Limit: 1 }))
        .PaginationToken
    const refused = awsError('InvalidParameterException', 'pagination token')
    await expect(
      cognito.listUsers({
        UserPoolId,
        Filter: 'sub ^= "a"',
        PaginationToken: token
      })
    ).rejects.toEqual(refused)
    await expect(
      cognito.listUsers({
        UserPoolId: simulator.emptyUserPoolId,
        PaginationToken: token
      })
    ).rejects.toEqual(refused)
  })

  test('gives only attributes that are asked for, and that all users have', async () => {
    const { Users = [] } = await cognito.listUsers({
      UserPoolId,
      AttributesToGet: ['given_name'],
      Filter: 'sub ^= ""'
    })
    for (const user of Users) expect(user.Attributes).toHaveLength(1)
    simulator.addUser(simulator.emptyUserPoolId, { username: 'bare' })
    const bare = async () => {
      const { Users = [] } = await cognito.listUsers({
        UserPoolId: simulator.emptyUserPoolId,
        AttributesToGet: ['email']
      })
      // An empty page has nobody on it who lacks the attribute.
      if (Users.length === 0) await bare()
    }
    await expect(bare()).rejects.toEqual(awsError('InvalidParameterException'))
    simulator.removeUser(simulator.emptyUserPoolId, 'bare')
  })
})
