import {
  CognitoError,
  invalidParameter,
  invalidPassword
} from '../protocol/errors.ts'
import type { Members } from '../protocol/members.ts'
import type { User } from './user.ts'

/** The API's `PasswordPolicyType`. */
export interface PasswordPolicy {
  MinimumLength: number
  RequireUppercase: boolean
  RequireLowercase: boolean
  RequireNumbers: boolean
  RequireSymbols: boolean
  PasswordHistorySize?: number
  TemporaryPasswordValidityDays: number
}

/** The policy of a pool that is created without one. */
export const defaultPasswordPolicy: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7
}

/** Reads the policy of a CreateUserPool request. */
export function readPasswordPolicy(
  policy: Members | undefined
): PasswordPolicy {
  if (policy === undefined) return { ...defaultPasswordPolicy }
  const validity =
    policy.optionalInteger('TemporaryPasswordValidityDays', 0, 365) ?? 0
  const history = policy.optionalInteger('PasswordHistorySize', 0, 24)
  return {
    MinimumLength: policy.optionalInteger('MinimumLength', 6, 99) ?? 8,
    RequireUppercase: policy.boolean('RequireUppercase'),
    RequireLowercase: policy.boolean('RequireLowercase'),
    RequireNumbers: policy.boolean('RequireNumbers'),
    RequireSymbols: policy.boolean('RequireSymbols'),
    ...(history !== undefined && { PasswordHistorySize: history }),
    // Zero counts as not given: API reference, PasswordPolicyType.
    TemporaryPasswordValidityDays:
      validity > 0
        ? validity
        : defaultPasswordPolicy.TemporaryPasswordValidityDays
  }
}

/**
 * The symbols. A space counts too, but not as the first or the last character.
 * Source: developer guide, "Adding user pool password requirements".
 */
const symbol = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/

/** Throws InvalidPasswordException if the password breaks the policy. */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  if (Array.from(password).length < policy.MinimumLength)
    throw invalidPassword('Password not long enough')
  if (policy.RequireUppercase && !/[A-Z]/.test(password))
    throw invalidPassword('Password must have uppercase characters')
  if (policy.RequireLowercase && !/[a-z]/.test(password))
    throw invalidPassword('Password must have lowercase characters')
  if (policy.RequireNumbers && !/[0-9]/.test(password))
    throw invalidPassword('Password must have numeric characters')
  if (policy.RequireSymbols && !symbol.test(password))
    throw invalidPassword('Password must have symbol characters')
}

/**
 * Gives the user this password. Throws PasswordHistoryPolicyViolationException
 * if it is one of the last that the pool remembers.
 */
export function setPassword(
  policy: PasswordPolicy,
  user: User,
  password: string
): void {
  const remembered = policy.PasswordHistorySize ?? 0
  if (remembered > 0) {
    const history = user.passwordHistory ?? []
    if (history.includes(password))
      throw new CognitoError(
        'PasswordHistoryPolicyViolationException',
        'Password has previously been used.'
      )
    user.passwordHistory = [...history, password].slice(-remembered)
  }
  user.password = password
}

/** Refuses a history on a pool whose feature plan has none. */
export function checkHistoryTier(policy: PasswordPolicy, tier: string): void {
  if ((policy.PasswordHistorySize ?? 0) > 0 && tier === 'LITE')
    throw invalidParameter(
      'PasswordHistorySize is not available in the current feature plan.'
    )
}
