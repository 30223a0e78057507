import { mfaSettings, noMfa } from './user-mfa.ts'
import type { Operation } from './operation.ts'
import { changeUser, poolOf, userOf } from './operation.ts'
import { checkPassword, setPassword } from './password-policy.ts'
import type { Pool } from './pool.ts'
import { passwordShape } from './shapes.ts'
import type { User } from './user.ts'
import { attributeList, smsOption, userDates } from './user.ts'

/**
 * Source: API reference, AdminGetUser: "This operation contributes to your
 * monthly active user (MAU) count for the purpose of billing."
 */
export const adminGetUser: Operation = (request, state) => {
  const user = userOf(request, poolOf(request, state))
  state.ledger.billed(user.sub)
  return {
    Username: user.username,
    UserAttributes: attributeList(user),
    ...userDates(user),
    Enabled: user.enabled,
    UserStatus: user.status,
    ...(user.mfa?.sms && { MFAOptions: smsOption }),
    ...mfaSettings(user)
  }
}

/**
 * The API reference doesn't call this one billed, as it does AdminGetUser;
 * whether it is has not been seen.
 *
 * Source: API reference, AdminGetUserAuthFactors.
 */
export const adminGetUserAuthFactors: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  return {
    Username: user.username,
    ...mfaSettings(user),
    ConfiguredUserAuthFactors: authFactors(pool, user)
  }
}

function authFactors(pool: Pool, user: User): string[] {
  const { firstFactors } = pool.settings
  const mfa = user.mfa ?? noMfa()
  const factors: string[] = []
  if (user.status !== 'EXTERNAL_PROVIDER') factors.push('PASSWORD')
  if (firstFactors.includes('EMAIL_OTP') && user.attributes.has('email'))
    factors.push('EMAIL_OTP')
  if (firstFactors.includes('SMS_OTP') && user.attributes.has('phone_number'))
    factors.push('SMS_OTP')
  if (mfa.passkey) factors.push('WEB_AUTHN')
  if (mfa.softwareTokenRegistered) factors.push('SOFTWARE_TOKEN')
  return factors
}

/** Source: API reference, AdminSetUserPassword. No message, no trigger. */
export const adminSetUserPassword: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const password = request.string('Password', passwordShape)
  const permanent = request.boolean('Permanent')
  const { passwordPolicy } = pool.settings
  checkPassword(passwordPolicy, password)
  changeUser(state, pool, user, changed => {
    setPassword(passwordPolicy, changed, password)
    changed.status = permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD'
  })
  state.ledger.billed(user.sub)
  return {}
}

/** Source: API reference, AdminDisableUser. */
export const adminDisableUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  changeUser(state, pool, userOf(request, pool), user => {
    user.enabled = false
  })
  return {}
}

/** Source: API reference, AdminEnableUser. */
export const adminEnableUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  changeUser(state, pool, userOf(request, pool), user => {
    user.enabled = true
  })
  return {}
}
