import type { MfaFactor } from '../../../cognito/writes.ts'
import type { UserRecord } from '../../../snapshot/records.ts'
import type { RestorePolicies } from '../../policies.ts'
import type { TargetFacts } from './target-facts.ts'
import type { MfaPlan } from './user-plan.ts'

const FACTORS: readonly (readonly [
  MfaFactor,
  config: 'sms' | 'email',
  attribute: string
])[] = [
  ['SMS_MFA', 'sms', 'phone_number'],
  ['EMAIL_OTP', 'email', 'email']
]

/**
 * Plans which MFA factors to turn on again. SMS and e-mail can be, if the user
 * has the address and the pool has the factor. In a pool that requires MFA only
 * one factor is set: "When you set MFA to required in a user pool, users can't
 * enable or disable any MFA methods. You can only set a preferred method"
 * (developer guide, MFA).
 */
export function planMfa(
  record: UserRecord,
  { description, mfa }: TargetFacts,
  policies: RestorePolicies
): MfaPlan {
  if (policies.mfaUsers !== 'restore' || record.mfa === 'unknown') {
    return { enable: [], preferred: null, lost: [] }
  }
  const { methods } = record.mfa
  // It isn't documented whether a user who must change the password can have
  // MFA.
  if (policies.restoredUserStatus !== 'confirmed') {
    return { enable: [], preferred: null, lost: methods }
  }
  const possible = FACTORS.flatMap(([factor, config, attribute]) =>
    description.mfa !== 'OFF' &&
    methods.includes(factor) &&
    mfa[config] &&
    record.attributes[attribute]
      ? [factor]
      : []
  )
  const known = record.mfa.preferred
  const isRequired = description.mfa === 'ON'
  const preferred =
    possible.find(factor => factor === known) ??
    (isRequired ? possible[0] : undefined) ??
    null
  const enable = isRequired
    ? possible.filter(factor => factor === preferred)
    : possible
  return {
    enable,
    preferred,
    lost: methods.filter(method => !possible.some(one => one === method))
  }
}
