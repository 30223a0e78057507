/** As JSON has it. It would change the prototype of a careless copy. */
const REFUSED_KEY = '"__proto__":'

/** A reader of the snapshot refuses more than 64 levels in the whole definition. */
const MAX_DEPTH = 48

/**
 * Parts fields into those that a reader of the snapshot takes and the names of
 * those that it would refuse the whole snapshot for: tags and styles may have keys
 * of any name, and anybody who may tag the pool chooses one.
 *
 * @param fields plain JSON data
 */
export function readable<T extends object>(
  fields: T
): { kept: Partial<T>; refused: string[] } {
  // What is undefined is not written.
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
  // Nobody can write as JSON what is nested a hundred thousand levels deep.
  if (!isWithin(MAX_DEPTH, value)) return false
  return !JSON.stringify(value).includes(REFUSED_KEY)
}

function isWithin(depth: number, value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true
  if (depth === 0) return false
  return Object.values(value).every(inner => isWithin(depth - 1, inner))
}
