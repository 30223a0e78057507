import { Members } from '../cognito/protocol/members.ts'
import type { PoolSettings } from '../cognito/state/pool-settings.ts'
import { defaultSettings } from '../cognito/state/pool-settings.ts'
import { createSchema } from '../cognito/state/schema.ts'
import type { SignIn } from './options.ts'

/** The custom attributes of the synthetic people. */
const customAttributes = [
  custom('department', 'String', { MinLength: '0', MaxLength: '256' }),
  custom('note', 'String', { MinLength: '0', MaxLength: '2048' }),
  custom('level', 'Number', { MinValue: '0', MaxValue: '100' }),
  { ...custom('tenant', 'String', {}), Mutable: false }
]

/** The settings of the seeded pool, and of the empty one that is its twin. */
export function poolSettings(
  name: string,
  signIn: SignIn,
  mfa: 'OFF' | 'OPTIONAL' | 'ON'
): PoolSettings {
  const settings = defaultSettings(name)
  settings.schema = createSchema(customAttributes.map(one => new Members(one)))
  settings.autoVerifiedAttributes = [
    signIn === 'phone' ? 'phone_number' : 'email'
  ]
  settings.deletionProtection = 'ACTIVE'
  // Threat protection, which only this feature plan has.
  settings.tier = 'PLUS'
  settings.others['UserPoolAddOns'] = { AdvancedSecurityMode: 'AUDIT' }
  if (signIn === 'email') settings.usernameAttributes = ['email']
  if (signIn === 'phone') settings.usernameAttributes = ['phone_number']
  if (signIn === 'alias')
    settings.aliasAttributes = ['email', 'phone_number', 'preferred_username']
  if (mfa !== 'OFF') {
    const SmsConfiguration = {
      SnsCallerArn: 'arn:aws:iam::123456789012:role/cognito-sms',
      ExternalId: 'cognito-backup',
      SnsRegion: 'us-east-1'
    }
    settings.smsConfiguration = SmsConfiguration
    settings.mfa = {
      configuration: mfa,
      softwareToken: true,
      sms: { SmsConfiguration },
      email: undefined,
      webAuthn: undefined
    }
  }
  return settings
}

function custom(
  Name: string,
  AttributeDataType: 'String' | 'Number',
  bounds: object
) {
  return {
    Name,
    AttributeDataType,
    Mutable: true,
    [`${AttributeDataType}AttributeConstraints`]: bounds
  }
}
