import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { ImportFile } from '../../../cognito/import/import-upload.ts'

/** How much text is compressed, and sent, at a time. */
const CHUNK_CHARACTERS = 1024 * 1024

/**
 * The file of an import job, compressed in memory. It is kept because its
 * length must be known before it is sent, and it may have to be sent twice. It
 * isn't on disk, because it holds personal data.
 */
export class CsvFile implements ImportFile {
  readonly #chunks: Uint8Array[] = []
  #pending: string[] = []
  #pendingCharacters = 0
  #bytes = 0
  #rows = 0

  /** @param header its first line, without a line break */
  constructor(header: string) {
    this.#write(header)
  }

  get rows(): number {
    return this.#rows
  }

  get bytes(): number {
    return this.#bytes
  }

  /** @param row without a line break */
  add(row: string): void {
    this.#write(row)
    this.#rows += 1
  }

  *chunks(): Generator<Uint8Array> {
    for (const chunk of this.#chunks) yield inflateRawSync(chunk)
    yield Buffer.from(this.#pending.join(''))
  }

  #write(line: string): void {
    const text = `${line}\n`
    this.#bytes += Buffer.byteLength(text)
    this.#pending.push(text)
    this.#pendingCharacters += text.length
    if (this.#pendingCharacters < CHUNK_CHARACTERS) return
    const chunk = Buffer.from(this.#pending.join(''))
    this.#pending = []
    this.#pendingCharacters = 0
    // A copy, because the result of zlib would keep its whole slab of memory.
    this.#chunks.push(new Uint8Array(deflateRawSync(chunk, { level: 1 })))
  }
}
