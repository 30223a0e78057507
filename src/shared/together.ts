/**
 * Runs several pieces of work at once. When one fails, the signal of the others
 * is aborted. All pieces have settled when this returns or throws.
 *
 * @param signal aborts all pieces
 * @param onFailure called at once with each failure
 * @returns the results, in the order of the pieces
 * @throws the first failure, as it is
 */
export async function together<T extends readonly unknown[]>(
  signal: AbortSignal,
  work: { [K in keyof T]: (signal: AbortSignal) => Promise<T[K]> },
  onFailure: (error: unknown) => void = () => undefined
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
        onFailure(error)
        return undefined
      }
    })
  )
  if (first !== undefined) throw first.error
  return results as unknown as T
}
