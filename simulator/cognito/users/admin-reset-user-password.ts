import type { DeliveryMedium } from '../messages/messages.ts'
import type { Operation } from '../operation.ts'
import { poolOf, userOf } from '../operation.ts'
import { CognitoError, invalidParameter } from '../protocol/errors.ts'
import { isVerified } from '../state/attributes.ts'
import type { Pool } from '../state/pool.ts'
import type { User } from '../state/user.ts'
import { changeUser } from './change-user.ts'

/**
 * Always sends a code; no MAU ("Resetting user passwords as an administrator
 * doesn't contribute", developer guide, "Quotas in Amazon Cognito").
 *
 * Source: API reference, AdminResetUserPassword. The refused states and the
 * sentences are those in public reports of ForgotPassword.
 */
export const adminResetUserPassword: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const clientMetadata = request.optionalMap('ClientMetadata')
  checkState(user)
  const medium = recoveryMedium(pool, user)
  state.messages.sendResetCode(pool, user, medium, clientMetadata)
  changeUser(state, pool, user, changed => {
    changed.status = 'RESET_REQUIRED'
  })
  return {}
}

function checkState({ status, enabled }: User): void {
  if (!enabled) throw notAuthorized('User is disabled.')
  if (status !== 'CONFIRMED' && status !== 'RESET_REQUIRED')
    throw notAuthorized('User password cannot be reset in the current state.')
}

/**
 * The medium for the code: the first mechanism of the pool that the user can
 * use. Pools without a setting follow the legacy rule, where an address for MFA
 * codes counts too.
 * Source: API reference, CreateUserPool, AccountRecoverySetting.
 */
function recoveryMedium({ settings }: Pool, user: User): DeliveryMedium {
  const { RecoveryMechanisms: set = [] } = (settings.others[
    'AccountRecoverySetting'
  ] ?? { RecoveryMechanisms: todaysDefault }) as {
    RecoveryMechanisms?: typeof todaysDefault
  }
  const isLegacy = set.length === 0
  const mechanisms = isLegacy ? legacy : set
  if (mechanisms.some(({ Name }) => Name === 'admin_only'))
    throw notAuthorized('Contact administrator to reset password.')
  const byPriority = [...mechanisms].sort((a, b) => a.Priority - b.Priority)
  for (const { Name } of byPriority) {
    if (
      Name === 'verified_email' &&
      isVerified(user.attributes, 'email') &&
      (isLegacy || user.mfa?.email !== true)
    )
      return 'EMAIL'
    if (
      Name === 'verified_phone_number' &&
      settings.smsConfiguration !== undefined &&
      isVerified(user.attributes, 'phone_number') &&
      (isLegacy || user.mfa?.sms !== true)
    )
      return 'SMS'
  }
  throw invalidParameter(
    'Cannot reset password for the user as there is no registered/verified email or phone_number'
  )
}

/** The setting of a pool that is created without one. */
const todaysDefault = [
  { Priority: 1, Name: 'verified_email' },
  { Priority: 2, Name: 'verified_phone_number' }
]

/** The rule of older pools without a setting, and of those with `{}`. */
const legacy = [
  { Priority: 1, Name: 'verified_phone_number' },
  { Priority: 2, Name: 'verified_email' }
]

const notAuthorized = (message: string) =>
  new CognitoError('NotAuthorizedException', message)
