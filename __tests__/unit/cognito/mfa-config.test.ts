import { expect, test } from '@jest/globals'
import { readMfaConfig } from '../../../src/cognito/mfa-config.ts'
import { fakePool, POOL_ID, refuses } from '../../fixtures/fake-pool.ts'

const { signal } = new AbortController()

test.each([
  [{}, { sms: false, email: false, totp: false }],
  [
    { SmsMfaConfiguration: { SmsConfiguration: {} } },
    { sms: true, email: false, totp: false }
  ],
  [
    { EmailMfaConfiguration: { Message: '{####}' } },
    { sms: false, email: true, totp: false }
  ],
  [
    { SoftwareTokenMfaConfiguration: { Enabled: true } },
    { sms: false, email: false, totp: true }
  ],
  [
    { SoftwareTokenMfaConfiguration: { Enabled: false } },
    { sms: false, email: false, totp: false }
  ]
])('a pool with %j has the factors %j', async (answer, factors) => {
  const pool = fakePool({
    GetUserPoolMfaConfig: () => ({ $metadata: {}, ...answer })
  })
  expect(await readMfaConfig(pool, signal)).toEqual(factors)
  expect(pool.calls).toMatchObject([
    { input: { UserPoolId: POOL_ID }, hasSignal: true }
  ])
})

test('a pool that may not be asked is an error and not one without factors', async () => {
  const pool = fakePool({
    GetUserPoolMfaConfig: refuses('AccessDeniedException')
  })
  await expect(readMfaConfig(pool, signal)).rejects.toMatchObject({
    awsCode: 'AccessDeniedException'
  })
})
