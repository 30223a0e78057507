import { characters, type Random } from '../../random.ts'

const lowerCase = 'abcdefghijklmnopqrstuvwxyz0123456789'

/**
 * Every secret that Cognito made up or was given, so that a test can look for
 * them where they must not be.
 */
export class Secrets {
  readonly #random: Random
  readonly #known = new Set<string>()

  /** Makes up the same secrets for the same numbers. */
  constructor(random: Random) {
    this.#random = random
  }

  /** A new client secret, as long as those of Cognito. */
  generate(): string {
    const secret = characters(this.#random, 52, lowerCase)
    this.keep(secret)
    return secret
  }

  /** Remembers a secret that a request brought; none if it is blank. */
  keep(secret: string): void {
    if (secret !== '') this.#known.add(secret)
  }

  all(): string[] {
    return [...this.#known]
  }
}

/** An id of the shape that app clients have. */
export const newClientId = (random: Random) => characters(random, 26, lowerCase)

/** A random UUID (version 4), which names most other things. */
export const newUuid = (random: Random) => {
  const hex = (length: number) => characters(random, length, '0123456789abcdef')
  const variant = characters(random, 1, '89ab')
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
}
