import { constants, crc32, deflateRawSync } from 'node:zlib'
import * as v from 'valibot'
import type { AgeWriter } from './age/age-writer.ts'

/**
 * The files that a restore leaves about the users of its snapshot. The public
 * specification is docs/snapshot-format.md; a change here is a change of it.
 */

/** What became of a user. */
export const REPORT_RESULTS = [
  'created',
  'updated',
  'existing',
  'conflict',
  'skipped',
  'failed'
] as const
export type ReportResult = (typeof REPORT_RESULTS)[number]

/** What the report says of one user. */
export interface ReportLine {
  username: string
  /** The `sub` in the snapshot. */
  oldSub: string
  /** The `sub` in the pool that was restored into; `null` when not known. */
  newSub: string | null
  result: ReportResult
  /** Why; `null` when there is nothing to say. */
  code: string | null
}

/** Both files, gzipped, and encrypted where the report is. */
export interface RestoreReportFiles {
  report: Buffer
  subMap: Buffer
  /** With age; otherwise they hold personal data that anybody can read. */
  isEncrypted: boolean
}

export interface RestoreReport {
  /** Throws an Error after the end: a line must never be lost in silence. */
  add(line: ReportLine): void
  /**
   * Ends both files.
   *
   * @throws UserError `count-mismatch` when encryption went wrong
   */
  finish(): Promise<RestoreReportFiles>
}

/**
 * A report without lines. It holds compressed bytes and up to 64 KiB of text of
 * each file, some 100 bytes a user, however fast the lines come.
 *
 * @param age encrypts both files, where it is given
 */
export function createRestoreReport(age?: AgeWriter): RestoreReport {
  const report = new GzipText()
  const subMap = new GzipText()
  subMap.write('old_sub,new_sub\n')
  return {
    add(line) {
      report.write(`${encodeReportLine(line)}\n`)
      const { oldSub, newSub } = line
      if (newSub === null || newSub === oldSub) return
      subMap.write(`${csvField(oldSub)},${csvField(newSub)}\n`)
    },
    async finish() {
      const files = [report.end(), subMap.end()] as const
      const isEncrypted = age !== undefined
      const store = (pieces: Uint8Array[]) =>
        age?.encrypt(pieces) ?? Promise.resolve(Buffer.concat(pieces))
      return {
        report: await store(files[0]),
        subMap: await store(files[1]),
        isEncrypted
      }
    }
  }
}

/** The canonical line, without its line feed: these fields, in this order. */
function encodeReportLine(line: ReportLine): string {
  return JSON.stringify({
    username: line.username,
    oldSub: line.oldSub,
    newSub: line.newSub,
    result: line.result,
    code: line.code
  })
}

const resultOfUser = v.object({
  oldSub: v.pipe(v.string(), v.nonEmpty()),
  result: v.picklist(REPORT_RESULTS)
})

/**
 * What a line of a report says became of which user, whatever else it says: a
 * later version may say more.
 *
 * @returns `undefined` for what is no such line
 */
export function decodeReportLine(
  line: string
): Pick<ReportLine, 'oldSub' | 'result'> | undefined {
  // Most names are told from a line without the cost of a failed parsing.
  if (!line.startsWith('{')) return undefined
  try {
    const result = v.safeParse(resultOfUser, JSON.parse(line))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

/** RFC 4180, which quotes only where it must. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// RFC 1952: magic, deflate, no flags, no time, unknown system.
const GZIP_HEADER = Buffer.from('1f8b08000000000000ff', 'hex')
const BATCH_CHARACTERS = 64 * 1024

/**
 * One gzip member, written line by line. Each batch is compressed at once and
 * on the spot: a stream would queue the text of lines that come faster than it
 * compresses, and a plan that skips most users gives them very fast.
 */
class GzipText {
  #stored: Uint8Array[] = [GZIP_HEADER]
  #pending: string[] = []
  #pendingCharacters = 0
  #crc = 0
  #bytes = 0
  #isEnded = false

  write(text: string): void {
    if (this.#isEnded) throw new Error('The report has ended already')
    this.#pending.push(text)
    this.#pendingCharacters += text.length
    // A sync flush ends on a byte, so that the next batch can follow it.
    if (this.#pendingCharacters >= BATCH_CHARACTERS) {
      this.#compress(constants.Z_SYNC_FLUSH)
    }
  }

  /** All of it, in pieces that belong to the caller. */
  end(): Uint8Array[] {
    if (this.#isEnded) throw new Error('The report has ended already')
    this.#isEnded = true
    this.#compress(constants.Z_FINISH)
    const trailer = Buffer.alloc(8)
    trailer.writeUInt32LE(this.#crc, 0)
    trailer.writeUInt32LE(this.#bytes % 2 ** 32, 4)
    const pieces = [...this.#stored, trailer]
    this.#stored = []
    return pieces
  }

  #compress(finishFlush: number): void {
    const text = Buffer.from(this.#pending.join(''))
    this.#pending = []
    this.#pendingCharacters = 0
    this.#crc = crc32(text, this.#crc)
    this.#bytes += text.length
    // A copy: zlib's answer would keep the whole slab of memory that it is in.
    this.#stored.push(new Uint8Array(deflateRawSync(text, { finishFlush })))
  }
}
