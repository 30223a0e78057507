import { cancelled, reasonToStop } from '../../shared/errors.ts'
import type { Clock, GetIdToken, Log } from '../../shared/world.ts'
import { createAssumeRole } from './assume-role.ts'
import { beginSession } from './begin-session.ts'
import type { AwsContext } from '../client-config.ts'
import { unsent } from '../errors.ts'
import { keep, renewing } from './renew-session.ts'
import type { AssumedRole, RoleRequest } from './role.ts'

export interface RoleTools {
  getIdToken: GetIdToken
  clock: Clock
  signal: AbortSignal
  log: Log
}

/**
 * A role and its credentials for as long as the run takes, for all clients
 * that act as that role. Makes no call yet.
 *
 * @param context of the STS to ask
 */
export function assumedRole(
  context: AwsContext,
  role: RoleRequest,
  tools: RoleTools
): AssumedRole {
  const { clock, signal, log } = tools
  const assumeRole = createAssumeRole(context, role)
  const durationMs = role.durationSeconds * 1000
  const begin = async () => {
    const askedAt = clock.now()
    const session = await beginSession(context, role, { ...tools, assumeRole })
    log.info(`Assumed the role ${role.arn} of the input ${role.input}.`)
    return keep(session, askedAt, durationMs)
  }
  const current = renewing(begin, clock)
  const credentials = async () => {
    // What is called after the stop, to leave things in order, waits too.
    const until = signal.aborted ? context.ending?.lastRecord : signal
    const { session, endsAt } = await orStopped(current(), until, signal)
    const { accessKeyId, secretAccessKey, sessionToken } = session
    const expiration = new Date(endsAt)
    return { accessKeyId, secretAccessKey, sessionToken, expiration }
  }
  // The SDK would keep them a second time, by the runner's clock.
  return {
    request: role,
    credentials: Object.assign(credentials, { memoized: true as const })
  }
}

/** Ends the wait for a session with `until`. */
async function orStopped<T>(
  work: Promise<T>,
  until: AbortSignal | undefined,
  ofRun: AbortSignal
): Promise<T> {
  if (until === undefined) return work
  const stopped = Promise.withResolvers<never>()
  const stop = () => {
    stopped.reject(unsent(reasonToStop(ofRun) ?? cancelled()))
  }
  if (until.aborted) stop()
  until.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    until.removeEventListener('abort', stop)
  }
}
