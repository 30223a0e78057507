import type { RunSubject } from '../shared/outcome.ts'

const MODE_PHRASES = {
  export: 'export of',
  restore: 'restore into',
  verify: 'verification of',
  compare: 'comparison of',
  recover: 'recovery of',
  'create-pool': 'creation of a pool from'
} as const

const RECOVERIES = {
  check: 'check for a recovery of',
  preview: 'preview of a recovery of',
  apply: 'recovery of',
  cancel: 'cancellation of a recovery of'
} as const

/** What a run is, followed by the name of a user pool. */
export function phraseOf({
  mode,
  recovery
}: {
  mode: NonNullable<RunSubject['mode']>
  recovery?: RunSubject['recovery']
}): string {
  return recovery === undefined ? MODE_PHRASES[mode] : RECOVERIES[recovery]
}
