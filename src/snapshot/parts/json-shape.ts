import { UserError } from '../../shared/errors.ts'

/** The most levels of a document; a definition has a dozen. */
export const MAX_JSON_DEPTH = 64

/**
 * The most values of a document. A pool with a thousand app clients, each with
 * its own style and settings, has some 600,000.
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
 * Counts levels and values in the bytes of a JSON document before it is parsed:
 * 64 MiB of brackets would become gigabytes of objects. The parser decides
 * whether the bytes are JSON.
 */
export class JsonShape {
  readonly #what: string
  #depth = 0
  #values = 0
  #isInString = false
  #isEscaped = false

  /** @param what the document, as the beginning of a sentence */
  constructor(what: string) {
    this.#what = what
  }

  /**
   * Takes the next bytes.
   *
   * @throws UserError `snapshot-bomb` past a limit
   */
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
      `${this.#what} ${why}, which this tool never writes. Restore from another snapshot, and find out who wrote this one.`
    )
  }
}
