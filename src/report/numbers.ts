/** A number such as "12,345". */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/**
 * A duration for people: "45 s", "2 min 5 s", "3 h 20 min". See formatDuration
 * for the form of the inputs.
 *
 * @param ms milliseconds
 */
export function readableDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/**
 * A time such as "23 November 2026, 02:00 UTC".
 *
 * @param ms milliseconds since 1970-01-01T00:00:00Z
 */
export function formatTime(ms: number): string {
  const time = new Date(ms)
  const day = time.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC'
  })
  return `${day}, ${time.toISOString().slice(11, 16)} UTC`
}
