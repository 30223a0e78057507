/** Small chunks are cheap to shift; large chunks are few. */
const chunkSize = 512

/**
 * Items in the order of a key, for lists of a million. To add, to remove, or to
 * start from any key takes about as long as one page.
 *
 * New items stay unsorted until the first read. A full pool thus costs one
 * sort, and an unused index costs nothing. Keys must be unique, and an item's
 * key must not change while it is in the index.
 */
export class SortedIndex<T> {
  readonly #keyOf: (item: T) => string
  #chunks: T[][] = []
  #waiting: T[] = []
  #size = 0

  constructor(keyOf: (item: T) => string, items: Iterable<T> = []) {
    this.#keyOf = keyOf
    for (const item of items) this.add(item)
  }

  get size(): number {
    return this.#size
  }

  add(item: T): void {
    this.#waiting.push(item)
    this.#size += 1
  }

  /** Removes the item that has this item's key, if there is one. */
  delete(item: T): void {
    this.settle()
    const key = this.#keyOf(item)
    const at = this.#chunkFor(key)
    const chunk = this.#chunks[at]
    if (chunk === undefined) return
    const index = this.#position(chunk, key)
    const found = chunk[index]
    if (found === undefined || this.#keyOf(found) !== key) return
    chunk.splice(index, 1)
    if (chunk.length === 0) this.#chunks.splice(at, 1)
    this.#size -= 1
  }

  /**
   * The items from `key` on, in order; with `after`, without the item that has
   * the key itself. Don't change the index while reading.
   */
  *from(key: string, { after = false } = {}): Generator<T> {
    this.settle()
    let at = this.#chunkFor(key)
    let chunk = this.#chunks[at]
    let index = chunk === undefined ? 0 : this.#position(chunk, key)
    const first = chunk?.[index]
    if (after && first !== undefined && this.#keyOf(first) === key) index += 1
    while (chunk !== undefined) {
      while (index < chunk.length) yield chunk[index++] as T
      chunk = this.#chunks[++at]
      index = 0
    }
  }

  /** Sorts the waiting items; a read does so too. */
  settle(): void {
    if (this.#waiting.length === 0) return
    if (this.#waiting.length > this.#size / 8) this.#sortAll()
    else for (const item of this.#waiting) this.#insert(item)
    this.#waiting = []
  }

  #sortAll(): void {
    const items = [...this.#chunks.flat(), ...this.#waiting]
    items.sort((one, other) => {
      const [a, b] = [this.#keyOf(one), this.#keyOf(other)]
      return a < b ? -1 : a > b ? 1 : 0
    })
    this.#chunks = []
    for (let start = 0; start < items.length; start += chunkSize)
      this.#chunks.push(items.slice(start, start + chunkSize))
  }

  #insert(item: T): void {
    const key = this.#keyOf(item)
    const at = Math.min(this.#chunkFor(key), this.#chunks.length - 1)
    const chunk = this.#chunks[at]
    if (chunk === undefined) {
      this.#chunks.push([item])
      return
    }
    chunk.splice(this.#position(chunk, key), 0, item)
    if (chunk.length > 2 * chunkSize)
      this.#chunks.splice(at + 1, 0, chunk.splice(chunkSize))
  }

  /** The first chunk that can hold `key`: the first whose last item isn't below. */
  #chunkFor(key: string): number {
    return lowerBound(this.#chunks.length, at => {
      const last = this.#chunks[at]?.at(-1)
      return last !== undefined && this.#keyOf(last) < key
    })
  }

  /** The position of `key` in a chunk, or the position for it. */
  #position(chunk: T[], key: string): number {
    return lowerBound(
      chunk.length,
      index => this.#keyOf(chunk[index] as T) < key
    )
  }
}

/** The first of `length` positions that isn't below the target. */
function lowerBound(
  length: number,
  isBelow: (position: number) => boolean
): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isBelow(middle)) low = middle + 1
    else high = middle
  }
  return low
}
