import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { AdminSetUserMFAPreferenceCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import type { NewUser } from '../../../../../simulator/inspect-pools.ts'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

let simulator: Simulator
let cognito: ReturnType<typeof clients>['cognito']

beforeAll(async () => {
  simulator = await startSimulator()
  cognito = clients(simulator).cognito
})
afterAll(() => simulator.close())

type Preference = Omit<
  AdminSetUserMFAPreferenceCommandInput,
  'UserPoolId' | 'Username'
>

/** A pool with one user, and a short way to set that user's preference. */
function poolWith(user: NewUser, mode = 'OPTIONAL') {
  const UserPoolId = simulator.createPool({
    MfaConfiguration: mode,
    EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' },
    SmsConfiguration: {
      SnsCallerArn: 'arn:aws:iam::123456789012:role/sms'
    }
  })
  simulator.addUser(UserPoolId, { username: 'ana', ...user })
  const target = { UserPoolId, Username: 'ana' }
  return {
    UserPoolId,
    prefer: (preference: Preference) =>
      cognito.adminSetUserMFAPreference({ ...target, ...preference }),
    get: () => cognito.adminGetUser(target),
    factors: () => cognito.adminGetUserAuthFactors(target)
  }
}

const sms = { SMSMfaSettings: { Enabled: true, PreferredMfa: true } }
const totp = { SoftwareTokenMfaSettings: { Enabled: true } }
const phone = { attributes: { phone_number: '+491512345678' } }

describe('a preference for text messages', () => {
  test('is shown once it is set', async () => {
    const { prefer, get } = poolWith(phone)
    const before = await get()
    expect(before.UserMFASettingList).toBeUndefined()
    await prefer(sms)
    expect(await get()).toMatchObject({
      UserMFASettingList: ['SMS_MFA'],
      PreferredMfaSetting: 'SMS_MFA',
      MFAOptions: [{ DeliveryMedium: 'SMS', AttributeName: 'phone_number' }]
    })
    await prefer({ SMSMfaSettings: { Enabled: false } })
    const after = await get()
    expect(after.UserMFASettingList).toBeUndefined()
    expect(after.PreferredMfaSetting).toBeUndefined()
  })

  test('needs a phone number', async () => {
    await expect(poolWith({}).prefer(sms)).rejects.toEqual(
      awsError('InvalidParameterException', 'does not have a phone_number set')
    )
  })
})

describe('a preference for an authenticator app', () => {
  test('needs an app that the user registered, even to turn it off', async () => {
    const { prefer } = poolWith({})
    await expect(prefer(totp)).rejects.toEqual(
      awsError(
        'InvalidParameterException',
        'delivery config set to turn on SOFTWARE_TOKEN_MFA'
      )
    )
    await expect(
      prefer({ SoftwareTokenMfaSettings: { Enabled: false } })
    ).rejects.toEqual(
      awsError('InvalidParameterException', 'not set up software token mfa')
    )
  })

  test('can be missing though the app is registered, which only the factors show', async () => {
    const { prefer, get, factors } = poolWith({
      mfa: { softwareTokenRegistered: true }
    })
    expect((await get()).UserMFASettingList).toBeUndefined()
    expect((await factors()).ConfiguredUserAuthFactors).toEqual([
      'PASSWORD',
      'SOFTWARE_TOKEN'
    ])
    await prefer(totp)
    expect((await get()).UserMFASettingList).toEqual(['SOFTWARE_TOKEN_MFA'])
  })
})

test('only one method can be preferred, and only one that is enabled', async () => {
  const { prefer } = poolWith({
    ...phone,
    mfa: { softwareTokenRegistered: true }
  })
  const preferred = { Enabled: true, PreferredMfa: true }
  await expect(
    prefer({ SMSMfaSettings: preferred, SoftwareTokenMfaSettings: preferred })
  ).rejects.toEqual(awsError('InvalidParameterException'))
  await expect(
    prefer({ SMSMfaSettings: { Enabled: false, PreferredMfa: true } })
  ).rejects.toEqual(awsError('InvalidParameterException'))
})

test.each([
  ['UNCONFIRMED', 'UserNotConfirmedException'],
  ['RESET_REQUIRED', 'PasswordResetRequiredException']
] as const)('a user in state %s gets a %s', async (status, name) => {
  await expect(poolWith({ ...phone, status }).prefer(sms)).rejects.toEqual(
    awsError(name)
  )
})

describe('people who set up an authenticator app', () => {
  test('all have it among their factors, and half of them in no list of methods', async () => {
    const people = await startSimulator({
      users: 200,
      mfa: 'OPTIONAL',
      totpShare: 0.1
    })
    const { cognito } = clients(people)
    const UserPoolId = people.userPoolId
    const seen = { listed: 0, unlisted: 0 }
    for (const { username, mfa, authFactors } of people.poolState(UserPoolId)
      .users) {
      const factors = await cognito.adminGetUserAuthFactors({
        UserPoolId,
        Username: username
      })
      expect(factors.Username).toBe(username)
      expect(factors.ConfiguredUserAuthFactors).toEqual(authFactors)
      expect(authFactors).toContain('PASSWORD')
      if (!authFactors.includes('SOFTWARE_TOKEN')) continue
      seen[mfa.softwareToken ? 'listed' : 'unlisted'] += 1
      expect([factors.UserMFASettingList, factors.PreferredMfaSetting]).toEqual(
        mfa.softwareToken
          ? [['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA']
          : [undefined, undefined]
      )
    }
    expect(seen.listed).toBeGreaterThan(5)
    expect(seen.unlisted).toBeGreaterThan(5)
    expect(people.stats().billedUsers).toBe(200)
    await people.close()
  })
})

test('a user whom a code lets in has no password among the factors', async () => {
  const UserPoolId = simulator.createPool({
    Policies: {
      SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] }
    }
  })
  const attributes = { email: 'ana@example.com' }
  simulator.addUser(UserPoolId, { username: 'ana', attributes })
  simulator.addUser(UserPoolId, { username: 'bo', password: 'Secret-123' })
  const factors = async (Username: string) =>
    (await cognito.adminGetUserAuthFactors({ UserPoolId, Username }))
      .ConfiguredUserAuthFactors
  expect(await factors('ana')).toEqual(['EMAIL_OTP'])
  expect(await factors('bo')).toEqual(['PASSWORD'])
})

test('where MFA is off there is nothing to prefer', async () => {
  await expect(poolWith(phone, 'OFF').prefer(sms)).rejects.toEqual(
    awsError('InvalidParameterException')
  )
})

test('where MFA is required methods can be preferred, but neither turned on nor off', async () => {
  const { prefer, get } = poolWith(phone, 'ON')
  for (const Enabled of [true, false])
    await expect(prefer({ SMSMfaSettings: { Enabled } })).rejects.toEqual(
      awsError('InvalidParameterException', 'has MFA required')
    )
  await prefer(sms)
  expect(await get()).toMatchObject({ PreferredMfaSetting: 'SMS_MFA' })
  await prefer({ SMSMfaSettings: { Enabled: true } })
  const after = await get()
  expect(after.UserMFASettingList).toEqual(['SMS_MFA'])
  expect(after.PreferredMfaSetting).toBeUndefined()
})

describe('a method that the pool is not set up for', () => {
  const email = { EmailMfaSettings: { Enabled: true } }
  const address = { attributes: { email: 'ana@example.com' } }
  const setUpEmail = (UserPoolId: string) =>
    cognito.setUserPoolMfaConfig({
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      EmailMfaConfiguration: { Subject: 'Your code' }
    })

  test('can not be turned on', async () => {
    const UserPoolId = simulator.createPool({ MfaConfiguration: 'OPTIONAL' })
    simulator.addUser(UserPoolId, { username: 'ana', ...phone })
    await expect(
      cognito.adminSetUserMFAPreference({ UserPoolId, Username: 'ana', ...sms })
    ).rejects.toEqual(
      awsError('InvalidParameterException', 'not have SMS_MFA enabled')
    )
    await expect(poolWith(address).prefer(email)).rejects.toEqual(
      awsError('InvalidParameterException', 'not have EMAIL_OTP enabled')
    )
  })

  test('can be turned on once it is, by who has an address for it', async () => {
    const { UserPoolId, prefer, get } = poolWith(address)
    await setUpEmail(UserPoolId)
    await prefer(email)
    expect((await get()).UserMFASettingList).toEqual(['EMAIL_OTP'])
    const without = poolWith({})
    await setUpEmail(without.UserPoolId)
    await expect(without.prefer(email)).rejects.toEqual(
      awsError('InvalidParameterException', 'does not have an email')
    )
  })
})

test('a passkey can be a second factor beside another one, where the pool takes passkeys for MFA', async () => {
  const passkey = { WebAuthnMfaSettings: { Enabled: true } }
  const { UserPoolId, prefer } = poolWith({
    ...phone,
    authFactors: ['WEB_AUTHN']
  })
  await expect(prefer(passkey)).rejects.toEqual(
    awsError('InvalidParameterException', 'passkeys as an MFA method')
  )
  await cognito.setUserPoolMfaConfig({
    UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    WebAuthnConfiguration: {
      FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION'
    }
  })
  await expect(prefer(passkey)).rejects.toEqual(
    awsError('InvalidParameterException', 'another MFA method')
  )
  await prefer({ ...sms, ...passkey })
})

test('whether a temporary password stands against a preference is up to the test', async () => {
  const forced = { ...phone, status: 'FORCE_CHANGE_PASSWORD' } as const
  await poolWith(forced).prefer(sms)
  const strict = await startSimulator({
    mfa: 'OPTIONAL',
    mfaPreferenceNeedsConfirmed: true
  })
  const UserPoolId = strict.emptyUserPoolId
  strict.addUser(UserPoolId, { username: 'ana', ...forced })
  await expect(
    clients(strict).cognito.adminSetUserMFAPreference({
      UserPoolId,
      Username: 'ana',
      ...sms
    })
  ).rejects.toEqual(awsError('UserNotConfirmedException'))
  await strict.close()
})

test('the MFA of a pool can be read and changed', async () => {
  const UserPoolId = simulator.createPool()
  expect(await cognito.getUserPoolMfaConfig({ UserPoolId })).toMatchObject({
    MfaConfiguration: 'OFF'
  })
  await expect(
    cognito.setUserPoolMfaConfig({ UserPoolId, MfaConfiguration: 'ON' })
  ).rejects.toEqual(
    awsError('InvalidParameterException', "can't disable all MFAs")
  )
  const SmsMfaConfiguration = {
    SmsConfiguration: { SnsCallerArn: 'arn:aws:iam::123456789012:role/sms' }
  }
  await cognito.setUserPoolMfaConfig({
    UserPoolId,
    MfaConfiguration: 'OPTIONAL',
    SmsMfaConfiguration
  })
  expect(await cognito.getUserPoolMfaConfig({ UserPoolId })).toMatchObject({
    MfaConfiguration: 'OPTIONAL',
    SmsMfaConfiguration
  })
  const { UserPool } = await cognito.describeUserPool({ UserPoolId })
  expect(UserPool).toMatchObject({ MfaConfiguration: 'OPTIONAL' })
})
