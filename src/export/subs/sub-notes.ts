import type { OpenScratch, Scratch } from '../../shared/world.ts'
import { WORDS } from '../../shared/uuid-words.ts'

/** Subs of a block: 256 KB. The notes of a smaller pool never reach the disk. */
const BLOCK_SUBS = 16_384

/**
 * Subs that are seldom read back: the last block is in memory, the others are on
 * disk.
 */
export class SubNotes {
  readonly #openScratch: OpenScratch
  readonly #block: Uint32Array
  #filled = 0
  #scratch: Scratch | undefined

  /** @param blockSubs the most subs that memory holds */
  constructor(openScratch: OpenScratch, blockSubs = BLOCK_SUBS) {
    this.#openScratch = openScratch
    this.#block = new Uint32Array(blockSubs * WORDS)
  }

  /**
   * Ensures capacity for `subs` more.
   *
   * @param subs at most as many as a block has
   * @throws Error when the disk is full; earlier subs are still there
   */
  async makeRoom(subs: number): Promise<void> {
    if (this.#filled + subs * WORDS <= this.#block.length) return
    this.#scratch ??= await this.#openScratch()
    await this.#scratch.append(bytesOf(this.#filledBlock()))
    this.#filled = 0
  }

  /** @param words the four words of a sub; makeRoom must have made room for it */
  put(words: Uint32Array): void {
    this.#block.set(words, this.#filled)
    this.#filled += WORDS
  }

  /**
   * All subs in blocks, four words for each sub.
   *
   * @throws UserError `count-mismatch` when the disk doesn't give them back
   */
  async *all(): AsyncGenerator<Uint32Array> {
    for await (const block of this.#scratch?.blocks() ?? []) {
      // Copied, because words must be aligned to four bytes.
      yield new Uint32Array(Uint8Array.from(block).buffer)
    }
    yield this.#filledBlock()
  }

  /** Drops all subs. */
  async close(): Promise<void> {
    this.#filled = 0
    const scratch = this.#scratch
    this.#scratch = undefined
    await scratch?.close()
  }

  #filledBlock(): Uint32Array {
    return this.#block.subarray(0, this.#filled)
  }
}

function bytesOf(words: Uint32Array): Uint8Array {
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength)
}
