/** Members of two lists, each counted, that the other list lacks. */
export function differences(
  what: string,
  expected: readonly unknown[],
  found: readonly unknown[]
): string[] {
  const left = new Map<string, number>()
  for (const one of expected) {
    const text = JSON.stringify(one)
    left.set(text, (left.get(text) ?? 0) + 1)
  }
  const extra: string[] = []
  for (const one of found) {
    const text = JSON.stringify(one)
    const count = left.get(text) ?? 0
    if (count > 0) left.set(text, count - 1)
    else extra.push(`${what} too many: ${text}`)
  }
  const lacking = [...left].flatMap(([text, count]) =>
    Array.from({ length: count }, () => `${what} missing: ${text}`)
  )
  return [...lacking, ...extra]
}

/** One sentence, if two values differ. */
export function unlessEqual(
  what: string,
  expected: unknown,
  found: unknown
): string[] {
  const [a, b] = [expected, found].map(value => JSON.stringify(value))
  return a === b ? [] : [`${what}: ${a} expected, ${b} found`]
}
