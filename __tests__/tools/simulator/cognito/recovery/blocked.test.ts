import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { awsError } from '../../../../fixtures/simulator-clients.ts'
import { HOUR, recoveryScene, type RecoveryScene } from './scene.ts'

const refused = awsError('OperationNotEnabledException')
const Password = 'Secret-12345'

let scene: RecoveryScene
beforeEach(async () => {
  scene = await recoveryScene({}, { MfaConfiguration: 'OPTIONAL' })
  const { simulator, UserPoolId, clock } = scene
  simulator.addUser(UserPoolId, { username: 'ana', password: Password })
  simulator.addUser(UserPoolId, {
    username: 'app',
    password: Password,
    authFactors: ['SOFTWARE_TOKEN']
  })
  simulator.addUser(UserPoolId, {
    username: 'invited',
    password: Password,
    status: 'FORCE_CHANGE_PASSWORD'
  })
  clock.advance(HOUR)
})
afterEach(() => scene.simulator.close())

test('while a recovery is active, writes fail and reads go on', async () => {
  const { cognito, UserPoolId, initiate, cancel, simulator } = scene
  const { RestoreId } = (await initiate()).Restoration
  const ana = { UserPoolId, Username: 'ana' }
  const writes = [
    () => cognito.adminCreateUser({ UserPoolId, Username: 'ben' }),
    () => cognito.adminDeleteUser(ana),
    () => cognito.adminSetUserPassword({ ...ana, Password }),
    () => cognito.createGroup({ UserPoolId, GroupName: 'g' }),
    () => cognito.adminAddUserToGroup({ ...ana, GroupName: 'g' }),
    () =>
      cognito.createUserImportJob({
        UserPoolId,
        JobName: 'job',
        CloudWatchLogsRoleArn: 'arn:aws:iam::123456789012:role/import'
      })
  ]
  for (const write of writes) await expect(write()).rejects.toEqual(refused)
  const person = { username: 'ben', password: Password }
  expect(() => simulator.signUp(UserPoolId, person)).toThrow('in progress')
  expect((await cognito.listUsers({ UserPoolId })).Users).toHaveLength(3)
  await cancel(RestoreId)
  await cognito.createGroup({ UserPoolId, GroupName: 'g' })
  expect(simulator.signUp(UserPoolId, person)).toEqual(expect.any(String))
})

test('writes to other pools go on', async () => {
  const { cognito, initiate, newPool } = scene
  await initiate()
  const other = newPool()
  await cognito.createGroup({ UserPoolId: other, GroupName: 'g' })
})

test('a sign-in that needs a TOTP or a new password fails, any other works', async () => {
  const { simulator, UserPoolId, initiate } = scene
  const signIn = (username: string) =>
    simulator.signIn(UserPoolId, username, Password)
  expect(['ana', 'app', 'invited'].map(signIn)).toEqual([
    undefined,
    'SOFTWARE_TOKEN_MFA',
    'NEW_PASSWORD_REQUIRED'
  ])
  await initiate()
  expect(signIn('ana')).toBeUndefined()
  expect(() => signIn('app')).toThrow('in progress')
  expect(() => signIn('invited')).toThrow('in progress')
})

test('a federated sign-in works for a person who changes nothing', async () => {
  const { simulator, cognito, UserPoolId, initiate } = scene
  await cognito.createIdentityProvider({
    UserPoolId,
    ProviderName: 'Google',
    ProviderType: 'Google',
    ProviderDetails: {
      client_id: 'id',
      client_secret: 'secret',
      authorize_scopes: 'openid'
    }
  })
  const signIn = (userId: string, name: string) =>
    simulator.signInFederated(UserPoolId, 'Google', userId, { name })
  signIn('1', 'Ana')
  await initiate()
  expect(signIn('1', 'Ana').attributes['name']).toBe('Ana')
  expect(() => signIn('1', 'Anna')).toThrow('in progress')
  expect(() => signIn('2', 'Ben')).toThrow('in progress')
})

test('a wrong password signs no one in', () => {
  const { simulator, UserPoolId } = scene
  for (const name of ['ana', 'nemo'])
    expect(() => simulator.signIn(UserPoolId, name, 'wrong')).toThrow(
      'Incorrect username or password.'
    )
})

test('clock, settings and people are moved over HTTP too', async () => {
  const { simulator, UserPoolId, initiate, clock, describe } = scene
  const post = async (what: string, body: object) => {
    const response = await fetch(`${simulator.endpoint}/_simulator/${what}`, {
      method: 'POST',
      body: JSON.stringify(body)
    })
    return [response.status, await response.json()]
  }
  const ben = { userPoolId: UserPoolId, username: 'ben', password: Password }
  expect(await post('sign-up', ben)).toEqual([200, { sub: expect.any(String) }])
  expect(await post('sign-in', ben)).toEqual([200, {}])
  await post('recovery', { previewMs: HOUR })
  const { RestoreId } = (await initiate(clock.now() - HOUR)).Restoration
  expect((await describe(RestoreId)).RestoreStatus).toBe('PREVIEW_GENERATING')
  expect(await post('clock', { advanceMs: HOUR })).toEqual([200, {}])
  expect((await describe(RestoreId)).RestoreStatus).toBe('PREVIEW_GENERATED')
  expect(await post('sign-up', { ...ben, username: 'eva' })).toEqual([
    400,
    expect.objectContaining({ name: 'OperationNotEnabledException' })
  ])
  expect((await post('clock', {}))[0]).toBe(400)
  expect((await post('sign-up', {}))[0]).toBe(400)
})
