// Twice the size of the table is allocated when it is three quarters full.
const FIRST_CAPACITY = 1 << 12
const MAX_LOAD = 0.75

/**
 * The subs that have been seen, exactly, in 16 bytes each: as strings, those of
 * a million users would take five times the memory of everything else.
 */
export class KnownSubs {
  // Open addressing; slot i is words 4i … 4i+3. The sub of all zeros can't be
  // told from a free slot and has a flag of its own.
  #table = new Uint32Array(FIRST_CAPACITY * 4)
  #capacity = FIRST_CAPACITY
  #size = 0
  #zeros = false
  readonly #others = new Set<string>()

  /** Adds a sub. Returns whether it is new. */
  add(sub: string): boolean {
    const words = uuidWords(sub)
    if (words === undefined) return this.#addOther(sub)
    if (words.every(word => word === 0)) {
      const isNew = !this.#zeros
      this.#zeros = true
      return isNew
    }
    if (!insert(this.#table, this.#capacity, words)) return false
    this.#size += 1
    if (this.#size > this.#capacity * MAX_LOAD) this.#grow()
    return true
  }

  #addOther(sub: string): boolean {
    const isNew = !this.#others.has(sub)
    this.#others.add(sub)
    return isNew
  }

  #grow(): void {
    const old = this.#table
    this.#capacity *= 2
    this.#table = new Uint32Array(this.#capacity * 4)
    for (let at = 0; at < old.length; at += 4) {
      const words = old.subarray(at, at + 4)
      if (words.some(word => word !== 0)) {
        insert(this.#table, this.#capacity, words)
      }
    }
  }
}

const UUID =
  /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})([0-9a-f]{8})$/

/** A lower-case UUID as four numbers; any other text has its own string. */
function uuidWords(sub: string): Uint32Array | undefined {
  const [, a, b, c, d, e, f] = UUID.exec(sub) ?? []
  if (a === undefined) return undefined
  return Uint32Array.of(
    ...[a, `${b}${c}`, `${d}${e}`, `${f}`].map(hex => parseInt(hex, 16))
  )
}

function insert(
  table: Uint32Array,
  capacity: number,
  words: Uint32Array
): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = words
  // Subs are random but for a few fixed digits; all four words are mixed, so
  // that no Region's pattern fills one corner of the table.
  let slot =
    (Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) ^
      Math.imul(c ^ Math.imul(d, 0xc2b2ae35), 0x27d4eb2f)) >>>
    0
  for (;;) {
    slot &= capacity - 1
    const at = slot * 4
    const isFree =
      (table[at] ?? 0) === 0 &&
      (table[at + 1] ?? 0) === 0 &&
      (table[at + 2] ?? 0) === 0 &&
      (table[at + 3] ?? 0) === 0
    if (isFree) {
      table.set(words, at)
      return true
    }
    if (
      table[at] === a &&
      table[at + 1] === b &&
      table[at + 2] === c &&
      table[at + 3] === d
    ) {
      return false
    }
    slot += 1
  }
}
