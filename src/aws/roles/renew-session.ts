import type { Clock } from '../../shared/world.ts'
import type { RoleSession } from './assume-role.ts'

/** A session and until when it is used, in ms by the run's own clock. */
export interface KeptSession {
  session: RoleSession
  /** From here on a new one is asked for. */
  renewAt: number
  /** From here on it is used no more. */
  useUntil: number
  endsAt: number
}

/** How long before its end a session is renewed at the latest, in ms. */
const MARGIN_MS = 300_000

/**
 * When to renew a session: five minutes before its end, as the SDK has it, or
 * half-way through one that is shorter than ten. The second half of that margin
 * is for calls on their way, so nobody begins one with a session that old.
 *
 * A runner's clock may be wrong. So a session counts from when it was asked for,
 * and only one that AWS made shorter than asked for goes by the time of its end.
 *
 * @param askedAt by the run's own clock
 * @param durationMs that was asked for
 */
export function keep(
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

/** After a renewal that failed, while the session is good: in ms. */
const PATIENCE_MS = 15_000

/**
 * Keeps a session for all who ask, and renews it in time. While the old one is
 * good nobody waits for the new one, and nobody minds if it doesn't come yet.
 *
 * @param begin begins a session; it is never called twice at once
 * @returns what gives the session; it throws what `begin` throws, once there is
 *   none that is good
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
