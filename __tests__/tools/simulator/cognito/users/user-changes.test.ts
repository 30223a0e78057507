import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { NewUser } from '../../../../../simulator/inspect-pools.ts'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import {
  attributeList,
  awsError,
  clients,
  newPool
} from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

/** A pool with the user `ana`, and short ways to change her. */
function poolWith(user: NewUser = {}, settings: Record<string, unknown> = {}) {
  const pool = newPool(simulator, {
    Schema: [
      { Name: 'given_name', Required: true, Mutable: true },
      { Name: 'tenant', AttributeDataType: 'String', Mutable: false },
      { Name: 'team', AttributeDataType: 'String', Mutable: true }
    ],
    ...settings
  })
  const { UserPoolId } = pool
  simulator.addUser(UserPoolId, { username: 'ana', ...user })
  const target = { UserPoolId, Username: 'ana' }
  return {
    ...pool,
    target,
    update: (attributes: Record<string, string>) =>
      cognito.adminUpdateUserAttributes({
        ...target,
        UserAttributes: attributeList(attributes)
      }),
    deleteAttributes: (...UserAttributeNames: string[]) =>
      cognito.adminDeleteUserAttributes({ ...target, UserAttributeNames }),
    reset: () => cognito.adminResetUserPassword(target)
  }
}

describe('a change of attributes', () => {
  test('is refused for what Cognito writes itself', async () => {
    const { update } = poolWith()
    for (const name of ['sub', 'identities'])
      await expect(update({ [name]: 'x' })).rejects.toEqual(
        awsError(
          'InvalidParameterException',
          `Cannot modify the non-mutable attribute ${name}`
        )
      )
  })

  test('cannot blank what the pool requires or people sign in with', async () => {
    const { update } = poolWith({ attributes: { given_name: 'Ana' } })
    await expect(update({ given_name: '' })).rejects.toEqual(
      awsError('InvalidParameterException', 'given_name')
    )
    const byEmail = poolWith(
      { attributes: { email: 'ana@example.com' } },
      { UsernameAttributes: ['email'] }
    )
    await expect(byEmail.update({ email: '' })).rejects.toEqual(
      awsError('InvalidParameterException', 'email')
    )
  })

  test('waits for verification where the pool says so, unless the value is called verified', async () => {
    const { update, user } = poolWith(
      { attributes: { email: 'old@example.com', email_verified: 'true' } },
      {
        AutoVerifiedAttributes: ['email'],
        UserAttributeUpdateSettings: {
          AttributesRequireVerificationBeforeUpdate: ['email']
        }
      }
    )
    simulator.resetStats()
    await update({ email: 'new@example.com', given_name: 'Ana' })
    expect(user('ana').attributes).toEqual({
      email: 'old@example.com',
      email_verified: 'true',
      given_name: 'Ana'
    })
    expect(simulator.stats().messagesSent).toBe(1)
    await update({ email: 'new@example.com', email_verified: 'true' })
    expect(user('ana').attributes['email']).toBe('new@example.com')
    expect(simulator.stats().messagesSent).toBe(1)
  })
})

describe('deleting attributes', () => {
  test('takes them away, with what depends on them, and is billed', async () => {
    const { deleteAttributes, user } = poolWith({
      attributes: {
        email: 'ana@example.com',
        email_verified: 'true',
        'custom:team': 'blue',
        name: 'Ana'
      }
    })
    simulator.resetStats()
    await deleteAttributes('email', 'custom:team', 'nickname')
    expect(user('ana').attributes).toEqual({ name: 'Ana' })
    expect(simulator.stats().billedUsers).toBe(1)
  })

  test('is refused for what is required, immutable or unknown', async () => {
    const { deleteAttributes } = poolWith({
      attributes: { 'custom:tenant': 't-1' }
    })
    for (const name of ['given_name', 'custom:tenant', 'sub', 'custom:none'])
      await expect(deleteAttributes(name)).rejects.toEqual(
        awsError('InvalidParameterException', name)
      )
  })
})

describe('a password reset by an administrator', () => {
  const reachable = { email: 'ana@example.com', email_verified: 'true' }

  test('sends a code, and nobody is billed for it', async () => {
    const { reset, user } = poolWith({ attributes: reachable })
    simulator.resetStats()
    await reset()
    expect(user('ana').status).toBe('RESET_REQUIRED')
    expect(simulator.stats()).toMatchObject({
      messagesSent: 1,
      billedUsers: 0,
      quota: { UserAccountRecovery: { calls: 1 } }
    })
  })

  test('needs somewhere to send the code', async () => {
    await expect(poolWith().reset()).rejects.toEqual(
      awsError('InvalidParameterException', 'no registered/verified email')
    )
    const phone = { phone_number: '+4915112345', phone_number_verified: 'true' }
    await expect(poolWith({ attributes: phone }).reset()).rejects.toEqual(
      awsError('InvalidParameterException')
    )
    await poolWith({ attributes: phone }, { SmsConfiguration: {} }).reset()
  })

  test('is refused where only administrators help, and in other states', async () => {
    const adminOnly = {
      AccountRecoverySetting: {
        RecoveryMechanisms: [{ Priority: 1, Name: 'admin_only' }]
      }
    }
    for (const pool of [
      poolWith({ attributes: reachable }, adminOnly),
      poolWith({ attributes: reachable, status: 'FORCE_CHANGE_PASSWORD' }),
      poolWith({ attributes: reachable, enabled: false })
    ])
      await expect(pool.reset()).rejects.toEqual(
        awsError('NotAuthorizedException')
      )
  })
})

test('a user who signed up can be confirmed, once', async () => {
  const { target, user } = poolWith({ status: 'UNCONFIRMED' })
  await cognito.adminConfirmSignUp(target)
  expect(user('ana').status).toBe('CONFIRMED')
  await expect(cognito.adminConfirmSignUp(target)).rejects.toEqual(
    awsError('NotAuthorizedException', 'Current status is CONFIRMED')
  )
})

test('a disabled user can get a password', async () => {
  const { target, user } = poolWith({ enabled: false })
  const Password = 'Passw0rd!'
  await cognito.adminSetUserPassword({ ...target, Password, Permanent: true })
  expect(user('ana')).toMatchObject({ enabled: false, password: Password })
})

test('a group can be changed, and keeps what the request leaves out', async () => {
  const { UserPoolId } = newPool(simulator)
  const target = { UserPoolId, GroupName: 'admins' }
  await cognito.createGroup({ ...target, Description: 'old', Precedence: 3 })
  await cognito.updateGroup({ ...target, Description: 'new' })
  expect((await cognito.getGroup(target)).Group).toMatchObject({
    Description: 'new',
    Precedence: 3
  })
  await expect(
    cognito.updateGroup({ UserPoolId, GroupName: 'nobody' })
  ).rejects.toEqual(awsError('ResourceNotFoundException'))
})
