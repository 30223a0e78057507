/** Why a default restore passes a user over. */
export const SKIP_REASONS = [
  'no-username',
  'mfa-protected',
  'federated'
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]
