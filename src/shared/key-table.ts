/** How many words of 32 bits a key has. */
export const KEY_WORDS = 4

/**
 * Keys are sharded over 64 tables by hash, so growing one copies only 1/64 of
 * them.
 */
const SHARDS = 64

/** Slots of a shard at first. */
const FIRST_CAPACITY = 64
/** A fuller shard grows, by this factor. */
const MAX_LOAD = 0.85
const GROWTH = 1.25

/**
 * A hash table of 128-bit keys with a few numbers for each. A key takes some 21
 * bytes and each of its numbers some 5, where a Set of strings takes about 100.
 * A key of all zeros can't be added: it marks a free slot.
 */
export class KeyTable {
  readonly #values: number
  readonly #shards: Shard[] = []
  #size = 0

  /** @param values how many numbers of 32 bits are kept for each key */
  constructor(values = 0) {
    this.#values = values
  }

  /** How many keys there are. */
  get size(): number {
    return this.#size
  }

  /** Adds a key, with zeros for its values. Returns whether it is new. */
  add(key: Uint32Array): boolean {
    const hash = hashOf(key)
    const shard = (this.#shards[hash % SHARDS] ??= new Shard(this.#values))
    const isNew = shard.add(key, hash)
    if (isNew) this.#size += 1
    return isNew
  }

  has(key: Uint32Array): boolean {
    return this.valuesOf(key) !== undefined
  }

  /**
   * The values of a key, to read and to change; `undefined` for an unknown key.
   * Don't keep them: the next `add` may move them.
   */
  valuesOf(key: Uint32Array): Uint32Array | undefined {
    const hash = hashOf(key)
    return this.#shards[hash % SHARDS]?.valuesOf(key, hash)
  }
}

/** Open addressing. A slot is a key and its values; a key of zeros is free. */
class Shard {
  readonly #width: number
  #slots: Uint32Array
  #capacity = FIRST_CAPACITY
  #size = 0

  constructor(values: number) {
    this.#width = KEY_WORDS + values
    this.#slots = new Uint32Array(FIRST_CAPACITY * this.#width)
  }

  add(key: Uint32Array, hash: number): boolean {
    const at = this.#find(key, hash)
    if (!isFree(this.#slots, at)) return false
    for (let word = 0; word < KEY_WORDS; word += 1) {
      this.#slots[at + word] = key[word] ?? 0
    }
    this.#size += 1
    if (this.#size > this.#capacity * MAX_LOAD) this.#grow()
    return true
  }

  valuesOf(key: Uint32Array, hash: number): Uint32Array | undefined {
    const at = this.#find(key, hash)
    if (isFree(this.#slots, at)) return undefined
    return this.#slots.subarray(at + KEY_WORDS, at + this.#width)
  }

  #grow(): void {
    const old = this.#slots
    const width = this.#width
    this.#capacity = Math.ceil(this.#capacity * GROWTH)
    this.#slots = new Uint32Array(this.#capacity * width)
    for (let from = 0; from < old.length; from += width) {
      if (isFree(old, from)) continue
      const at = this.#find(old, hashOf(old, from), from)
      // A view of each slot would take longer than to copy its few words.
      for (let word = 0; word < width; word += 1) {
        this.#slots[at + word] = old[from + word] ?? 0
      }
    }
  }

  /** Where a key is, or the free slot where it would be. */
  #find(key: Uint32Array, hash: number, from = 0): number {
    const slots = this.#slots
    const a = key[from]
    const b = key[from + 1]
    const c = key[from + 2]
    const d = key[from + 3]
    // The low bits of the hash chose the shard; its high bits choose the slot.
    let slot = Math.floor((hash / 2 ** 32) * this.#capacity)
    for (;;) {
      const at = slot * this.#width
      const isHere =
        slots[at] === a &&
        slots[at + 1] === b &&
        slots[at + 2] === c &&
        slots[at + 3] === d
      if (isHere || isFree(slots, at)) return at
      slot = slot + 1 === this.#capacity ? 0 : slot + 1
    }
  }
}

function isFree(slots: Uint32Array, at: number): boolean {
  return (
    slots[at] === 0 &&
    slots[at + 1] === 0 &&
    slots[at + 2] === 0 &&
    slots[at + 3] === 0
  )
}

/**
 * A number of 32 bits. Mixes all four words: the subs of one Region share a few
 * digits, and must not fill one shard or one corner of it.
 */
function hashOf(key: Uint32Array, from = 0): number {
  const a = key[from] ?? 0
  const b = key[from + 1] ?? 0
  const c = key[from + 2] ?? 0
  const d = key[from + 3] ?? 0
  let hash =
    Math.imul(a ^ Math.imul(b, 0x9e3779b1), 0x85ebca6b) ^
    Math.imul(c ^ Math.imul(d, 0xc2b2ae35), 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
