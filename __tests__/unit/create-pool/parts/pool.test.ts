import { expect, test } from '@jest/globals'
import { checkInput } from '../../../../simulator/service-model/check.ts'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { NOT_CREATED } from '../../../../src/create-pool/parts/pool-members.ts'
import { madePool } from '../../../../src/create-pool/parts/pool.ts'
import { shapeOf, valueOf } from '../../../fixtures/model-values.ts'
import { HERE, idsOf, OTHER_ACCOUNT, OTHER_REGION, partOf } from './making.ts'

const WITH_POOL = { poolName: 'people', schema: [], tags: {}, missing: [] }

/** A pool of today that differs from a bare one in nothing. */
const BARE = {
  Id: 'eu-west-1_Ab12Cd34E',
  Name: 'people',
  DeletionProtection: 'ACTIVE',
  UserPoolTier: 'ESSENTIALS',
  AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
}

const poolOf = (settings: JsonObject, making = HERE, more = {}) =>
  madePool(partOf('pool', { ...BARE, ...settings }), making, {
    ...WITH_POOL,
    ...more
  })
const bodyOf = (settings: JsonObject, making = HERE) =>
  poolOf(settings, making).steps[0]?.input ?? {}
const announcedOf = (settings: JsonObject, more = {}) =>
  poolOf(settings, HERE, more).announced.map(({ setting }) => setting)

/** Without the texts that a template and older members both have. */
const FULL: JsonObject = {
  ...(valueOf('UserPoolType', 0) as JsonObject),
  UserPoolTier: 'PLUS',
  VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' }
}

test('each member of a pool is sent, or left for a reason that is known', () => {
  const body = bodyOf(FULL)
  const members = Object.keys(shapeOf('UserPoolType').members ?? {})
  const left = members.filter(member => !(member in body))
  expect(left.sort()).toEqual(
    Object.keys(NOT_CREATED)
      .filter(member => member !== 'UserPoolTags')
      .sort()
  )
  expect(idsOf(poolOf(FULL))).not.toContain('unknown-setting/pool')
})

test('a pool with all that can be set is a request that the model lets through', () => {
  const input = {
    ...bodyOf({
      Policies: {
        PasswordPolicy: { MinimumLength: 12, TemporaryPasswordValidityDays: 3 },
        SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] }
      },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
      UserPoolTier: 'PLUS',
      KeyConfiguration: { KeyType: 'AWS_OWNED_KEY' },
      IssuerConfiguration: { Type: 'UPDATED' },
      AcrConfiguration: { Level1: { AcrValue: 'urn:one' } }
    })
  }
  expect(checkInput(modelOf('cognito-idp'), 'CreateUserPool', input)).toEqual(
    []
  )
  expect(input).toMatchObject({
    UserPoolTier: 'PLUS',
    UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' },
    AcrConfiguration: { Level1: { AcrValue: 'urn:one' } }
  })
})

test('the pool is made without what acts on restored users, then protected', () => {
  const { steps, announced } = poolOf({
    DeletionProtection: 'INACTIVE',
    MfaConfiguration: 'ON',
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: false,
      UnusedAccountValidityDays: 7,
      InviteMessageTemplate: { SMSMessage: '{username} {####}' }
    },
    Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } },
    DcrConfiguration: { EnableStatus: 'ENABLED' },
    AccountRecoverySetting: {
      RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }]
    }
  })
  expect(steps).toEqual([
    {
      part: 'pool',
      operation: 'CreateUserPool',
      input: {
        PoolName: 'people',
        DeletionProtection: 'INACTIVE',
        UserPoolTier: 'ESSENTIALS',
        AdminCreateUserConfig: {
          AllowAdminCreateUserOnly: true,
          InviteMessageTemplate: { SMSMessage: '{username} {####}' }
        },
        Policies: { PasswordPolicy: { TemporaryPasswordValidityDays: 7 } },
        AccountRecoverySetting: {
          RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }]
        },
        UserPoolTags: {}
      }
    },
    {
      part: 'pool',
      operation: 'UpdateUserPool',
      input: { DeletionProtection: 'ACTIVE' }
    }
  ])
  expect(announced.map(({ setting }) => setting)).toEqual([
    'DeletionProtection',
    'AdminCreateUserConfig.AllowAdminCreateUserOnly',
    'DcrConfiguration'
  ])
})

test.each([[{}], [{ AccountRecoverySetting: { RecoveryMechanisms: [] } }]])(
  'a pool that recovers by the old rule does so again: %j',
  settings => {
    const { steps } = poolOf(settings)
    expect(steps[0]?.input).not.toHaveProperty('AccountRecoverySetting')
    expect(steps[1]?.input).toHaveProperty('AccountRecoverySetting', {})
  }
)

test('the days of unused accounts are sent where the password policy has none', () => {
  const { AdminCreateUserConfig } = bodyOf({
    AdminCreateUserConfig: { UnusedAccountValidityDays: 5 }
  })
  expect(AdminCreateUserConfig).toMatchObject({ UnusedAccountValidityDays: 5 })
})

test('of texts that stand twice, the template is sent', () => {
  const template = { SmsMessage: 'a {####}', EmailMessageByLink: 'b {##c##}' }
  const body = bodyOf({
    SmsVerificationMessage: 'a {####}',
    EmailVerificationSubject: 'c',
    VerificationMessageTemplate: template
  })
  expect(body).not.toHaveProperty('SmsVerificationMessage')
  expect(body).toMatchObject({
    EmailVerificationSubject: 'c',
    VerificationMessageTemplate: template
  })
})

test('what is empty is not sent', () => {
  const body = bodyOf({
    AliasAttributes: [],
    DeviceConfiguration: {},
    UserAttributeUpdateSettings: {
      AttributesRequireVerificationBeforeUpdate: []
    }
  })
  expect(Object.keys(body)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/Alias|Device|Update/)])
  )
})

test('another name is announced, and no more of a pool that is as it was', () => {
  expect(announcedOf({})).toEqual([])
  expect(announcedOf({}, { poolName: 'others' })).toEqual(['Name'])
})

test('what a section that is missing would say is announced of the pool', () => {
  expect(announcedOf({}, { missing: ['domains', 'mfaConfig'] })).toEqual([
    'MfaConfiguration',
    'Domain',
    'CustomDomain'
  ])
})

test('names of authentication levels are not sent with LITE', () => {
  const settings = {
    UserPoolTier: 'LITE',
    AcrConfiguration: { Level1: { AcrValue: 'urn:one' } }
  }
  expect(bodyOf(settings)).not.toHaveProperty('AcrConfiguration')
  expect(announcedOf(settings)).toEqual(['AcrConfiguration'])
})

test.each([{ UserPoolTier: 'LITE' }, { UserPoolTier: 'ESSENTIALS' }, {}])(
  'threat protection with the plan %j is given up by a person',
  plan => {
    const settings = {
      ...plan,
      UserPoolAddOns: { AdvancedSecurityMode: 'AUDIT' }
    }
    expect(bodyOf(settings)).not.toHaveProperty('UserPoolAddOns')
    expect(announcedOf(settings)).toEqual(['UserPoolAddOns'])
    expect(idsOf(poolOf(settings))).toContain('threat-protection/pool')
  }
)

const ELSEWHERE = {
  SmsConfiguration: {
    SnsCallerArn: 'arn:aws:iam::111122223333:role/sms',
    SnsRegion: 'eu-west-1'
  },
  EmailConfiguration: {
    SourceArn: 'arn:aws:ses:eu-west-1:111122223333:identity/a@example.com'
  },
  KeyConfiguration: { KmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/1' }
}

test('next to the old pool only the links to it need a person', () => {
  expect(idsOf(poolOf(ELSEWHERE))).toEqual(['links/pool'])
})

test('in another account role, identity and key need a person', () => {
  const { findings } = poolOf(ELSEWHERE, OTHER_ACCOUNT)
  expect(idsOf({ findings })).toEqual([
    'sms-role/pool',
    'email-identity/pool',
    'kms-key/pool',
    'links/pool',
    'other-account/pool'
  ])
  const refused = findings.filter(({ canAccept }) => !canAccept)
  expect(idsOf({ findings: refused })).toEqual(['email-identity/pool'])
})

test('in another Region the role stays, and the Region of messages is not sent', () => {
  const { findings, steps } = poolOf(ELSEWHERE, OTHER_REGION)
  expect(idsOf({ findings })).toEqual([
    'email-identity/pool',
    'kms-key/pool',
    'links/pool',
    'other-region/pool'
  ])
  expect(findings.every(({ canAccept }) => canAccept)).toBe(true)
  expect(steps[0]?.input['SmsConfiguration']).toEqual({
    SnsCallerArn: 'arn:aws:iam::111122223333:role/sms'
  })
})

test('what was replaced by what the target has needs no person', () => {
  const replaced = JSON.parse(
    JSON.stringify(ELSEWHERE).replaceAll('111122223333', '444455556666')
  ) as JsonObject
  expect(idsOf(poolOf(replaced, OTHER_ACCOUNT))).toEqual(['links/pool'])
})

test('a setting that no request takes needs a person and is announced', () => {
  const { findings, announced, verdict } = poolOf({ BrandNew: true })
  expect(idsOf({ findings })).toContain('unknown-setting/pool')
  expect(announced).toEqual([{ part: 'pool', setting: 'BrandNew' }])
  expect(verdict).toBe('needs-a-person')
})

test('tags come from the pool itself where their own section is missing', () => {
  const UserPoolTags = { team: 'a', 'aws:cloudformation:stack-name': 'b' }
  const { steps } = poolOf({ UserPoolTags }, HERE, { missing: ['tags'] })
  expect(steps[0]?.input['UserPoolTags']).toEqual({ team: 'a' })
})
