import type {
  CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommandInput
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Simulator } from '../../../../../simulator/simulator.ts'
import { startSimulator } from '../../../../../simulator/simulator.ts'
import { awsError, clients } from '../../../../fixtures/simulator-clients.ts'

const identity = (name: string) =>
  `arn:aws:ses:us-east-1:123456789012:identity/${name}`
const role = (name: string, account = '123456789012') =>
  `arn:aws:iam::${account}:role/${name}`

let simulator: Simulator

beforeAll(async () => {
  simulator = await startSimulator({
    unverifiedIdentities: [identity('new.example.com')],
    untrustingRoles: [role('untrusting')],
    powerlessRoles: [role('powerless')]
  })
})
afterAll(() => simulator.close())

type Settings = Omit<CreateUserPoolCommandInput, 'PoolName'>
type Mfa = Omit<SetUserPoolMfaConfigCommandInput, 'UserPoolId'>

const create = async (settings: Settings = {}) =>
  (
    await clients(simulator).cognito.createUserPool({
      PoolName: 'shop',
      ...settings
    })
  ).UserPool

const sms = (SnsCallerArn = role('sms')) => ({
  SmsConfiguration: { SnsCallerArn }
})
const sender = (SourceArn: string) => ({
  EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' as const, SourceArn }
})

describe('CreateUserPool refuses', () => {
  test.each<[string, Settings, string]>([
    [
      'threat protection without its tier',
      { UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' } },
      'InvalidParameterException'
    ],
    [
      'both names of the validity of passwords',
      {
        AdminCreateUserConfig: { UnusedAccountValidityDays: 7 },
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } }
      },
      'InvalidParameterException'
    ],
    [
      'verification before updates of what is not verified',
      {
        UserAttributeUpdateSettings: {
          AttributesRequireVerificationBeforeUpdate: ['email']
        }
      },
      'InvalidParameterException'
    ],
    [
      'codes by text message without a sender',
      { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['SMS_OTP'] } } },
      'InvalidParameterException'
    ],
    [
      'MFA without a sender of text messages',
      { MfaConfiguration: 'OPTIONAL' },
      'InvalidParameterException'
    ],
    [
      'an identity of another account',
      sender('arn:aws:ses:us-east-1:111122223333:identity/example.com'),
      'NotAuthorizedException'
    ],
    [
      'an identity that is not verified',
      sender(identity('new.example.com')),
      'InvalidEmailRoleAccessPolicyException'
    ],
    [
      'a role of another account',
      sms(role('sms', '111122223333')),
      'InvalidSmsRoleTrustRelationshipException'
    ],
    [
      'a role that does not trust Cognito',
      sms(role('untrusting')),
      'InvalidSmsRoleTrustRelationshipException'
    ],
    [
      'a role that may not publish',
      sms(role('powerless')),
      'InvalidSmsRoleAccessPolicyException'
    ],
    [
      'scopes of dynamic clients that do not exist yet',
      { DcrConfiguration: { AllowedScopes: ['https://api.example.com/read'] } },
      'InvalidParameterException'
    ],
    [
      'tags of AWS',
      { UserPoolTags: { 'aws:cloudformation:stack-name': 'shop' } },
      'InvalidParameterException'
    ]
  ])('%s', async (_, settings, name) => {
    await expect(create(settings)).rejects.toEqual(awsError(name))
  })
})

describe('the schema of a new pool', () => {
  test.each([
    ['phone_number_verified', 'less than or equal to 20'],
    ['sub', 'Required custom attributes are not supported currently.']
  ])('takes %s for a custom attribute', async (Name, message) => {
    const Schema = [
      { Name, AttributeDataType: 'String' as const, Required: true }
    ]
    await expect(create({ Schema })).rejects.toEqual(
      awsError('InvalidParameterException', message)
    )
  })

  test('gets a custom attribute of the name of one that is made by itself', async () => {
    const Schema = [
      { Name: 'email_verified', AttributeDataType: 'Boolean' as const },
      {
        Name: 'email',
        AttributeDataType: 'String' as const,
        StringAttributeConstraints: { MaxLength: '99' }
      }
    ]
    const made = (await create({ Schema }))?.SchemaAttributes ?? []
    const byName = new Map(made.map(one => [one.Name, one]))
    expect(byName.has('email_verified')).toBe(true)
    expect(byName.has('custom:email_verified')).toBe(true)
    expect(byName.get('email')?.StringAttributeConstraints).toEqual({
      MinLength: '0',
      MaxLength: '99'
    })
  })
})

describe('a new pool', () => {
  test('has the recovery of today, which an empty one takes away', async () => {
    const { cognito } = clients(simulator)
    const made = await create()
    expect(made?.AccountRecoverySetting?.RecoveryMechanisms).toHaveLength(2)
    const pool = { UserPoolId: made?.Id }
    await cognito.updateUserPool({ ...pool, AccountRecoverySetting: {} })
    const { UserPool } = await cognito.describeUserPool(pool)
    expect(UserPool?.AccountRecoverySetting).toBeUndefined()
  })

  test('keeps its texts, and shows those of the template twice', async () => {
    const texts = {
      VerificationMessageTemplate: {
        DefaultEmailOption: 'CONFIRM_WITH_LINK',
        EmailMessage: 'Your code is {####}',
        EmailMessageByLink: 'Please {##click##}'
      },
      AdminCreateUserConfig: {
        InviteMessageTemplate: { EmailSubject: 'Welcome' }
      }
    } as const
    expect(await create(texts)).toMatchObject({
      ...texts,
      EmailVerificationMessage: 'Your code is {####}'
    })
  })
})

describe('SetUserPoolMfaConfig', () => {
  const set = async (mfa: Mfa, settings: Settings = {}) => {
    const { cognito } = clients(simulator)
    const pool = { UserPoolId: (await create(settings))?.Id }
    await cognito.setUserPoolMfaConfig({ ...pool, ...mfa })
    return cognito.getUserPoolMfaConfig(pool)
  }
  const totp = { SoftwareTokenMfaConfiguration: { Enabled: true } }
  const passkeys = { WebAuthnConfiguration: { RelyingPartyId: 'example.com' } }

  test.each<[string, Mfa, string]>([
    ['a factor with OFF', { MfaConfiguration: 'OFF', ...totp }, 'turn off'],
    ['a factor without a mode, which is OFF', totp, 'turn off'],
    [
      'a factor that is off with OFF',
      { SoftwareTokenMfaConfiguration: { Enabled: false } },
      'turn off'
    ],
    ['ON without a factor', { MfaConfiguration: 'ON' }, 'disable all MFAs'],
    [
      'OPTIONAL with passkeys alone',
      { MfaConfiguration: 'OPTIONAL', ...passkeys },
      'must be enabled'
    ],
    [
      'codes by e-mail from the sender of Cognito',
      { MfaConfiguration: 'OPTIONAL', EmailMfaConfiguration: {} },
      'COGNITO_DEFAULT'
    ]
  ])('refuses %s', async (_, mfa, message) => {
    await expect(set(mfa)).rejects.toEqual(
      awsError('InvalidParameterException', message)
    )
  })

  test('takes passkeys with OFF, and apps with OPTIONAL', async () => {
    expect(await set({ MfaConfiguration: 'OFF', ...passkeys })).toMatchObject({
      MfaConfiguration: 'OFF',
      ...passkeys
    })
    expect(await set({ MfaConfiguration: 'OPTIONAL', ...totp })).toMatchObject(
      totp
    )
  })

  test('refuses text messages where only they recover an account', async () => {
    const recovery = {
      AccountRecoverySetting: {
        RecoveryMechanisms: [
          { Priority: 1, Name: 'verified_phone_number' as const }
        ]
      }
    }
    await expect(
      set({ MfaConfiguration: 'ON', SmsMfaConfiguration: sms() }, recovery)
    ).rejects.toEqual(awsError('InvalidParameterException', 'recovery'))
  })
})
