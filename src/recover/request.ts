import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { Ending } from '../shared/ending.ts'
import type { Clock, Log, Progress, RandomBytes } from '../shared/world.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { ExpectedSnapshot } from '../storage/open-expected.ts'

/** What mode recover is asked for. Times are in ms since 1970. */
export type RecoverRequest = ActionRequest & {
  allowedAccountIds: readonly string[]
}

export type ActionRequest =
  CheckRequest | PreviewRequest | ApplyRequest | CancelRequest

export interface CheckRequest {
  recovery: 'check'
  /** A point in time to check, if any. */
  recoverTo: number | undefined
}

export interface PreviewRequest {
  recovery: 'preview'
  /** `undefined`: that of the active recovery. */
  recoverTo: number | undefined
  /** In ms. */
  blockWritesForMs: number
}

export interface ApplyRequest extends ExpectedSnapshot {
  recovery: 'apply'
  recoveryId: string
  /** The most users, groups, MFA settings and passkeys that may be deleted. */
  maxDeleted: number
  /** The bucket of the snapshot. */
  bucket: string
  /** Public keys for the report; none: as the snapshot is encrypted. */
  ageRecipients: readonly string[]
}

export interface CancelRequest {
  recovery: 'cancel'
  /** `active`: whichever is active. */
  recoveryId: string
  /** Wait until the preview has blocked writes for so many ms; else, at once. */
  blockWritesForMs: number | undefined
}

/** What mode recover works with. */
export interface RecoverTools {
  pool: PoolClient
  clock: Clock
  progress: Progress
  log: Log
  signal: AbortSignal
  /** Connects to the bucket of the snapshot. Makes no call. */
  connectBucket(name: string): Bucket
  randomBytes: RandomBytes
  ending: Ending
}

/** What an applied recovery works with. */
export type ApplyTools = Omit<RecoverTools, 'connectBucket'> & {
  bucket: Bucket
}
