/**
 * Settles as `work` does, unless `signal` is aborted first. The work is not
 * stopped: what comes of it later is ignored.
 *
 * @param signal without one, `work` decides alone
 * @throws what `work` throws, or `reason()` when the signal was first
 */
export async function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  reason: () => Error
): Promise<T> {
  if (signal === undefined) return work
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(reason())
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
