export type SignIn = 'username' | 'email' | 'phone' | 'alias'

/** The kind of people in a pool. Shares are from 0 to 1. */
export interface PeopleOptions {
  seed: number
  signIn: SignIn
  mfa: 'OFF' | 'OPTIONAL' | 'ON'
  disabledShare: number
  federatedShare: number
  noUsernameShare: number
  /** The share of the confirmed users with a password. */
  totpShare: number
  /** Without hostile values; everyone has a verified address. */
  plain?: boolean
}
