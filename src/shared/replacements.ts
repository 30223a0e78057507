/** One line of the input `replace`. */
export interface Replacement {
  from: string
  to: string
}

/**
 * A text after all replacements, in their order.
 *
 * @param onChange is called with the place in the list of each that changed it
 */
export function replaceIn(
  text: string,
  replacements: readonly Replacement[],
  onChange?: (at: number) => void
): string {
  let now = text
  for (const [at, { from, to }] of replacements.entries()) {
    const next = now.replaceAll(from, () => to)
    if (next !== now) onChange?.(at)
    now = next
  }
  return now
}
