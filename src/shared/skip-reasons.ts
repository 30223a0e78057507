/** Why a default restore skips a user. */
export const SKIP_REASONS = [
  'no-username',
  'mfa-protected',
  'federated'
] as const
export type SkipReason = (typeof SKIP_REASONS)[number]

/** Users by skip reason; a user with two reasons counts under both. */
export type SkipCounts = Record<SkipReason, number>

/** Zero users under each reason. */
export function noSkips(): SkipCounts {
  return { 'no-username': 0, 'mfa-protected': 0, federated: 0 }
}
