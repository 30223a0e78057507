import { peek } from './kinds.ts'
import type { Mode, RunSubject } from '../shared/outcome.ts'
import { USER_POOL_ID } from '../shared/aws-ids.ts'
import { parseAddress } from '../snapshot/address.ts'
import type { Env } from '../shared/world.ts'

const MODES: readonly Mode[] = ['export', 'restore', 'verify']

/**
 * What a run is about, for those who tell how it ended. Never throws: a run that
 * fails over a wrong input has to be told of too, by what is right.
 */
export function readRunSubject(env: Env): RunSubject {
  const given = peek(env, 'mode').trim()
  const mode = MODES.find(known => known === given)
  return {
    mode,
    userPoolId: mode === 'verify' ? verifiedPool(env) : poolIn(env),
    isDryRun: mode === 'restore' && /^true$/i.test(peek(env, 'dry-run').trim())
  }
}

/** The pool whose snapshot is verified, which needs no `user-pool-id`. */
function verifiedPool(env: Env): string | undefined {
  const snapshot = peek(env, 'snapshot').trim()
  if (!snapshot.startsWith('s3://')) {
    return poolIn(env, 'source-user-pool-id') ?? poolIn(env)
  }
  try {
    return parseAddress(snapshot).userPoolId
  } catch {
    return undefined
  }
}

function poolIn(env: Env, input = 'user-pool-id'): string | undefined {
  const value = peek(env, input).trim()
  return USER_POOL_ID.test(value) ? value : undefined
}
