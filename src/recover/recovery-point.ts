import type { ListedRecovery } from '../cognito/recoveries.ts'
import { UserError } from '../shared/errors.ts'
import { isoTime } from '../shared/iso-time.ts'
import { isPreview } from '../shared/recovery-facts.ts'
import { sayStatus } from './statuses.ts'

/** "The recovery point must be at least 15 minutes in the past." */
export const LEAST_AGE_MS = 15 * 60_000

/**
 * Refuses a recovery point that Cognito never takes.
 *
 * @param recoverTo ms since 1970, as `now`
 * @throws UserError `input`
 */
export function refusePoint(recoverTo: number | undefined, now: number): void {
  if (recoverTo === undefined || recoverTo <= now - LEAST_AGE_MS) return
  throw new UserError(
    'input',
    recoverTo > now
      ? `The input recover-to is in the future; it is ${isoTime(now)} now. Check its offset.`
      : `The input recover-to is less than 15 minutes ago; it is ${isoTime(now)} now. Cognito takes no later point than 15 minutes ago.`
  )
}

/**
 * Whether a preview continues the pool's active recovery, of which there is one at
 * most, or initiates one.
 *
 * @param recoverTo ms since 1970; `undefined`: that of the active recovery
 * @throws UserError `input`, `recovery-refused`, `recovery-failed`
 */
export function decidePreview<R extends ListedRecovery>(
  active: R | undefined,
  recoverTo: number | undefined
): { goOnWith: R } | { initiate: Date } {
  if (active === undefined) {
    if (recoverTo !== undefined) return { initiate: new Date(recoverTo) }
    throw new UserError(
      'input',
      'The input recover-to is missing, and the pool has no active recovery to go on with. A valid example: 2026-11-29T08:30:00Z.'
    )
  }
  if (!isPreview(active)) {
    if (active.status !== 'RESTORING') throw stuck(active)
    throw new UserError(
      'recovery-refused',
      `${sayStatus(active)} Run recovery: apply with its id to wait for the end.`
    )
  }
  const point = active.recoverTo.getTime()
  if (recoverTo === undefined || secondOf(recoverTo) === secondOf(point)) {
    return { goOnWith: active }
  }
  throw new UserError(
    'recovery-refused',
    `The pool has an active recovery to ${isoTime(point)}, and recover-to is ${isoTime(recoverTo)}. Take that point, or cancel it: recovery: cancel with recovery-id: ${active.id}.`
  )
}

/** Cognito may keep a time without its milliseconds. */
const secondOf = (ms: number) => Math.floor(ms / 1000)

/** The failure of a recovery that only AWS can bring to an end. */
export function stuck(recovery: { id: string; status: string }): UserError {
  return new UserError('recovery-failed', sayStatus(recovery))
}
