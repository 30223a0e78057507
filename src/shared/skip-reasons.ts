/** Why a default restore skips a user. */
export const SKIP_REASONS = [
  'no-username',
  'mfa-protected',
  'federated'
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]
