import type { Operation } from '../operation.ts'
import { poolOf, userOf } from '../operation.ts'
import { CognitoError } from '../protocol/errors.ts'
import { passwordShape } from '../protocol/shapes.ts'
import { checkPassword, setPassword } from '../state/password-policy.ts'
import { attributeList, smsOption, userDates } from '../state/user.ts'
import { changeUser } from './change-user.ts'
import { authFactors, mfaSettings } from './user-mfa.ts'

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
 * Billed like AdminGetUser, to be on the safe side. The API reference says so
 * of that operation alone, the developer guide of every detailed query by an
 * administrator.
 *
 * Source: API reference, AdminGetUserAuthFactors.
 */
export const adminGetUserAuthFactors: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  state.ledger.billed(user.sub)
  return {
    Username: user.username,
    ...mfaSettings(user),
    ConfiguredUserAuthFactors: authFactors(pool, user)
  }
}

/**
 * Confirms a user who signed up. Inferred: the call is billed, as a part of the
 * sign-up; the sentence; the status changes before the function runs.
 *
 * Source: API reference, AdminConfirmSignUp.
 */
export const adminConfirmSignUp: Operation = (request, state) => {
  const pool = poolOf(request, state)
  const user = userOf(request, pool)
  const clientMetadata = request.optionalMap('ClientMetadata')
  if (user.status !== 'UNCONFIRMED')
    throw new CognitoError(
      'NotAuthorizedException',
      `User cannot be confirmed. Current status is ${user.status}`
    )
  changeUser(state, pool, user, changed => {
    changed.status = 'CONFIRMED'
  })
  state.ledger.billed(user.sub)
  state.triggers.run(pool, 'PostConfirmation', user, {
    cause: 'ConfirmSignUp',
    clientMetadata
  })
  return {}
}

/**
 * Inferred: it works on a disabled user too. No message, no trigger.
 * Source: API reference, AdminSetUserPassword.
 */
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

/** Source: API reference, AdminDeleteUser. */
export const adminDeleteUser: Operation = (request, state) => {
  const pool = poolOf(request, state)
  pool.removeUser(userOf(request, pool))
  return {}
}
