/*
 * Durations as the inputs write them: `5h50m`, `26h`, `7d`. The parts are days,
 * hours, minutes and seconds, in this order, and each may be left out.
 */

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const PARTS = /^(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/

/**
 * Reads a duration such as `5h50m`, `90m`, `45s` or `7d`.
 *
 * @returns milliseconds; `undefined` if the text is no duration
 */
export function parseDuration(text: string): number | undefined {
  const [, days, hours, minutes, seconds] = PARTS.exec(text) ?? []
  const given = [days, hours, minutes, seconds]
  if (given.every(part => part === undefined)) return undefined
  return (
    Number(days ?? 0) * DAY +
    Number(hours ?? 0) * HOUR +
    Number(minutes ?? 0) * MINUTE +
    Number(seconds ?? 0) * SECOND
  )
}

/**
 * The shortest form that parseDuration reads back, such as `1d2h` or `1h30m`.
 *
 * @param ms milliseconds; rounded down to whole seconds
 */
export function formatDuration(ms: number): string {
  const parts = [
    [Math.floor(ms / DAY), 'd'],
    [Math.floor(ms / HOUR) % 24, 'h'],
    [Math.floor(ms / MINUTE) % 60, 'm'],
    [Math.floor(ms / SECOND) % 60, 's']
  ] as const
  const text = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join('')
  return text === '' ? '0s' : text
}
