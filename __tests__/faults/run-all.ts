/** How many runs there are at a time that take a second of a processor each. */
export const QUICK = 3

/** … that wait for minutes, and do next to nothing. */
export const PATIENT = 24

/**
 * Runs all cases, a few at a time, in their order.
 *
 * @returns what comes of each, as soon as it is there
 */
export function runAll<C, R>(
  cases: readonly C[],
  run: (one: C, index: number) => Promise<R>,
  atOnce = QUICK
): Promise<R>[] {
  const ends = cases.map(() => Promise.withResolvers<R>())
  const waiting = cases.entries()
  async function work(): Promise<void> {
    for (const [index, one] of waiting) {
      const end = ends[index]
      await run(one, index).then(end?.resolve, end?.reject)
    }
  }
  for (let worker = 0; worker < atOnce; worker += 1) void work()
  // A test says of each what went wrong; until then it is nobody's.
  return ends.map(({ promise }) => {
    promise.catch(() => undefined)
    return promise
  })
}
