/** How many 32-bit numbers a `sub` has. */
export const WORDS = 4

const UUID =
  /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})([0-9a-f]{8})$/

/**
 * A lower-case UUID, as Cognito makes them, as four 32-bit numbers.
 *
 * @returns undefined for any other text
 */
export function subWords(sub: string): Uint32Array | undefined {
  const [, a, b, c, d, e, f] = UUID.exec(sub) ?? []
  if (a === undefined) return undefined
  return Uint32Array.of(
    ...[a, `${b}${c}`, `${d}${e}`, `${f}`].map(hex => parseInt(hex, 16))
  )
}
