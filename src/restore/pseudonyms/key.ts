import { createHmac } from 'node:crypto'

/** Digits in hex that tell made-up users apart, and those that prove the key. */
const ID_DIGITS = 16
const MARK_DIGITS = 12

const MADE = new RegExp(
  `^user-([0-9a-f]{${ID_DIGITS}})([0-9a-f]{${MARK_DIGITS}})(@example\\.com)?$`
)

/** The code 555 is no area of the North American numbering plan. */
const MADE_NUMBER = /^\+1555\d{7}$/

/**
 * All that made-up values come from: HMAC-SHA-256 under the key, of the source
 * pool, the `sub` and the attribute. Without the key, nothing leads back to the
 * user.
 */
export class PseudonymKey {
  readonly #key: string
  readonly #sourcePoolId: string

  constructor(key: string, sourcePoolId: string) {
    this.#key = key
    this.#sourcePoolId = sourcePoolId
  }

  /** 32 bytes, the same for the same user and attribute in every run. */
  digest(sub: string, attribute: string): Buffer {
    return this.#hmac([this.#sourcePoolId, sub, attribute])
  }

  /**
   * A name such as `user-3f9a…`, different for each user. Its last digits prove
   * that the key has made it, of whichever snapshot.
   */
  name(sub: string, attribute: string): string {
    const id = this.digest(sub, attribute).toString('hex').slice(0, ID_DIGITS)
    return `user-${id}${this.#mark(id)}`
  }

  /**
   * Whether a username or an address is made up: by this key, or, of a phone
   * number, such as no person has.
   */
  hasMade(text: string): boolean {
    const [, id, mark] = MADE.exec(text) ?? []
    return id === undefined ? MADE_NUMBER.test(text) : mark === this.#mark(id)
  }

  #mark(id: string): string {
    return this.#hmac(['made', id]).toString('hex').slice(0, MARK_DIGITS)
  }

  #hmac(parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(parts))
      .digest()
  }
}
