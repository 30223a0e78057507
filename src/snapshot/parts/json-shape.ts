import { UserError } from '../../shared/errors.ts'

/** How deeply a document may be nested; a definition has a dozen levels. */
export const MAX_JSON_DEPTH = 64

/**
 * How many values a document may hold. A pool of a thousand app clients, each
 * with a style and settings of its own, has some 600,000.
 */
export const MAX_JSON_VALUES = 1_000_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const BEGIN_ARRAY = 0x5b
const END_ARRAY = 0x5d
const BEGIN_OBJECT = 0x7b
const END_OBJECT = 0x7d

/**
 * Looks at the bytes of a JSON document as they come, before they are parsed: 64
 * MiB of brackets would become gigabytes of objects. Whether they are JSON at
 * all is for the parser to say.
 */
export class JsonShape {
  readonly #what: string
  #depth = 0
  #values = 0
  #isInString = false
  #isEscaped = false

  /** @param what the document, as a sentence begins with it */
  constructor(what: string) {
    this.#what = what
  }

  /** @throws UserError `snapshot-bomb` */
  see(bytes: Uint8Array): void {
    let depth = this.#depth
    let values = this.#values
    let isInString = this.#isInString
    let isEscaped = this.#isEscaped
    for (const byte of bytes) {
      if (isInString) {
        if (isEscaped) isEscaped = false
        else if (byte === BACKSLASH) isEscaped = true
        else if (byte === QUOTE) isInString = false
      } else if (byte === QUOTE) {
        isInString = true
      } else if (byte === COMMA) {
        values += 1
      } else if (byte === BEGIN_OBJECT || byte === BEGIN_ARRAY) {
        values += 1
        depth += 1
        if (depth > MAX_JSON_DEPTH) {
          throw this.#bomb(`is nested more than ${MAX_JSON_DEPTH} levels deep`)
        }
      } else if (byte === END_OBJECT || byte === END_ARRAY) {
        depth -= 1
      }
    }
    this.#depth = depth
    this.#values = values
    this.#isInString = isInString
    this.#isEscaped = isEscaped
    if (values > MAX_JSON_VALUES) {
      throw this.#bomb(`holds more than ${MAX_JSON_VALUES} values`)
    }
  }

  #bomb(why: string): UserError {
    return new UserError(
      'snapshot-bomb',
      `${this.#what} ${why}, which this tool never writes. Restore from another snapshot, and look into who wrote this one.`
    )
  }
}
