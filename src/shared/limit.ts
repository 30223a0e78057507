/** How much may change, as an input says it. */
export interface Limit {
  /** As the input has it. */
  text: string
  /** Most of them; `undefined`: any number. */
  count?: number
  /** Most of them in 100,000. */
  share?: number
}

/** Hundred-thousandths make a share of three decimals a whole number. */
const WHOLE = 100_000

/**
 * Reads a limit: `none`, a whole number, or a share such as `5%` or `0.25%`.
 *
 * @returns `undefined` for any other text
 */
export function parseLimit(text: string): Limit | undefined {
  if (text === 'none') return { text }
  if (/^\d{1,9}$/.test(text)) return { text, count: Number(text) }
  const [, percent, decimals = ''] =
    /^(\d{1,3})(?:\.(\d{1,3}))?%$/.exec(text) ?? []
  if (percent === undefined) return undefined
  const share = Number(`${percent}${decimals.padEnd(3, '0')}`)
  return share > WHOLE ? undefined : { text, share }
}

/**
 * Whether a count is past a limit. A share isn't rounded: 5 % of 10 users is half
 * a user, so the first one is too many. Of nothing, nothing can be too much.
 *
 * @param whole what a share is of
 */
export function isPast(
  { count = Infinity, share = Infinity }: Limit,
  found: number,
  whole: number
): boolean {
  return found > count || found * WHOLE > share * whole
}
