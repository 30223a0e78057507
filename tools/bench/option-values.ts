/** A command line that can't be understood; the message says why. */
export class UsageError extends Error {}

/** The values of a command line; throws {@link UsageError}, one sentence. */
export function understood<Values>(parse: () => { values: Values }): Values {
  try {
    return parse().values
  } catch (error) {
    // Node goes on about how to pass a positional argument, which none is.
    const [sentence = ''] = (error as Error).message.split(/\.(?:\s|$)/)
    throw new UsageError(`${sentence}.`)
  }
}

/** A whole number; `min` and `max` are allowed values themselves. */
export function whole(
  flag: string,
  value: string,
  min = 0,
  max = Number.MAX_SAFE_INTEGER
): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < min || number > max)
    throw new UsageError(
      `--${flag} ${value} is not a whole number from ${min} to ${max}.`
    )
  return number
}

/** One of the choices; the first is the default. */
export function choice<const Choice extends string>(
  flag: string,
  value: string | undefined,
  choices: readonly [Choice, ...Choice[]]
): Choice {
  if (value === undefined) return choices[0]
  const chosen = choices.find(one => one === value)
  if (chosen === undefined)
    throw new UsageError(`--${flag} ${value} is none of ${choices.join(', ')}.`)
  return chosen
}

/** At least two different sizes: with one there is nothing to compare. */
export function sizes(value: string, max: number): number[] {
  const numbers = new Set(
    value.split(',').map(size => whole('sizes', size.trim(), 1, max))
  )
  if (numbers.size < 2)
    throw new UsageError('--sizes needs two sizes at least, e.g. 20000,100000.')
  return [...numbers].sort((a, b) => a - b)
}
