import { createHmac } from 'node:crypto'

/** Digits in hex that tell made-up users apart, and those that prove the key. */
const ID_DIGITS = 16
const MARK_DIGITS = 12

/** A name alone, in an address, or in a web page's address. */
const MADE = new RegExp(
  `^(?:https://example\\.com/)?(user-([0-9a-f]{${ID_DIGITS}})([0-9a-f]{${MARK_DIGITS}}))[0-9a-f]*(?:@example\\.com)?$`
)

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
  name(sub: string, attribute = 'username'): string {
    const id = this.digest(sub, attribute).toString('hex').slice(0, ID_DIGITS)
    return `user-${id}${this.#mark(attribute, id)}`
  }

  /**
   * The name in a username, in an e-mail address or in a `profile`; `undefined`
   * if there is none that the key has made.
   */
  nameIn(text: string): string | undefined {
    const [, name, id, mark] = MADE.exec(text) ?? []
    return id !== undefined && mark === this.#mark('username', id)
      ? name
      : undefined
  }

  #mark(attribute: string, id: string): string {
    return this.#hmac(['made', attribute, id])
      .toString('hex')
      .slice(0, MARK_DIGITS)
  }

  #hmac(parts: readonly string[]): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify(parts))
      .digest()
  }
}
