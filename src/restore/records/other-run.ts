import type { Clock } from '../../shared/world.ts'
import type { RestoreRecords } from './restore-records.ts'

/**
 * How often a run looks for one that has taken its restore over, in
 * milliseconds. For six hours that is two thousand requests, or a tenth of a
 * cent.
 */
export const LOOK_EVERY_MS = 10_000

/**
 * Aborts `stop` with `other-run` once a later run has gone on with this restore.
 *
 * @returns ends the looking; it must be called, or the process goes on
 */
export function stopWhenTakenOver(
  records: Pick<RestoreRecords, 'takenOver'>,
  clock: Pick<Clock, 'every'>,
  stop: AbortController
): () => void {
  let isLooking = false
  return clock.every(LOOK_EVERY_MS, () => {
    // S3 may take longer to answer than it takes until the next look.
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
