import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { Ending } from '../shared/ending.ts'
import type { Clock, Log, Progress, RandomBytes } from '../shared/world.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { ExpectedSnapshot } from '../storage/open-expected.ts'
import type { RestorePolicies } from './policies.ts'

/** What a restore is asked for. */
export interface RestoreRequest extends ExpectedSnapshot {
  /** Public keys for the report; if none, see reportEncryption. */
  ageRecipients: readonly string[]
  policies: RestorePolicies
}

/** What a restore works with. */
export interface RestoreTools {
  pool: PoolClient
  bucket: Bucket
  randomBytes: RandomBytes
  clock: Clock
  progress: Progress
  log: Log
  signal: AbortSignal
  ending: Ending
}
