import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { recoveryScene, type RecoveryScene } from './scene.ts'

let scene: RecoveryScene
beforeEach(async () => {
  scene = await recoveryScene()
})
afterEach(() => scene.simulator.close())

/** Does something just before the point in time that the pool goes back to. */
async function before(act: () => unknown): Promise<void> {
  const { clock, point } = scene
  const late = clock.now() - point
  clock.advance(-late)
  await act()
  clock.advance(late)
}

const users = () => scene.simulator.poolState(scene.UserPoolId).users
const named = (username: string) =>
  users().find(user => user.username === username)
const counts = (
  Entity: string,
  created: number,
  updated: number,
  deleted: number
) => ({
  Entity,
  CreateCount: created,
  UpdateCount: updated,
  DeleteCount: deleted
})

describe('a recovery of a pool', () => {
  test('brings back the deleted with sub, password, MFA and groups', async () => {
    const { simulator, cognito, UserPoolId, recover } = scene
    await before(() => {
      simulator.addGroup(UserPoolId, { name: 'staff', precedence: 3 })
      simulator.addUser(UserPoolId, {
        username: 'ana',
        password: 'Old-secret-1',
        attributes: { email: 'ana@example.com' },
        authFactors: ['SOFTWARE_TOKEN', 'WEB_AUTHN'],
        groups: ['staff']
      })
    })
    const ana = named('ana')
    await cognito.adminDeleteUser({ UserPoolId, Username: 'ana' })
    await cognito.deleteGroup({ UserPoolId, GroupName: 'staff' })
    const { preview, status } = await recover()
    expect(status).toBe('RESTORE_COMPLETED')
    expect(preview).toEqual([
      counts('Users', 1, 0, 0),
      counts('Groups', 1, 0, 0),
      counts('User MFAs', 1, 0, 0),
      counts('Passkeys', 1, 0, 0)
    ])
    expect(named('ana')).toEqual(ana)
    expect(simulator.poolState(UserPoolId).groups).toMatchObject([
      { name: 'staff', precedence: 3, members: ['ana'] }
    ])
  })

  test('deletes what was created since, with its memberships', async () => {
    const { simulator, cognito, UserPoolId, recover } = scene
    simulator.signUp(UserPoolId, { username: 'new', password: 'Secret-12345' })
    await cognito.createGroup({ UserPoolId, GroupName: 'fresh' })
    await cognito.adminAddUserToGroup({
      UserPoolId,
      Username: 'new',
      GroupName: 'fresh'
    })
    const { preview } = await recover()
    expect(preview?.slice(0, 2)).toEqual([
      counts('Users', 0, 0, 1),
      counts('Groups', 0, 0, 1)
    ])
    expect(simulator.poolState(UserPoolId)).toEqual({ users: [], groups: [] })
  })

  test('reverts every change of a user, and leaves the others alone', async () => {
    const { simulator, cognito, UserPoolId, recover } = scene
    await before(() => {
      for (const username of ['ana', 'ben'])
        simulator.addUser(UserPoolId, {
          username,
          attributes: { email: `${username}@example.com` }
        })
    })
    const [ana, ben] = users()
    const Username = 'ana'
    for (const Value of ['first@example.com', 'second@example.com'])
      await cognito.adminUpdateUserAttributes({
        UserPoolId,
        Username,
        UserAttributes: [{ Name: 'email', Value }]
      })
    await cognito.adminDisableUser({ UserPoolId, Username })
    const { preview } = await recover()
    expect(preview?.[0]).toEqual(counts('Users', 0, 1, 0))
    expect([named('ana'), named('ben')]).toEqual([ana, ben])
  })

  test('gives a username back that another user has taken', async () => {
    const { simulator, cognito, UserPoolId, recover } = scene
    await before(() => {
      simulator.addUser(UserPoolId, { username: 'ana', sub: 'sub-of-ana' })
    })
    await cognito.adminDeleteUser({ UserPoolId, Username: 'ana' })
    await cognito.adminCreateUser({
      UserPoolId,
      Username: 'ana',
      MessageAction: 'SUPPRESS'
    })
    await recover()
    expect(users().map(({ sub }) => sub)).toEqual(['sub-of-ana'])
  })

  test('keeps a password that was set since', async () => {
    const { simulator, cognito, UserPoolId, recover } = scene
    await before(() => {
      simulator.addUser(UserPoolId, {
        username: 'ana',
        password: 'Old-secret-1',
        attributes: { name: 'Ana' }
      })
    })
    const ana = { UserPoolId, Username: 'ana' }
    await cognito.adminSetUserPassword({
      ...ana,
      Password: 'New-secret-2',
      Permanent: true
    })
    await cognito.adminUpdateUserAttributes({
      ...ana,
      UserAttributes: [{ Name: 'name', Value: 'Eve' }]
    })
    await recover()
    expect(named('ana')).toMatchObject({
      password: 'New-secret-2',
      attributes: { name: 'Ana' }
    })
    expect(simulator.signIn(UserPoolId, 'ana', 'New-secret-2')).toBeUndefined()
  })

  test('takes memberships and the details of groups back', async () => {
    const { simulator, cognito, UserPoolId, recover } = scene
    await before(() => {
      for (const name of ['one', 'two'])
        simulator.addGroup(UserPoolId, { name, description: 'old' })
      simulator.addUser(UserPoolId, { username: 'ana', groups: ['one'] })
    })
    const ana = { UserPoolId, Username: 'ana' }
    await cognito.adminRemoveUserFromGroup({ ...ana, GroupName: 'one' })
    await cognito.adminAddUserToGroup({ ...ana, GroupName: 'two' })
    await cognito.updateGroup({
      UserPoolId,
      GroupName: 'two',
      Description: 'new'
    })
    const { preview } = await recover()
    expect(preview?.slice(0, 2)).toEqual([
      counts('Users', 0, 0, 0),
      counts('Groups', 0, 1, 0)
    ])
    expect(simulator.poolState(UserPoolId).groups).toMatchObject([
      { name: 'one', members: ['ana'] },
      { name: 'two', description: 'old', members: [] }
    ])
  })

  test('leaves the configuration alone', async () => {
    const { cognito, UserPoolId, recover } = scene
    await cognito.createUserPoolClient({ UserPoolId, ClientName: 'web' })
    await recover()
    const { UserPoolClients } = await cognito.listUserPoolClients({
      UserPoolId
    })
    expect(UserPoolClients).toMatchObject([{ ClientName: 'web' }])
  })
})
