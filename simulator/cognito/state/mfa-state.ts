export type MfaMethod = 'SMS_MFA' | 'EMAIL_OTP' | 'SOFTWARE_TOKEN_MFA'

/** The second factors of one user. */
export interface MfaState {
  /** Factors that are turned on for sign-in. */
  sms: boolean
  email: boolean
  softwareToken: boolean
  /**
   * An authenticator app is registered. Only the user can register one, and in
   * a pool where MFA is optional Cognito asks for it even when no preference
   * turned it on: the user's list of MFA methods is then empty all the same.
   */
  softwareTokenRegistered: boolean
  /** A passkey is registered; only the user can do that too. */
  passkey: boolean
  preferred: MfaMethod | undefined
}

export const noMfa = (): MfaState => ({
  sms: false,
  email: false,
  softwareToken: false,
  softwareTokenRegistered: false,
  passkey: false,
  preferred: undefined
})
