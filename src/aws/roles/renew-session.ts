import type { Clock } from '../../shared/world.ts'
import type { RoleSession } from './assume-role.ts'

/** A session and its times, in ms by the run's own clock. */
export interface KeptSession {
  session: RoleSession
  /** From then on a new session is asked for. */
  renewAt: number
  /** From then on this session is no longer used. */
  useUntil: number
  endsAt: number
}

/** How long before its end a session is renewed, in milliseconds. */
const MARGIN_MS = 300_000

/**
 * When to renew a session: five minutes before its end, like the SDK, or
 * half-way through a session of less than ten minutes. The second half of that
 * margin is for calls under way: no call starts with a session that old.
 *
 * A runner's clock may be wrong. So the session's time counts from the request.
 * Its end by AWS's clock counts only if AWS made the session shorter than
 * requested.
 *
 * @param askedAt when the session was requested, by the run's own clock
 * @param durationMs the requested duration
 */
export function withTimes(
  session: RoleSession,
  askedAt: number,
  durationMs: number
): KeptSession {
  const told = session.expiresAt - askedAt
  const lastsMs = told > 0 && told < durationMs ? told : durationMs
  const endsAt = askedAt + lastsMs
  const marginMs = Math.min(MARGIN_MS, lastsMs / 2)
  return {
    session,
    renewAt: endsAt - marginMs,
    useUntil: endsAt - marginMs / 2,
    endsAt
  }
}

/**
 * The wait after a failed renewal while the session is valid, in milliseconds.
 */
const PATIENCE_MS = 15_000

/**
 * Keeps a session and renews it in time. While the old session is valid,
 * callers get it without a wait, and failures to renew it don't matter.
 *
 * @param begin begins a session; never called twice at the same time
 * @returns gives the session; throws what `begin` throws if no session is valid
 */
export function renewing(
  begin: () => Promise<KeptSession>,
  clock: Clock
): () => Promise<KeptSession> {
  let kept: KeptSession | undefined
  let beginning: Promise<KeptSession> | undefined
  let failedAt = -Infinity

  const renew = () => {
    beginning ??= begin()
      .then(begun => (kept = begun))
      .catch((error: unknown) => {
        failedAt = clock.now()
        throw error
      })
      .finally(() => {
        beginning = undefined
      })
    return beginning
  }

  return async () => {
    const now = clock.now()
    if (kept === undefined || now >= kept.useUntil) return renew()
    if (now >= kept.renewAt && now >= failedAt + PATIENCE_MS) {
      renew().catch(() => undefined)
    }
    return kept
  }
}
