import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
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

const pool = (settings: Record<string, unknown> = {}) =>
  newPool(simulator, {
    Schema: [
      { Name: 'given_name', Required: true, Mutable: true },
      { Name: 'tenant', AttributeDataType: 'String', Mutable: false }
    ],
    ...settings
  })

describe('a user created by an administrator', () => {
  test('has to change the password, and carries a sub', async () => {
    const { create } = pool()
    // Dates come in whole seconds or finer.
    const before = Math.floor(Date.now() / 1000) * 1000
    const { User } = await create('ana', { email: 'ana@example.com' })
    const attributes = new Map(
      User?.Attributes?.map(({ Name, Value }) => [Name, Value])
    )
    expect(User).toMatchObject({
      Username: 'ana',
      Enabled: true,
      UserStatus: 'FORCE_CHANGE_PASSWORD'
    })
    expect(attributes.get('email')).toBe('ana@example.com')
    expect(attributes.get('sub')).toMatch(/^[0-9a-f]{8}-/)
    expect(User?.UserCreateDate).toEqual(User?.UserLastModifiedDate)
    expect(Number(User?.UserCreateDate)).toBeGreaterThanOrEqual(before)
    expect(Number(User?.UserCreateDate)).toBeLessThanOrEqual(Date.now())
  })

  test('can exist only once', async () => {
    const { create } = pool()
    await create('ana')
    await create('Ana')
    await expect(create('ana')).rejects.toEqual(
      awsError('UsernameExistsException', 'User account already exists')
    )
  })

  test('can differ by more than case where case is ignored', async () => {
    const { create } = pool({ UsernameConfiguration: { CaseSensitive: false } })
    await create('Ana')
    await expect(create('aNA')).rejects.toEqual(
      awsError('UsernameExistsException')
    )
  })

  test.each(['', 'a b', 'a\nb', 'x'.repeat(129)])(
    'cannot be called "%s"',
    async username => {
      await expect(pool().create(username)).rejects.toEqual(
        awsError('InvalidParameterException', "at 'username' failed to satisfy")
      )
    }
  )

  test('gets a temporary password only if it fits the policy', async () => {
    const { create, user } = pool()
    await expect(
      create('ana', {}, { TemporaryPassword: 'password' })
    ).rejects.toEqual(awsError('InvalidPasswordException', 'uppercase'))
    await create('ana', {}, { TemporaryPassword: 'Passw0rd!' })
    expect(user('ana').password).toBe('Passw0rd!')
    await create('ben')
    expect(user('ben').password).toBeDefined()
  })

  test('is confirmed without a password where a code by e-mail lets in', async () => {
    const { create, user } = pool({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } }
    })
    await create('ana', { email: 'ana@example.com' })
    expect(user('ana')).toMatchObject({
      status: 'CONFIRMED',
      password: undefined
    })
  })

  test('cannot have attributes outside the schema', async () => {
    const { create } = pool()
    await expect(create('ana', { 'custom:no': 'x' })).rejects.toEqual(
      awsError(
        'InvalidParameterException',
        'custom:no: Attribute does not exist in the schema.'
      )
    )
    await expect(create('ana', { email_verified: 'true' })).rejects.toEqual(
      awsError('InvalidParameterException', 'no email')
    )
  })

  test('is billed; one who could not be created is not', async () => {
    const { create } = pool()
    simulator.resetStats()
    await create('ana')
    await expect(create('ana')).rejects.toThrow()
    expect(simulator.stats().billedUsers).toBe(1)
  })
})

describe('an invitation', () => {
  const invite = { MessageAction: undefined }

  test('is sent unless it is suppressed', async () => {
    const { create } = pool()
    simulator.resetStats()
    await create('ana', { email: 'ana@example.com' })
    expect(simulator.stats().messagesSent).toBe(0)
    await create(
      'ben',
      { email: 'ben@example.com' },
      { ...invite, DesiredDeliveryMediums: ['EMAIL'] }
    )
    expect(simulator.stats().messagesSent).toBe(1)
  })

  test('goes by text message by default, which a pool may not be set up for', async () => {
    await expect(
      pool().create('ana', { email: 'ana@example.com' }, invite)
    ).rejects.toEqual(
      awsError('InvalidParameterException', 'does not have SMS configuration')
    )
    const withSms = pool({ SmsConfiguration: { SnsCallerArn: 'arn' } })
    await expect(withSms.create('ana', {}, invite)).rejects.toEqual(
      awsError('InvalidParameterException', 'No phone number provided')
    )
  })

  test('by e-mail needs an address', async () => {
    const byEmail = { ...invite, DesiredDeliveryMediums: ['EMAIL' as const] }
    await expect(pool().create('ana', {}, byEmail)).rejects.toEqual(
      awsError('InvalidParameterException', 'No email provided')
    )
  })

  test('can be sent again while the password is temporary', async () => {
    const { create, UserPoolId } = pool()
    const again = {
      MessageAction: 'RESEND' as const,
      DesiredDeliveryMediums: ['EMAIL' as const]
    }
    await expect(create('ana', {}, again)).rejects.toEqual(
      awsError('UserNotFoundException')
    )
    await create('ana', { email: 'ana@example.com' })
    await create('ana', {}, again)
    await cognito.adminSetUserPassword({
      UserPoolId,
      Username: 'ana',
      Password: 'Passw0rd!',
      Permanent: true
    })
    await expect(create('ana', {}, again)).rejects.toEqual(
      awsError('UnsupportedUserStateException')
    )
  })
})

describe('a change of attributes', () => {
  test('adds, replaces and deletes, and moves the modification date', async () => {
    const { create, user, UserPoolId } = pool()
    await create('ana', { given_name: 'Ana', nickname: 'A' })
    const before = user('ana')
    await new Promise(resolve => setTimeout(resolve, 5))
    await cognito.adminUpdateUserAttributes({
      UserPoolId,
      Username: 'ana',
      UserAttributes: attributeList({
        given_name: 'Anna',
        nickname: '',
        locale: 'de'
      })
    })
    expect(user('ana').attributes).toEqual({ given_name: 'Anna', locale: 'de' })
    expect(user('ana').createdAt).toEqual(before.createdAt)
    expect(user('ana').modifiedAt.getTime()).toBeGreaterThan(
      before.modifiedAt.getTime()
    )
  })

  test('cannot touch what is immutable', async () => {
    const { create, UserPoolId } = pool()
    await create('ana', { 'custom:tenant': 'a' })
    await expect(
      cognito.adminUpdateUserAttributes({
        UserPoolId,
        Username: 'ana',
        UserAttributes: attributeList({ 'custom:tenant': 'a' })
      })
    ).rejects.toThrow('user.custom:tenant: Attribute cannot be updated.')
  })

  test('of an address makes it unverified and sends a code, unless it is declared verified', async () => {
    const { create, user, UserPoolId } = pool({
      AutoVerifiedAttributes: ['email']
    })
    const update = (attributes: Record<string, string>) =>
      cognito.adminUpdateUserAttributes({
        UserPoolId,
        Username: 'ana',
        UserAttributes: attributeList(attributes)
      })
    await create('ana', { email: 'a@example.com', email_verified: 'true' })
    simulator.resetStats()
    await update({ email: 'b@example.com', email_verified: 'true' })
    expect(simulator.stats().messagesSent).toBe(0)
    await update({ email: 'c@example.com' })
    expect(simulator.stats().messagesSent).toBe(1)
    expect(user('ana').attributes['email_verified']).toBe('false')
  })
})

describe('a password set by an administrator', () => {
  const set = (UserPoolId: string, Password: string, Permanent: boolean) =>
    cognito.adminSetUserPassword({
      UserPoolId,
      Username: 'ana',
      Password,
      Permanent
    })

  test('confirms the user if it is permanent, and has to be changed if not', async () => {
    const { create, user, UserPoolId } = pool()
    await create('ana')
    await set(UserPoolId, 'Passw0rd!', true)
    expect(user('ana')).toMatchObject({
      status: 'CONFIRMED',
      password: 'Passw0rd!'
    })
    await set(UserPoolId, 'Passw0rd?', false)
    expect(user('ana').status).toBe('FORCE_CHANGE_PASSWORD')
  })

  test('has to fit the policy and 256 characters', async () => {
    const { create, UserPoolId } = pool()
    await create('ana')
    await expect(set(UserPoolId, 'secret', true)).rejects.toEqual(
      awsError('InvalidPasswordException')
    )
    await expect(
      set(UserPoolId, `Aa1!${'x'.repeat(253)}`, true)
    ).rejects.toEqual(
      awsError('InvalidParameterException', 'less than or equal to 256')
    )
    await set(UserPoolId, `Aa1!${'x'.repeat(252)}`, true)
  })

  test('needs a user', async () => {
    await expect(set(pool().UserPoolId, 'Passw0rd!', true)).rejects.toEqual(
      awsError('UserNotFoundException', 'User does not exist.')
    )
  })
})

test('a user can be disabled and enabled again, which nobody is billed for', async () => {
  const { create, user, UserPoolId } = pool()
  await create('ana')
  simulator.resetStats()
  await cognito.adminDisableUser({ UserPoolId, Username: 'ana' })
  expect(user('ana').enabled).toBe(false)
  await cognito.adminEnableUser({ UserPoolId, Username: 'ana' })
  expect(user('ana').enabled).toBe(true)
  expect(simulator.stats().billedUsers).toBe(0)
})

test('reading one user is billed, once, while listing users is not', async () => {
  const { create, UserPoolId } = pool()
  await create('ana')
  simulator.resetStats()
  await cognito.listUsers({ UserPoolId })
  expect(simulator.stats().billedUsers).toBe(0)
  await cognito.adminListGroupsForUser({ UserPoolId, Username: 'ana' })
  expect(simulator.stats().billedUsers).toBe(1)
  await cognito.adminGetUserAuthFactors({ UserPoolId, Username: 'ana' })
  expect(simulator.stats().billedUsers).toBe(1)
  await cognito.adminGetUser({ UserPoolId, Username: 'ana' })
  await cognito.adminGetUser({ UserPoolId, Username: 'ana' })
  expect(simulator.stats().billedUsers).toBe(1)
})
