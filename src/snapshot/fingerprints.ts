import { hash } from 'node:crypto'
import { KEY_WORDS, KeyTable } from '../shared/key-table.ts'
import { readUuid } from '../shared/uuid-words.ts'

/**
 * Texts that have been seen, and a few numbers for each. A UUID is known by its
 * 128 bits and another text by 128 bits of a salted SHA-256, so no two texts share
 * them. A text takes some 21 bytes, and each of its numbers some 5.
 */
export class Fingerprints {
  readonly #salt: string
  /** Mixed into the bits of UUIDs. */
  readonly #saltWords: Uint32Array
  readonly #key = new Uint32Array(KEY_WORDS)
  readonly #table: KeyTable

  /**
   * @param salt a text that the people who chose the texts could not know, so
   *   that they can't choose texts that fill one corner of the table
   * @param values how many numbers of 32 bits are kept for each text
   */
  constructor(salt: string, values = 0) {
    this.#salt = salt
    this.#saltWords = fingerprint(salt, KEY_WORDS)
    this.#table = new KeyTable(values)
  }

  /** How many texts there are. */
  get size(): number {
    return this.#table.size
  }

  /** Adds a text, with zeros for its values. Returns whether it is new. */
  add(text: string): boolean {
    return this.#table.add(this.#keyOf(text))
  }

  has(text: string): boolean {
    return this.#table.has(this.#keyOf(text))
  }

  /**
   * The values of a text, to read and to change; `undefined` for an unknown
   * text. Don't keep them: the next `add` may move them.
   */
  valuesOf(text: string): Uint32Array | undefined {
    return this.#table.valuesOf(this.#keyOf(text))
  }

  /** The key is void after the next call. */
  #keyOf(text: string): Uint32Array {
    const key = this.#key
    if (readUuid(text, key)) {
      for (let at = 0; at < KEY_WORDS; at += 1) {
        key[at] = (key[at] ?? 0) ^ (this.#saltWords[at] ?? 0)
      }
    } else {
      key.set(fingerprint(`${this.#salt}${JSON.stringify(text)}`, KEY_WORDS))
    }
    if (key.every(word => word === 0)) key[0] = 1
    return key
  }
}

/**
 * The beginning of the SHA-256 of a text.
 *
 * @param count of numbers of 32 bits, 8 at most
 */
export function fingerprint(text: string, count: number): Uint32Array {
  // As a string it takes a third of the time that it takes as a buffer.
  const digest = hash('sha256', text, 'binary')
  const words = new Uint32Array(count)
  for (let word = 0; word < count; word += 1) {
    const at = word * 4
    words[word] =
      digest.charCodeAt(at) |
      (digest.charCodeAt(at + 1) << 8) |
      (digest.charCodeAt(at + 2) << 16) |
      (digest.charCodeAt(at + 3) << 24)
  }
  return words
}
