import { expect, test } from '@jest/globals'
import { checkInput } from '../../../../simulator/service-model/check.ts'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import type { JsonObject } from '../../../../src/compare/definition/json.ts'
import { madeMfa } from '../../../../src/create-pool/parts/mfa.ts'
import { shapeOf, valueOf } from '../../../fixtures/model-values.ts'
import { HERE, idsOf, OTHER_REGION, partOf } from './making.ts'

const mfaOf = (settings: JsonObject, making = HERE) =>
  madeMfa(partOf('mfa', settings), making)

test('each member of the answer is sent', () => {
  const settings = valueOf('GetUserPoolMfaConfigResponse', 0) as JsonObject
  const input = mfaOf({ ...settings, MfaConfiguration: 'ON' }).steps[0]?.input
  const { members = {} } = shapeOf('GetUserPoolMfaConfigResponse')
  expect(Object.keys(input ?? {}).sort()).toEqual(Object.keys(members).sort())
})

test('MFA is set with all its factors at once', () => {
  const settings = {
    MfaConfiguration: 'OPTIONAL',
    SoftwareTokenMfaConfiguration: { Enabled: true },
    EmailMfaConfiguration: {},
    WebAuthnConfiguration: {}
  }
  const { steps, verdict } = mfaOf(settings)
  const { WebAuthnConfiguration: _, ...input } = settings
  expect(steps).toEqual([
    { part: 'mfa', operation: 'SetUserPoolMfaConfig', input }
  ])
  expect(verdict).toBe('same')
  const sent = { UserPoolId: 'eu-west-1_Ab12Cd34E', ...input }
  expect(
    checkInput(modelOf('cognito-idp'), 'SetUserPoolMfaConfig', sent)
  ).toEqual([])
})

test.each([[{}], [{ MfaConfiguration: 'OFF' }]])(
  'where MFA is off and there are no passkeys, nothing is sent: %j',
  settings => {
    expect(mfaOf(settings)).toMatchObject({ steps: [], verdict: 'same' })
  }
)

test('passkeys are set where MFA is off, and factors are not', () => {
  const { steps, announced } = mfaOf(
    {
      MfaConfiguration: 'OFF',
      SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn' } },
      SoftwareTokenMfaConfiguration: { Enabled: false },
      WebAuthnConfiguration: { UserVerification: 'required' }
    },
    HERE
  )
  expect(steps[0]?.input).toEqual({
    MfaConfiguration: 'OFF',
    WebAuthnConfiguration: { UserVerification: 'required' }
  })
  expect(announced).toEqual([])
})

test('factors that are on while MFA is off are announced as lost', () => {
  expect(
    mfaOf({
      SoftwareTokenMfaConfiguration: { Enabled: true },
      EmailMfaConfiguration: {}
    }).announced.map(({ setting }) => setting)
  ).toEqual(['SoftwareTokenMfaConfiguration', 'EmailMfaConfiguration'])
})

test('whether messages were a factor next to others is for a person to say', () => {
  const sms = {
    SmsMfaConfiguration: { SmsConfiguration: { SnsCallerArn: 'arn' } }
  }
  const app = { SoftwareTokenMfaConfiguration: { Enabled: true } }
  const ids = (settings: JsonObject) =>
    idsOf(mfaOf({ MfaConfiguration: 'ON', ...settings }))
  expect(ids({ ...sms, ...app })).toEqual(['sms-factor/mfa'])
  expect(ids(sms)).toEqual([])
  expect(ids(app)).toEqual([])
})

test('the Region of messages is that of the new pool', () => {
  const { steps } = mfaOf(
    {
      MfaConfiguration: 'ON',
      SmsMfaConfiguration: {
        SmsAuthenticationMessage: '{####}',
        SmsConfiguration: {
          SnsRegion: 'eu-west-1',
          EumsSms: { CallerArn: 'arn', Region: 'eu-west-1' }
        }
      }
    },
    OTHER_REGION
  )
  expect(steps[0]?.input['SmsMfaConfiguration']).toEqual({
    SmsAuthenticationMessage: '{####}',
    SmsConfiguration: { EumsSms: { CallerArn: 'arn' } }
  })
})

test('passkeys need a person where the new pool may get another domain', () => {
  const relyingParty = 'new.auth.eu-west-1.amazoncognito.com'
  const settings = { WebAuthnConfiguration: { RelyingPartyId: relyingParty } }
  const ids = (domain: typeof HERE.domain) =>
    idsOf(mfaOf(settings, { ...HERE, domain }))
  expect(ids('none')).toEqual(['relying-party/mfa'])
  expect(ids({ prefix: 'other' })).toEqual(['relying-party/mfa'])
  expect(ids({ prefix: 'new' })).toEqual([])
  expect(ids('keep')).toEqual([])
})

test('an unknown factor needs a person', () => {
  expect(idsOf(mfaOf({ BrandNewMfa: { Enabled: true } }))).toEqual([
    'unknown-setting/mfa'
  ])
})
