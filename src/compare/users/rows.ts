const ROWS_A_BLOCK = 4096

/**
 * Rows of numbers of 32 bits, all of one width, by their indexes. They are in
 * blocks, so that more of them never copies those that are there.
 */
export class Rows {
  readonly #width: number
  readonly #blocks: Uint32Array[] = []
  #length = 0

  constructor(width: number) {
    this.#width = width
  }

  get length(): number {
    return this.#length
  }

  /** @returns the index of the new row */
  push(words: ArrayLike<number>): number {
    const row = this.#length
    if (row % ROWS_A_BLOCK === 0) {
      this.#blocks.push(new Uint32Array(ROWS_A_BLOCK * this.#width))
    }
    this.#length += 1
    this.at(row).set(words)
    return row
  }

  /** The numbers of a row, to read and to change. */
  at(row: number): Uint32Array {
    const start = (row % ROWS_A_BLOCK) * this.#width
    const block = this.#blocks[Math.floor(row / ROWS_A_BLOCK)]
    if (block === undefined) throw new RangeError('There is no such row')
    return block.subarray(start, start + this.#width)
  }

  /** One number of a row. */
  word(row: number, at: number): number {
    const block = this.#blocks[Math.floor(row / ROWS_A_BLOCK)]
    return block?.[(row % ROWS_A_BLOCK) * this.#width + at] ?? 0
  }
}
