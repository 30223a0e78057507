import { characters, type Random } from '../../random.ts'

const lowerCase = 'abcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Every secret that Cognito generated or received. A test can check that none
 * of them leaks.
 */
export class Secrets {
  readonly #random: Random
  readonly #known = new Set<string>()

  /** The same random numbers give the same secrets. */
  constructor(random: Random) {
    this.#random = random
  }

  /** A new client secret, as long as those of Cognito. */
  generate(): string {
    const secret = characters(this.#random, 52, lowerCase)
    this.keep(secret)
    return secret
  }

  /** Remembers a secret from a request, unless it is blank. */
  keep(secret: string): void {
    if (secret !== '') this.#known.add(secret)
  }

  all(): string[] {
    return [...this.#known]
  }
}

/** An id in the form of those of app clients. */
export const newClientId = (random: Random) => characters(random, 26, lowerCase)

/** A random UUID (version 4): the form of most other ids. */
export const newUuid = (random: Random) => {
  const hex = (length: number) => characters(random, length, '0123456789abcdef')
  const variant = characters(random, 1, '89ab')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}
