export type MfaMethod = 'SMS_MFA' | 'EMAIL_OTP' | 'SOFTWARE_TOKEN_MFA'

/** The second factors of one user. */
export interface MfaState {
  /** Factors that are turned on for sign-in. */
  sms: boolean
  email: boolean
  softwareToken: boolean
  /**
   * An authenticator app is registered. Only the user can register one. In a
   * pool with optional MFA, Cognito asks for it even without a preference: the
   * user's list of MFA methods is then still empty.
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
