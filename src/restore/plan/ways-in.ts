import type { AccountRecovery } from '../../cognito/account-recovery.ts'
import { identitiesOf } from '../../cognito/identities.ts'
import type { WaysInFacts } from '../../shared/outcome.ts'
import { isVerified } from '../target/attributes.ts'
import type { PlannedUser, UserCreation } from './users/user-plan.ts'

export interface WaysIn extends WaysInFacts {
  /** Of byAdministrator, users whose only address receives MFA codes. */
  forMfaAlone: number
}

/**
 * Counts how users get in after the restore, while users are planned.
 *
 * @param recovery of the target pool
 */
export function countWaysIn(recovery: AccountRecovery): {
  see(user: PlannedUser): void
  ways: WaysIn
} {
  const ways: WaysIn = {
    byCode: 0,
    byAdministrator: 0,
    forMfaAlone: 0,
    atProvider: 0
  }
  return {
    ways,
    see({ record: { attributes }, plan }) {
      if (plan.action !== 'create') return
      const identities = identitiesOf(attributes).length
      if (identities > plan.identitiesLeft) {
        ways.atProvider += 1
        return
      }
      const addresses = recovery.by.filter(
        name => attributes[name] && isVerified(attributes, name)
      )
      if (addresses.some(name => !isForMfa(name, plan, recovery))) {
        ways.byCode += 1
        return
      }
      ways.byAdministrator += 1
      if (addresses.length > 0) ways.forMfaAlone += 1
    }
  }
}

const FACTORS = { email: 'EMAIL_OTP', phone_number: 'SMS_MFA' } as const

function isForMfa(
  name: keyof typeof FACTORS,
  { mfa }: UserCreation,
  { excludesMfa }: AccountRecovery
): boolean {
  return excludesMfa && mfa.enable.includes(FACTORS[name])
}
