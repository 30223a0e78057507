/** "Filter: Maximum length of 256" (ListUsers), in characters. */
const MOST_FILTER_CHARACTERS = 256

/**
 * A filter of ListUsers for the users whose attribute has exactly this value.
 *
 * @returns `undefined` if the filter would be too long
 */
export function exactFilter(
  attribute: string,
  value: string
): string | undefined {
  const filter = `${attribute} = "${escaped(value).join('')}"`
  return Array.from(filter).length <= MOST_FILTER_CHARACTERS
    ? filter
    : undefined
}

/**
 * A filter that finds the users with a value. If that would be too long, the
 * filter finds the users whose value has the same beginning.
 */
export function filterFor(attribute: string, value: string): string {
  const whole = exactFilter(attribute, value)
  if (whole !== undefined) return whole
  const room = MOST_FILTER_CHARACTERS - `${attribute} ^= ""`.length
  // An escaped character takes at most two.
  const start = escaped(value).slice(0, Math.floor(room / 2))
  return `${attribute} ^= "${start.join('')}"`
}

/** "Quotation marks within the filter string must be escaped" (ListUsers). */
function escaped(value: string): string[] {
  return Array.from(value, character => character.replace(/["\\]/, '\\$&'))
}
