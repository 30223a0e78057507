/** A key, in JSON, that would change the prototype of a careless copy. */
const REFUSED_KEY = '"__proto__":'

/**
 * A reader of the snapshot refuses more than 64 levels in the whole definition.
 */
const MAX_DEPTH = 48

/**
 * Separates the fields that a reader of the snapshot accepts from those for which
 * it would refuse the whole snapshot. Tags and styles may have keys of any name,
 * and every user who may tag the pool can choose one.
 *
 * @param fields plain JSON data
 * @returns the accepted fields, and the names of the others
 */
export function readable<T extends object>(
  fields: T
): { kept: Partial<T>; refused: string[] } {
  // JSON leaves out what is undefined.
  const entries = Object.entries(fields).filter(
    ([, value]) => value !== undefined
  )
  const refused = entries
    .filter(([, value]) => !isReadable(value))
    .map(([name]) => name)
  const kept = entries.filter(([name]) => !refused.includes(name))
  return { kept: Object.fromEntries(kept) as Partial<T>, refused }
}

function isReadable(value: unknown): boolean {
  // Checked first: JSON.stringify fails on a hundred thousand levels.
  if (!isWithin(MAX_DEPTH, value)) return false
  return !JSON.stringify(value).includes(REFUSED_KEY)
}

function isWithin(depth: number, value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true
  if (depth === 0) return false
  return Object.values(value).every(inner => isWithin(depth - 1, inner))
}
