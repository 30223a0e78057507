import { formatDuration } from './duration.ts'
import { UserError } from './errors.ts'
import type { Clock } from './world.ts'

/** How often the deadline is checked, in milliseconds. */
const CHECK_EVERY = 1000

/** What a run leaves when its time is up, and what to do. */
const WAY_OUT = {
  export:
    "It leaves a snapshot without a manifest, which doesn't count. Raise max-duration (and the timeout of the job), or quota-share to go faster, and run it again.",
  restore: 'Run it again with the same inputs: it continues where it stopped.',
  verify:
    'The snapshot was not verified. Raise max-duration (and the timeout of the job), or set verify-level to headers, and run it again.',
  compare:
    'The comparison did not come to its end, and may miss changes. Raise max-duration (and the timeout of the job), or compare less by compare-parts, and run it again.',
  recover: 'A recovery that is under way is left as it is.',
  'create-pool':
    'Run it again with the same inputs: it continues where it stopped.'
}

/** A run's signal, which is also aborted when the time is up. */
export interface Deadline {
  /** Aborted with the outer signal, or when the time is up. */
  signal: AbortSignal
  /** Stops the timer. Call it, or the process waits for the deadline. */
  end(): void
}

/**
 * Gives a run `maxDurationMs` milliseconds from now, so that it stops by itself
 * before the runner kills its job. When the time is up, the signal's reason is a
 * UserError `out-of-time`. A cancellation keeps its own reason.
 */
export function withDeadline(
  signal: AbortSignal,
  clock: Clock,
  maxDurationMs: number,
  mode: keyof typeof WAY_OUT
): Deadline {
  const endsAt = clock.now() + maxDurationMs
  // AbortSignal.any would take the reason of the signal that it looks at first,
  // not of the signal that was aborted first.
  const stop = new AbortController()
  const follow = () => stop.abort(signal.reason)
  if (signal.aborted) follow()
  signal.addEventListener('abort', follow, { once: true })

  // One timer of the whole length might fire a moment too early, and would next
  // fire only after the same length again.
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
