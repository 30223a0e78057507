import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { modelOf } from '../../../../simulator/service-model/model.ts'
import { requestSource } from '../../../../tools/definition-model/table.ts'
import {
  takeMembers,
  unknownSettings
} from '../../../../src/create-pool/parts/request-members.ts'

test('the table of requests is what the script makes of the pinned model', () => {
  const file = new URL(
    '../../../../src/create-pool/parts/request-model.ts',
    import.meta.url
  )
  expect(readFileSync(file, 'utf8')).toBe(requestSource(modelOf('cognito-idp')))
})

test('what the request has is taken as it is', () => {
  const settings = {
    Policies: { PasswordPolicy: { MinimumLength: 12 } },
    AutoVerifiedAttributes: ['email', 'BRAND_NEW_WORD'],
    UserPoolTags: { team: 'a', toString: 'b' },
    AcrConfiguration: { high: { AcrValue: 'urn:high' } },
    LambdaConfig: {}
  }
  expect(takeMembers('CreateUserPoolRequest', settings)).toEqual({
    taken: settings,
    unknown: []
  })
})

test('what no request has is named with its path, and not taken', () => {
  const { taken, unknown } = takeMembers('CreateUserPoolRequest', {
    BrandNew: true,
    SmsConfiguration: { SnsCallerArn: 'arn', NewInner: 2 },
    AcrConfiguration: { high: { AcrValue: 'urn:high', Level: 3 } },
    AccountRecoverySetting: {
      RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1, By: 'MAIL' }]
    }
  })
  expect(taken).toEqual({
    SmsConfiguration: { SnsCallerArn: 'arn' },
    AcrConfiguration: { high: { AcrValue: 'urn:high' } },
    AccountRecoverySetting: {
      RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }]
    }
  })
  expect(unknown).toEqual([
    'BrandNew',
    'SmsConfiguration.NewInner',
    'AcrConfiguration.high.Level',
    'AccountRecoverySetting.RecoveryMechanisms.*.By'
  ])
})

test('a structure of which nothing is taken is not sent empty', () => {
  expect(
    takeMembers('CreateUserPoolRequest', { DeviceConfiguration: { New: true } })
  ).toEqual({ taken: {}, unknown: ['DeviceConfiguration.New'] })
})

test('a structure that was empty stays so', () => {
  expect(
    takeMembers('SetUserPoolMfaConfigRequest', { EmailMfaConfiguration: {} })
      .taken
  ).toEqual({ EmailMfaConfiguration: {} })
})

test('the id of the old pool is left out without a word', () => {
  expect(
    takeMembers('SetRiskConfigurationRequest', {
      UserPoolId: 'eu-west-1_Ab12Cd34E',
      ClientId: 'c1'
    })
  ).toEqual({ taken: { ClientId: 'c1' }, unknown: [] })
})

test('members that hold secrets are taken', () => {
  expect(
    takeMembers('CreateUserPoolClientRequest', { ClientSecret: 'value' }).taken
  ).toEqual({ ClientSecret: 'value' })
})

test('a shape that the model lacks is an error', () => {
  expect(() => takeMembers('Nonsense', {})).toThrow('No shape Nonsense.')
})

test('unknown settings need a person and are announced', () => {
  expect(unknownSettings('pool', ['A', 'B.*.C'])).toEqual({
    findings: [
      {
        id: 'unknown-setting/pool',
        sentence:
          "This version can't set A, B.*.C. Set it in the new pool by hand, or update this action.",
        canAccept: true
      }
    ],
    announced: [
      { part: 'pool', setting: 'A' },
      { part: 'pool', setting: 'B' }
    ]
  })
  expect(unknownSettings('pool', [])).toEqual({ findings: [], announced: [] })
})
