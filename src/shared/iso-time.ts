/**
 * A time to the second, as inputs and outputs write it: `2026-11-29T08:30:00Z`.
 *
 * @param ms milliseconds since 1970; rounded down to whole seconds
 */
export function isoTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
