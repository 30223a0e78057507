import type { PoolClient } from '../cognito/pool-client.ts'
import type { Ending } from '../ending.ts'
import type { Bucket } from '../storage/bucket.ts'
import type { Clock, Log, Progress, RandomBytes } from '../world.ts'

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
