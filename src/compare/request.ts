import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { Clock, Log, Progress } from '../shared/world.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { SnapshotChoice } from '../storage/open-chosen.ts'
import type { ExpectedSnapshot } from '../storage/open-expected.ts'
import type { AlarmLimits } from './alarms.ts'
import type { Shown } from './definition/shown-value.ts'

export interface CompareRequest extends ExpectedSnapshot {
  /** Another snapshot, the one before; none: the pool. */
  compareWith: SnapshotChoice | 'previous' | undefined
  parts: 'all' | 'definition' | 'users'
  level: 'contents' | 'counts'
  limits: AlarmLimits
  definitionChanges: 'report' | 'fail'
  /** The attribute in which restores keep the old `sub`, if they do. */
  subAttribute: string | undefined
  /** How values of the definition are shown. */
  show: Shown
  /** Accounts whose pools may be read; none: any. */
  allowedAccountIds: readonly string[]
}

export interface CompareTools {
  /** The pool to compare with, if the request names no snapshot. */
  pool: PoolClient | undefined
  bucket: Bucket
  clock: Clock
  progress: Progress
  log: Log
  signal: AbortSignal
}
