/** 12,345 */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/**
 * "45 s", "2 min 5 s", "3 h 20 min".
 * @param ms a duration in milliseconds
 */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
