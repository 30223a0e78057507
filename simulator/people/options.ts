export type SignIn = 'username' | 'email' | 'phone' | 'alias'

/** What kind of people a pool is filled with. Shares are from 0 to 1. */
export interface PeopleOptions {
  seed: number
  signIn: SignIn
  mfa: 'OFF' | 'OPTIONAL' | 'ON'
  disabledShare: number
  federatedShare: number
  noUsernameShare: number
  /** Of those who have a password and are confirmed. */
  totpShare: number
  /** Nothing about them is hostile, and all have a verified address. */
  plain?: boolean
}
