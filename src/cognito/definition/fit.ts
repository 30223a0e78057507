/**
 * Most bytes of a definition's sections, as JSON, and of the pool's own. A reader
 * of the snapshot refuses a definition of more than 64 MiB.
 */
export const MAX_DEFINITION_BYTES = 60 * 1024 * 1024
export const MAX_POOL_BYTES = 3 * 1024 * 1024

/** Of one app client, which is a line; a reader refuses one of more than 1 MiB. */
export const MAX_CLIENT_BYTES = 1024 * 1024

/** As it does one of more than a million values. */
const MAX_DEFINITION_VALUES = 900_000
export const MAX_POOL_VALUES = 90_000

/**
 * What of these sections fits into a definition that a reader accepts. The
 * largest are left out first, so that one that is out of all proportion takes
 * none of the others with it.
 *
 * @param sections plain JSON data
 * @param maxBytes for all of them together
 * @param maxValues likewise
 */
export function fitting<T extends object>(
  sections: T,
  maxBytes: number,
  maxValues = MAX_DEFINITION_VALUES
): { kept: Partial<T>; tooLarge: string[] } {
  const sizes = Object.entries(sections)
    .map(([name, value]) => ({
      name,
      bytes: jsonBytes(value),
      values: countValues(value)
    }))
    .sort((a, b) => a.bytes - b.bytes)
  let bytesSoFar = 0
  let valuesSoFar = 0
  const fits = new Set<string>()
  for (const { name, bytes, values } of sizes) {
    if (bytesSoFar + bytes > maxBytes) continue
    if (valuesSoFar + values > maxValues) continue
    bytesSoFar += bytes
    valuesSoFar += values
    fits.add(name)
  }
  const entries = Object.entries(sections).filter(([name]) => fits.has(name))
  return {
    kept: Object.fromEntries(entries) as Partial<T>,
    tooLarge: Object.keys(sections).filter(name => !fits.has(name))
  }
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value))
}

/** Objects, lists and what is in them, at all depths. */
function countValues(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1
  return Object.values(value).reduce<number>(
    (sum, inner) => sum + countValues(inner),
    1
  )
}
