import type { Clock } from '../../world.ts'

/** A cancelled job is killed after 7.5 s, a timer of its own must not hold it up. */
const SLICE_MS = 500

/** Waits `ms` milliseconds, or until the signal is aborted, if that is earlier. */
export async function pause(
  clock: Clock,
  ms: number,
  signal: AbortSignal
): Promise<void> {
  const endsAt = clock.now() + ms
  while (!signal.aborted) {
    const left = endsAt - clock.now()
    if (left <= 0) return
    await clock.sleep(Math.min(left, SLICE_MS))
  }
}
