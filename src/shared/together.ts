/**
 * Does several pieces of work at once. When one fails, the others are told to
 * stop by their signal; all have come to rest when this returns or throws.
 *
 * @throws the first failure
 */
export async function together<T extends readonly unknown[]>(
  signal: AbortSignal,
  work: { [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> }
): Promise<T> {
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  let first: { error: unknown } | undefined
  const results = await Promise.all(
    work.map(async piece => {
      try {
        return await piece(either)
      } catch (error) {
        first ??= { error }
        stop.abort()
        return undefined
      }
    })
  )
  if (first !== undefined) throw first.error
  return results as unknown as T
}
