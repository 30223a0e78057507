import { formatDuration } from '../shared/duration.ts'
import { UserError } from '../shared/errors.ts'
import type { Manifest } from './manifest.ts'

/** How far apart the clocks of two runners may be. */
const CLOCK_SKEW_MS = 15 * 60 * 1000

/**
 * The age of a snapshot, from the start of its export: its first users are that
 * old.
 *
 * @param now ms since 1970
 * @returns ms, not below 0
 */
export function ageOf(manifest: Manifest, now: number): number {
  return Math.max(0, now - Date.parse(manifest.startedAt))
}

/**
 * What is wrong with the age of a snapshot; `undefined` if nothing is. A snapshot
 * from the future is refused, because it would stay the latest for a long time.
 *
 * @param now ms since 1970
 * @param maxAgeMs from the input max-age; without it, any age is fine
 */
export function ageRefusal(
  manifest: Manifest,
  now: number,
  maxAgeMs: number | undefined
): UserError | undefined {
  if (maxAgeMs === undefined) return undefined
  const { snapshotId, startedAt } = manifest
  const takenAt = `${startedAt.slice(0, 16).replace('T', ' ')} UTC`
  if (Date.parse(startedAt) > now + CLOCK_SKEW_MS) {
    return new UserError(
      'snapshot-from-future',
      `The snapshot ${snapshotId} says that it was taken at ${takenAt}, which is yet to come. Check the clocks of the runners, and who wrote it; choose another snapshot by the input snapshot.`
    )
  }
  const age = ageOf(manifest, now)
  if (age <= maxAgeMs) return undefined
  return new UserError(
    'snapshot-too-old',
    `The snapshot ${snapshotId} is ${formatDuration(age)} old: it was taken at ${takenAt}, and the input max-age allows ${formatDuration(maxAgeMs)}. If it is the latest, find out why no export has finished since; else choose a newer one by the input snapshot.`
  )
}
