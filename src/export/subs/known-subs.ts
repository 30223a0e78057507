import { KeyTable } from '../../shared/key-table.ts'
import { uuidWords } from '../../shared/uuid-words.ts'

/** The subs that have been seen, exactly, in some 21 bytes each. */
export class KnownSubs {
  readonly #table = new KeyTable()
  // The table can't hold the sub of all zeros.
  #hasZeros = false
  /** Whatever isn't a UUID, as an emulator may make it. */
  readonly #others = new Set<string>()

  /** Adds a sub. Returns whether it is new. */
  add(sub: string): boolean {
    const words = uuidWords(sub)
    return words === undefined ? this.#addOther(sub) : this.addWords(words)
  }

  /** Adds a sub that is given as four words. Returns whether it is new. */
  addWords(words: Uint32Array): boolean {
    if (words.some(word => word !== 0)) return this.#table.add(words)
    const isNew = !this.#hasZeros
    this.#hasZeros = true
    return isNew
  }

  #addOther(sub: string): boolean {
    const isNew = !this.#others.has(sub)
    this.#others.add(sub)
    return isNew
  }
}
