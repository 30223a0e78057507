/** What a run of each mode is, followed by the name of a user pool. */
export const MODE_PHRASES = {
  export: 'export of',
  restore: 'restore into',
  verify: 'verification of',
  compare: 'comparison of'
} as const
