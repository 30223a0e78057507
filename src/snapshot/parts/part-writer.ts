import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createGzip } from 'node:zlib'
import { UserError } from '../../shared/errors.ts'
import type { AgeWriter } from '../age/age-writer.ts'
import { TooLargeToRead, unreadable } from '../format-refusal.ts'
import { gunzipOneMember } from './gzip.ts'
import { PART_LIMITS, READ_CAPS } from '../limits.ts'
import { firstLine, lastLine } from './part-frame.ts'
import type { PartKind } from './part-kinds.ts'

/** One object of a snapshot, ready to be stored. */
export interface Part {
  kind: PartKind
  /** Position among the parts of its kind, from 0. */
  index: number
  records: number
  /** The stored bytes: gzip of one line a record, perhaps encrypted. */
  bytes: Buffer
  /** SHA-256 of `bytes`, in hex. */
  sha256: string
}

export interface PartLimits {
  closeAtBytes: number
  closeAtTextBytes: number
}

/** How parts are encrypted, and the snapshot to which they are bound. */
export interface PartEncryption {
  age: AgeWriter
  snapshotId: string
}

/**
 * Packs lines into parts. It holds the compressed bytes of one part and one
 * page of text, however many records there are. It decodes every part again and
 * compares it with its lines. Without records there is no part.
 *
 * @param pages lines without line feeds, in pages of any size
 * @param encryption `undefined` for plain parts
 * @throws UserError `count-mismatch` if a part doesn't decode to its lines;
 *   `cognito-answer` if a part is too large for a reader
 */
export async function* packParts(
  kind: PartKind,
  pages: AsyncIterable<readonly string[]>,
  limits: PartLimits = PART_LIMITS,
  encryption?: PartEncryption
): AsyncGenerator<Part> {
  let open: OpenPart | undefined
  let index = 0
  try {
    for await (const page of pages) {
      for (const lines of slices(page)) {
        open ??= new OpenPart(kind, index++, encryption)
        await open.write(lines)
        if (open.isFull(limits)) {
          const full = open
          open = undefined
          yield await full.close()
        }
      }
    }
    if (open !== undefined) {
      const last = open
      open = undefined
      yield await last.close()
    }
  } finally {
    open?.abandon()
  }
}

/**
 * The most characters that are written between two checks whether the part is
 * full. A page may hold sixty lines of a megabyte, and a part must not pass its
 * cap.
 */
const SLICE_LENGTH = 4 * 1024 * 1024

/** A page in pieces of limited length; mostly one piece. */
function* slices(page: readonly string[]): Generator<readonly string[]> {
  let begin = 0
  let length = 0
  for (const [at, line] of page.entries()) {
    length += line.length
    if (length < SLICE_LENGTH) continue
    yield page.slice(begin, at + 1)
    begin = at + 1
    length = 0
  }
  if (begin < page.length) yield begin === 0 ? page : page.slice(begin)
}

// A write to a gzip stream costs as much as compressing a few kilobytes.
const CHUNK_BYTES = 64 * 1024

/** A part that is being written: its gzip stream and what went into it. */
class OpenPart {
  readonly #kind: PartKind
  readonly #index: number
  readonly #encryption: PartEncryption | undefined
  readonly #gzip = createGzip({ level: 6 })
  readonly #chunks: Buffer[] = []
  readonly #text = createHash('sha256')
  /** The digest of the records, for the last line of an encrypted part. */
  readonly #recordText = createHash('sha256')
  /** Text that isn't in the stream yet. */
  #pending: Buffer[] = []
  #pendingBytes = 0
  #storedBytes = 0
  #textBytes = 0
  #records = 0
  #lines = 0

  constructor(
    kind: PartKind,
    index: number,
    encryption: PartEncryption | undefined
  ) {
    this.#kind = kind
    this.#index = index
    this.#encryption = encryption
    this.#gzip.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk)
      this.#storedBytes += chunk.length
    })
    if (encryption === undefined) return
    const { snapshotId } = encryption
    this.#add(Buffer.from(`${firstLine({ snapshotId, kind, index })}\n`), 1)
  }

  async write(lines: readonly string[]): Promise<void> {
    const bytes = Buffer.from(`${lines.join('\n')}\n`)
    this.#add(bytes, lines.length)
    this.#records += lines.length
    if (this.#encryption !== undefined) this.#recordText.update(bytes)
    if (this.#pendingBytes < CHUNK_BYTES) return
    if (!this.#compress()) await once(this.#gzip, 'drain')
  }

  #add(bytes: Buffer, lines: number): void {
    this.#pending.push(bytes)
    this.#pendingBytes += bytes.length
    this.#textBytes += bytes.length
    this.#lines += lines
  }

  /** Returns whether the stream accepts more without a wait. */
  #compress(): boolean {
    const text = Buffer.concat(this.#pending)
    this.#pending = []
    this.#pendingBytes = 0
    this.#text.update(text)
    return this.#gzip.write(text)
  }

  isFull(limits: PartLimits): boolean {
    return (
      this.#storedBytes >= limits.closeAtBytes ||
      this.#textBytes >= limits.closeAtTextBytes
    )
  }

  async close(): Promise<Part> {
    const records = this.#records
    if (this.#encryption !== undefined) {
      const line = lastLine(records, this.#recordText.digest('hex'))
      this.#add(Buffer.from(`${line}\n`), 1)
    }
    this.#compress()
    this.#gzip.end()
    await once(this.#gzip, 'end')
    const gzipped = Buffer.concat(this.#chunks)
    await expectText(gzipped, this.#text.digest('hex'), this.#lines)
    const bytes = await this.#encrypt(gzipped)
    if (bytes.length > READ_CAPS.partBytes) {
      const what = `object of ${this.#kind}`
      throw unreadable(what, 'is larger than 32 MiB', TooLargeToRead)
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { kind: this.#kind, index: this.#index, records, bytes, sha256 }
  }

  async #encrypt(gzipped: Buffer): Promise<Buffer> {
    return (await this.#encryption?.age.encrypt([gzipped])) ?? gzipped
  }

  abandon(): void {
    this.#gzip.destroy()
  }
}

/** Decodes the bytes of a part and compares the text with what was written. */
async function expectText(
  bytes: Buffer,
  sha256: string,
  lines: number
): Promise<void> {
  const text = createHash('sha256')
  let lineFeeds = 0
  for await (const chunk of gunzipOneMember(bytes, READ_CAPS.partTextBytes)) {
    text.update(chunk)
    for (
      let at = chunk.indexOf(0x0a);
      at !== -1;
      at = chunk.indexOf(0x0a, at + 1)
    ) {
      lineFeeds += 1
    }
  }
  if (text.digest('hex') !== sha256 || lineFeeds !== lines) throw notAsMeant()
}

function notAsMeant(): UserError {
  return new UserError(
    'count-mismatch',
    'A part of the snapshot did not decode to what was written into it, so nothing was stored. The memory or the disk of the runner may be faulty: run the job again.'
  )
}
