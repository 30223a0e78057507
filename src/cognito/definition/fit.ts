/**
 * The most bytes, as JSON, of a definition's sections and of its `userPool`. A
 * reader of the snapshot refuses a definition of more than 64 MiB.
 */
export const MAX_DEFINITION_BYTES = 60 * 1024 * 1024
export const MAX_POOL_BYTES = 3 * 1024 * 1024

/** A reader also refuses a definition of more than a million values. */
const MAX_DEFINITION_VALUES = 900_000
export const MAX_POOL_VALUES = 90_000

/**
 * The sections that fit into a definition that a reader accepts. The largest are
 * left out first, so one huge section costs no other section.
 *
 * @param sections plain JSON data
 * @param maxBytes of all sections together
 * @param maxValues of all sections together
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

/** Counts objects, lists and all values in them, at all depths. */
function countValues(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1
  return Object.values(value).reduce<number>(
    (sum, inner) => sum + countValues(inner),
    1
  )
}
