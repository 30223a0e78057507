import { hash } from 'node:crypto'

// Twice the size of the table is allocated when it is three quarters full.
const FIRST_CAPACITY = 1 << 10
const MAX_LOAD = 0.75
const KEY_WORDS = 4

/**
 * Texts that have been seen, in 16 bytes each, and a few numbers of each: as
 * strings, the names of a million users would take ten times as much. A text is
 * known by 128 bits of a SHA-256, which no two texts share.
 */
export class Fingerprints {
  // Open addressing: a slot is its key and its values; a key of zeros is free.
  readonly #salt: string
  readonly #slotWords: number
  #table: Uint32Array
  #capacity = FIRST_CAPACITY
  #size = 0

  /**
   * @param salt something that whoever chose the texts could not know, so that
   *   nobody can choose ones that fall into the same corner of the table
   * @param values how many numbers are kept of each text
   */
  constructor(salt: string, values = 0) {
    this.#salt = salt
    this.#slotWords = KEY_WORDS + values
    this.#table = new Uint32Array(FIRST_CAPACITY * this.#slotWords)
  }

  /** How many texts there are. */
  get size(): number {
    return this.#size
  }

  /** Adds a text, with zeros for its values. Returns whether it is new. */
  add(text: string): boolean {
    const key = this.#keyOf(text)
    const at = this.#find(key)
    if (this.#isTaken(at)) return false
    this.#table.set(key, at)
    this.#size += 1
    if (this.#size > this.#capacity * MAX_LOAD) this.#grow()
    return true
  }

  has(text: string): boolean {
    return this.#isTaken(this.#find(this.#keyOf(text)))
  }

  /**
   * The values of a text, to read and to change; `undefined` where it isn't
   * known. Not to be kept: the next text may move them.
   */
  valuesOf(text: string): Uint32Array | undefined {
    const at = this.#find(this.#keyOf(text))
    if (!this.#isTaken(at)) return undefined
    return this.#table.subarray(at + KEY_WORDS, at + this.#slotWords)
  }

  #keyOf(text: string): Uint32Array {
    const words = fingerprint(`${this.#salt}${JSON.stringify(text)}`)
    const key = words.subarray(0, KEY_WORDS)
    if (key.every(word => word === 0)) key[0] = 1
    return key
  }

  /** Where a key is, or the free slot where it would be. */
  #find(key: Uint32Array): number {
    const [a = 0, b = 0, c = 0, d = 0] = key
    const table = this.#table
    for (let slot = a; ; slot += 1) {
      slot &= this.#capacity - 1
      const at = slot * this.#slotWords
      if (!this.#isTaken(at)) return at
      if (
        table[at] === a &&
        table[at + 1] === b &&
        table[at + 2] === c &&
        table[at + 3] === d
      ) {
        return at
      }
    }
  }

  #isTaken(at: number): boolean {
    const table = this.#table
    return (
      table[at] !== 0 ||
      table[at + 1] !== 0 ||
      table[at + 2] !== 0 ||
      table[at + 3] !== 0
    )
  }

  #grow(): void {
    const old = this.#table
    this.#capacity *= 2
    this.#table = new Uint32Array(this.#capacity * this.#slotWords)
    for (let from = 0; from < old.length; from += this.#slotWords) {
      const slot = old.subarray(from, from + this.#slotWords)
      const key = slot.subarray(0, KEY_WORDS)
      if (key.some(word => word !== 0)) this.#table.set(slot, this.#find(key))
    }
  }
}

/** SHA-256 of a text, as eight numbers. */
export function fingerprint(text: string): Uint32Array {
  const digest = hash('sha256', text, 'buffer')
  return Uint32Array.from({ length: 8 }, (_, at) => digest.readUInt32LE(at * 4))
}
