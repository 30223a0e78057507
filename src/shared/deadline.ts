import { formatDuration } from './duration.ts'
import { UserError } from './errors.ts'
import type { Clock } from './world.ts'

/** How often the clock is looked at, in milliseconds. */
const CHECK_EVERY = 1000

/** What a run that is out of time leaves, and how it comes to its end. */
const WAY_OUT = {
  export:
    "It leaves a snapshot without a manifest, which doesn't count. Raise max-duration (and the timeout of the job), or quota-share to go faster, and run it again.",
  restore: 'Run it again with the same inputs: it continues where it stopped.',
  verify:
    'The snapshot was not verified. Raise max-duration (and the timeout of the job), or set verify-level to headers, and run it again.'
}

/** A signal that ends in time. */
export interface Deadline {
  /** Aborted with the outer signal, or when the time is up. */
  signal: AbortSignal
  /** Stops the clock. It must be called, or the process goes on until then. */
  end(): void
}

/**
 * Gives a run `maxDurationMs` from now, so that it stops by itself, in order,
 * before the runner kills its job. When the time is up, the reason of the signal
 * is a UserError `out-of-time`; a cancellation keeps its own.
 */
export function withDeadline(
  signal: AbortSignal,
  clock: Clock,
  maxDurationMs: number,
  mode: keyof typeof WAY_OUT
): Deadline {
  const endsAt = clock.now() + maxDurationMs
  // AbortSignal.any would take the reason of whichever signal it looks at first,
  // and not of the one that was aborted first.
  const stop = new AbortController()
  const follow = () => stop.abort(signal.reason)
  if (signal.aborted) follow()
  signal.addEventListener('abort', follow, { once: true })

  // One timer of the whole length may fire a moment before its time, and would
  // then be asked again only after the same length once more.
  const stopTicking = clock.every(Math.min(CHECK_EVERY, maxDurationMs), () => {
    if (clock.now() < endsAt) return
    end()
    stop.abort(outOfTime(maxDurationMs, mode))
  })
  const end = () => {
    stopTicking()
    signal.removeEventListener('abort', follow)
  }
  return { signal: stop.signal, end }
}

function outOfTime(maxDurationMs: number, mode: keyof typeof WAY_OUT) {
  return new UserError(
    'out-of-time',
    `The run stopped at its max-duration of ${formatDuration(maxDurationMs)}. ${WAY_OUT[mode]}`
  )
}
