import { read, readBoolean } from './kinds.ts'
import type { TrackingRequest } from '../report/issue/track-run.ts'
import type { Env } from '../shared/world.ts'

/**
 * Whether failures are to be told in an issue, and by whose token. Read apart
 * from all other inputs: a run that fails over one of those has to be told of too.
 *
 * @throws UserError `input`
 */
export function readTracking(env: Env): TrackingRequest | undefined {
  return readBoolean(env, 'tracking-issue')
    ? { token: read(env, 'github-token') }
    : undefined
}
