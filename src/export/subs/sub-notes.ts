import type { OpenScratch, Scratch } from '../../shared/world.ts'
import { WORDS } from './sub-words.ts'

/** Subs of a block: 256 KB. A smaller pool is never set aside. */
const BLOCK_SUBS = 16_384

/**
 * Subs that are unlikely to be asked for again: a block of them is in memory, the
 * others are set aside.
 */
export class SubNotes {
  readonly #openScratch: OpenScratch
  readonly #block: Uint32Array
  #filled = 0
  #scratch: Scratch | undefined

  /** @param blockSubs how many are kept in memory at most */
  constructor(openScratch: OpenScratch, blockSubs = BLOCK_SUBS) {
    this.#openScratch = openScratch
    this.#block = new Uint32Array(blockSubs * WORDS)
  }

  /**
   * Sees to it that so many more subs can be put.
   *
   * @param subs no more than a block has
   * @throws Error where there is no room; what was put before is still there
   */
  async makeRoom(subs: number): Promise<void> {
    if (this.#filled + subs * WORDS <= this.#block.length) return
    this.#scratch ??= await this.#openScratch()
    await this.#scratch.append(bytesOf(this.#filledBlock()))
    this.#filled = 0
  }

  /** @param words the four of a sub that room was made for */
  put(words: Uint32Array): void {
    this.#block.set(words, this.#filled)
    this.#filled += WORDS
  }

  /**
   * All subs, some at a time, four words each.
   *
   * @throws UserError `count-mismatch` when the disk doesn't give them back
   */
  async *all(): AsyncGenerator<Uint32Array> {
    for await (const block of this.#scratch?.blocks() ?? []) {
      // Copied, as words must not begin at any odd byte of a buffer.
      yield new Uint32Array(Uint8Array.from(block).buffer)
    }
    yield this.#filledBlock()
  }

  /** Drops them all. */
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
