import { expect, test } from '@jest/globals'
import type { AccountRecovery } from '../../../../src/cognito/account-recovery.ts'
import type { UserPlan } from '../../../../src/restore/plan/users/user-plan.ts'
import {
  countWaysIn,
  type WaysIn
} from '../../../../src/restore/plan/ways-in.ts'
import { NO_WAYS_IN } from '../../../fixtures/preflight-facts.ts'
import {
  creation,
  identitiesText,
  kept,
  update
} from '../../../fixtures/restore-plans.ts'
import { userRecord } from '../../../fixtures/snapshot-records.ts'

type Attributes = Readonly<Record<string, string>>

const EMAIL = { email: 'ada@example.com', email_verified: 'true' }
const PHONE = { phone_number: '+15550100', phone_number_verified: 'True' }
const BOTH = ['email', 'phone_number'] as const

const recoveryBy = (
  by: AccountRecovery['by'],
  excludesMfa = true
): AccountRecovery => ({ by, excludesMfa })

function waysOf(
  recovery: AccountRecovery,
  attributes: Attributes,
  plan: UserPlan = creation()
): WaysIn {
  const counting = countWaysIn(recovery)
  counting.see({ record: userRecord({ attributes }), plan })
  return counting.ways
}

const BY_CODE = { ...NO_WAYS_IN, byCode: 1 }
const BY_ADMINISTRATOR = { ...NO_WAYS_IN, byAdministrator: 1 }

test.each<[AccountRecovery['by'], Attributes, WaysIn]>([
  [BOTH, EMAIL, BY_CODE],
  [BOTH, PHONE, BY_CODE],
  [BOTH, { ...EMAIL, email_verified: 'false' }, BY_ADMINISTRATOR],
  [BOTH, { email_verified: 'true' }, BY_ADMINISTRATOR],
  [BOTH, {}, BY_ADMINISTRATOR],
  [['email'], EMAIL, BY_CODE],
  [['email'], PHONE, BY_ADMINISTRATOR],
  [['phone_number'], EMAIL, BY_ADMINISTRATOR],
  [['phone_number'], { ...EMAIL, ...PHONE }, BY_CODE],
  [[], { ...EMAIL, ...PHONE }, BY_ADMINISTRATOR]
])(
  'in a pool that sends codes to %j, a user with %j gets in so',
  (by, attributes, ways) => {
    expect(waysOf(recoveryBy(by), attributes)).toEqual(ways)
  }
)

test('who is linked to an identity provider signs in there', () => {
  const identities = identitiesText(['Okta', '1'], ['Corp', '2'])
  const linked = (identitiesLeft: number) =>
    waysOf(recoveryBy(BOTH), { identities }, creation({ identitiesLeft }))
  const atProvider = { ...NO_WAYS_IN, atProvider: 1 }
  expect([linked(0), linked(1)]).toEqual([atProvider, atProvider])
  expect(linked(2)).toEqual(BY_ADMINISTRATOR)
})

test('an address for MFA codes receives no other, unless the rule is the legacy one', () => {
  const mfa = { enable: ['SMS_MFA'], preferred: null, lost: [] } as const
  const plan = creation({ mfa })
  const alone = { ...BY_ADMINISTRATOR, forMfaAlone: 1 }
  expect(waysOf(recoveryBy(BOTH), PHONE, plan)).toEqual(alone)
  expect(waysOf(recoveryBy(BOTH), { ...PHONE, ...EMAIL }, plan)).toEqual(
    BY_CODE
  )
  expect(waysOf(recoveryBy(BOTH, false), PHONE, plan)).toEqual(BY_CODE)
  const byEmail = creation({ mfa: { ...mfa, enable: ['EMAIL_OTP'] } })
  expect(waysOf(recoveryBy(BOTH), EMAIL, byEmail)).toEqual(alone)
})

test.each<[UserPlan]>([
  [kept()],
  [update()],
  [{ action: 'skip', reasons: ['federated'] }],
  [{ action: 'fail', code: 'address-taken' }]
])('nobody is counted who is not created: %j', plan => {
  expect(waysOf(recoveryBy([]), {}, plan)).toEqual(NO_WAYS_IN)
})
