import type { PoolClient } from '../cognito/calls/pool-client.ts'
import type { Ending } from '../shared/ending.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { Clock, Log, Progress, RandomBytes } from '../shared/world.ts'

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
