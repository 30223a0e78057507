/** A source of numbers from 0 (included) to 1 (excluded). */
export type Random = () => number

/**
 * A small seeded generator (mulberry32): the same seed gives the same numbers,
 * and thus the same pool, on every machine.
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
}

/**
 * The seed of the `index`-th item of `seed`. Person 17 is thus the same person
 * in a pool of 100 and in a pool of a million.
 */
export function seedFor(seed: number, index: number): number {
  const mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ index
  return Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
}

/** A whole number from 0 up to, but without, `below`. */
export function integer(random: Random, below: number): number {
  return Math.floor(random() * below)
}

/** One of the choices, each as likely as the others; throws if there is none. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[integer(random, choices.length)]
  if (chosen === undefined) throw new RangeError('There is nothing to pick.')
  return chosen
}

/** `length` characters drawn from `alphabet`. */
export function characters(
  random: Random,
  length: number,
  alphabet: string
): string {
  let text = ''
  while (text.length < length)
    text += alphabet.charAt(integer(random, alphabet.length))
  return text
}
