/**
 * The items of several streams, as they come. Each running stream is asked for
 * its next item as soon as it has given one, so all streams keep working. No
 * stream is more than one item ahead of the reader.
 *
 * @param atOnce how many streams run at the same time; the others wait in order
 * @throws what a stream throws, after the others have settled
 */
export async function* interleave<T>(
  streams: readonly AsyncGenerator<T>[],
  atOnce: number
): AsyncGenerator<T> {
  const waiting = [...streams]
  const running = new Map<AsyncGenerator<T>, Promise<Turn<T>>>()
  const ask = (stream: AsyncGenerator<T>) => {
    const next = stream.next().then(
      result => ({ stream, result }),
      // Kept as a value, so a failure that comes early is no unhandled rejection.
      (error: unknown) => ({ stream, error })
    )
    running.set(stream, next)
  }
  try {
    for (const stream of waiting.splice(0, atOnce)) ask(stream)
    while (running.size > 0) {
      const turn = await Promise.race(running.values())
      running.delete(turn.stream)
      if ('error' in turn) throw turn.error
      if (turn.result.done === true) {
        const [next] = waiting.splice(0, 1)
        if (next !== undefined) ask(next)
      } else {
        ask(turn.stream)
        yield turn.result.value
      }
    }
  } finally {
    await Promise.allSettled(running.values())
    await Promise.allSettled(
      Array.from(running.keys(), stream => stream.return(undefined))
    )
  }
}

type Turn<T> =
  | { stream: AsyncGenerator<T>; result: IteratorResult<T, unknown> }
  | { stream: AsyncGenerator<T>; error: unknown }
