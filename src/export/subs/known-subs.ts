import { subWords } from './sub-words.ts'

/**
 * So many tables share the subs, by their hashes, that the one which has to grow
 * needs next to nothing while its old and its new room are both there.
 */
const TABLES = 64

/** Slots of a table at first, and how full it gets before it grows, by how much. */
const FIRST_CAPACITY = 64
const MAX_LOAD = 0.85
const GROWTH = 1.25

/**
 * The subs that have been seen, exactly, in some 21 bytes each: 16 of the sub, and
 * room to grow. As strings, those of a million users would take five times the
 * memory of everything else.
 */
export class KnownSubs {
  readonly #tables = Array.from({ length: TABLES }, () => new SubTable())
  // The sub of all zeros can't be told from a free slot.
  #zeros = false
  readonly #others = new Set<string>()

  /** Adds a sub. Returns whether it is new. */
  add(sub: string): boolean {
    const words = subWords(sub)
    return words === undefined ? this.#addOther(sub) : this.addWords(words)
  }

  /** Adds a sub that is given as four words. Returns whether it is new. */
  addWords(words: Uint32Array): boolean {
    if (words.every(word => word === 0)) {
      const isNew = !this.#zeros
      this.#zeros = true
      return isNew
    }
    const hash = hashOf(words)
    // Where it is in its table is told by the other end of the hash.
    return this.#tables[hash % TABLES]?.add(words, hash) ?? false
  }

  #addOther(sub: string): boolean {
    const isNew = !this.#others.has(sub)
    this.#others.add(sub)
    return isNew
  }
}

/** Open addressing: slot i is words 4i … 4i+3, all zeros where it is free. */
class SubTable {
  #slots = new Uint32Array(FIRST_CAPACITY * 4)
  #capacity = FIRST_CAPACITY
  #size = 0

  /** Returns whether the sub is new. */
  add(words: Uint32Array, hash: number): boolean {
    if (!this.#insert(words, hash)) return false
    this.#size += 1
    if (this.#size > this.#capacity * MAX_LOAD) this.#grow()
    return true
  }

  #grow(): void {
    const old = this.#slots
    this.#capacity = Math.ceil(this.#capacity * GROWTH)
    this.#slots = new Uint32Array(this.#capacity * 4)
    for (let at = 0; at < old.length; at += 4) {
      const words = old.subarray(at, at + 4)
      if (words.some(word => word !== 0)) this.#insert(words, hashOf(words))
    }
  }

  #insert(words: Uint32Array, hash: number): boolean {
    const slots = this.#slots
    const [a = 0, b = 0, c = 0, d = 0] = words
    let slot = Math.floor((hash / 2 ** 32) * this.#capacity)
    for (;;) {
      const at = slot * 4
      const isFree =
        (slots[at] ?? 0) === 0 &&
        (slots[at + 1] ?? 0) === 0 &&
        (slots[at + 2] ?? 0) === 0 &&
        (slots[at + 3] ?? 0) === 0
      if (isFree) {
        slots.set(words, at)
        return true
      }
      if (
        slots[at] === a &&
        slots[at + 1] === b &&
        slots[at + 2] === c &&
        slots[at + 3] === d
      ) {
        return false
      }
      slot = slot + 1 === this.#capacity ? 0 : slot + 1
    }
  }
}

/**
 * A number of 32 bits. Subs are random but for a few fixed digits; all four words
 * are mixed, so that no Region's pattern fills one table or one corner of it.
 */
function hashOf([a = 0, b = 0, c = 0, d = 0]: Uint32Array): number {
  let hash =
    Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) ^
    Math.imul(c ^ Math.imul(d, 0xc2b2ae35), 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
