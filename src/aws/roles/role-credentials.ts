import { cancelled, reasonToStop } from '../../shared/errors.ts'
import { untilAborted } from '../../shared/until-aborted.ts'
import type { Clock, GetIdToken, Log } from '../../shared/world.ts'
import { createAssumeRole } from './assume-role.ts'
import { beginSession } from './begin-session.ts'
import type { AwsContext } from '../client-config.ts'
import { unsentCall } from '../errors.ts'
import { renewing, withTimes } from './renew-session.ts'
import type { AssumedRole, RoleRequest } from './role.ts'

export interface RoleTools {
  getIdToken: GetIdToken
  clock: Clock
  signal: AbortSignal
  log: Log
}

/**
 * A role and its credentials for the whole run, for all clients that act as that
 * role. Makes no call yet.
 *
 * @param context that of the STS
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
    return withTimes(session, askedAt, durationMs)
  }
  const current = renewing(begin, clock)
  const credentials = async () => {
    // Calls after the stop, which leave things in order, wait too.
    const until = signal.aborted ? context.ending?.lastRecord : signal
    const { session, endsAt } = await untilAborted(current(), until, () =>
      unsentCall(reasonToStop(signal) ?? cancelled())
    )
    const { accessKeyId, secretAccessKey, sessionToken } = session
    const expiration = new Date(endsAt)
    return { accessKeyId, secretAccessKey, sessionToken, expiration }
  }
  // Otherwise the SDK would cache them, too, by the runner's clock.
  return {
    request: role,
    credentials: Object.assign(credentials, { memoized: true as const })
  }
}
