/** What mode recover does about Cognito's own point-in-time recovery. */
export const RECOVER_ACTIONS = ['check', 'preview', 'apply', 'cancel'] as const
export type RecoverAction = (typeof RECOVER_ACTIONS)[number]

/** Whether it acts on a preview that was made before, and that may block writes. */
export function needsPreview(action: RecoverAction | undefined): boolean {
  return action === 'apply' || action === 'cancel'
}

/** The kinds of things that a recovery brings back, in the order of its preview. */
export const RECOVERED = [
  'users',
  'groups',
  'mfa-settings',
  'passkeys'
] as const
export type Recovered = (typeof RECOVERED)[number]

/** What a recovery does to the things of one kind. */
export interface RecoveryCounts {
  created: number | undefined
  updated: number | undefined
  deleted: number | undefined
}

/** A recovery of the pool to a point in time. Times are ms since 1970. */
export interface RecoveryFacts {
  id: string
  /** Cognito's word for how far it is. */
  status: string
  /** The recovery point. */
  recoverTo: number
  /** When it was initiated; `undefined` if Cognito doesn't say. */
  triggeredAt: number | undefined
}

/** Whether its preview blocks writes, and can be cancelled. */
export function isPreview({ status }: { status: string }): boolean {
  return status === 'PREVIEW_GENERATING' || status === 'PREVIEW_GENERATED'
}

const DISCARDED: readonly string[] = [
  'PREVIEW_CANCELLED',
  'PREVIEW_GENERATION_FAILED',
  'PREVIEW_EXPIRED'
]

/** Whether its preview came to nothing: writes go on, and it can't be applied. */
export function isDiscarded({ status }: { status: string }): boolean {
  return DISCARDED.includes(status)
}

const STUCK: readonly string[] = [
  'TEMPORARY_INTERNAL_ERROR_SEE_SUPPORT_CASE',
  'AWS_ABORTED'
]

/**
 * Whether only AWS Support can end it: until then, writes stay blocked. The service
 * model doesn't say by which status it is ended.
 */
export function isStuck({ status }: { status: string }): boolean {
  return STUCK.includes(status)
}

/** A condition of a recovery. */
export interface ConditionFacts {
  /** A sentence that says what is known of it. */
  text: string
  /** `undefined`: not known. */
  holds: boolean | undefined
}

/** What a recovery took of what its snapshot holds, by number. */
export interface RecoveryLosses {
  usersMissing: number
  usersReverted: number
  groupsMissing: number
  /** Of users who are still there. */
  membershipsGone: number
}
