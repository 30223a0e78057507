import { expect, test } from '@jest/globals'
import type { RecoveryOptionNameType } from '@aws-sdk/client-cognito-identity-provider'
import { readAccountRecovery } from '../../../src/cognito/account-recovery.ts'

const SmsConfiguration = { SnsCallerArn: 'arn:aws:iam::111122223333:role/sms' }

const recovery = (names?: RecoveryOptionNameType[], canText = true) =>
  readAccountRecovery({
    ...(names && {
      AccountRecoverySetting: {
        RecoveryMechanisms: names.map((Name, at) => ({
          Name,
          Priority: at + 1
        }))
      }
    }),
    ...(canText && { SmsConfiguration })
  })

test.each<[RecoveryOptionNameType[], string[]]>([
  [['verified_email'], ['email']],
  [['verified_phone_number'], ['phone_number']],
  [
    ['verified_phone_number', 'verified_email'],
    ['email', 'phone_number']
  ],
  [['admin_only'], []]
])('a pool that says %j sends codes to %j', (names, by) => {
  expect(recovery(names)).toEqual({ by, excludesMfa: true })
})

test('a pool that says nothing goes by the legacy rule: phone, then e-mail', () => {
  const legacy = { by: ['email', 'phone_number'], excludesMfa: false }
  expect(recovery()).toEqual(legacy)
  expect(recovery([])).toEqual(legacy)
})

test('a pool without an SMS configuration sends no code to a phone', () => {
  expect(recovery(['verified_phone_number'], false).by).toEqual([])
  expect(recovery(undefined, false).by).toEqual(['email'])
})
