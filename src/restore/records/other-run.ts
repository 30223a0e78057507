import type { Clock } from '../../shared/world.ts'
import type { RestoreRecords } from './restore-records.ts'

/**
 * How often a run checks whether another run continues its restore, in
 * milliseconds. In six hours that makes two thousand requests, a tenth of a
 * cent.
 */
export const LOOK_EVERY_MS = 10_000

/**
 * Aborts `stop` with `other-run` once a later run continues this restore.
 *
 * @returns a function that ends the checks; without a call, the process stays
 *   up
 */
export function stopWhenTakenOver(
  records: Pick<RestoreRecords, 'takenOver'>,
  clock: Pick<Clock, 'every'>,
  stop: AbortController
): () => void {
  let isLooking = false
  return clock.every(LOOK_EVERY_MS, () => {
    // S3 may take longer to answer than the interval.
    if (isLooking) return
    isLooking = true
    void look().finally(() => {
      isLooking = false
    })
  })

  async function look(): Promise<void> {
    try {
      const other = await records.takenOver()
      if (other !== undefined) stop.abort(other)
    } catch (error) {
      stop.abort(error)
    }
  }
}
