import type { Cognito } from '../../cognito/calls/pool-client.ts'
import type { Clock, Log, Progress, RandomBytes } from '../../shared/world.ts'

/** What makes a pool. */
export interface ApplyTools {
  cognito: Cognito
  clock: Clock
  randomBytes: RandomBytes
  progress: Progress
  log: Log
  signal: AbortSignal
}
