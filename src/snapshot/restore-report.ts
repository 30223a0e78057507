import { constants, crc32, deflateRawSync } from 'node:zlib'
import * as v from 'valibot'
import type { AgeWriter } from './age/age-writer.ts'

/**
 * The files that a restore leaves about the users of its snapshot. The
 * specification is docs/snapshot-format.md; a change here changes it.
 */

/** What a restore, or at the end a recovery, did with a user. */
export const REPORT_RESULTS = [
  'created',
  'updated',
  'existing',
  'conflict',
  'skipped',
  'failed',
  'missing',
  'reverted'
] as const
export type ReportResult = (typeof REPORT_RESULTS)[number]

/** What the report says about one user. */
export interface ReportLine {
  username: string
  /** The `sub` in the snapshot. */
  oldSub: string
  /** The `sub` in the target pool; `null` if unknown. */
  newSub: string | null
  result: ReportResult
  /** The reason for the result; `null` if there is none. */
  code: string | null
}

/** Both files, gzipped and perhaps encrypted. */
export interface RestoreReportFiles {
  report: Buffer
  subMap: Buffer
  /** Whether age encrypts them. Otherwise they hold readable personal data. */
  isEncrypted: boolean
}

export interface RestoreReport {
  /** Throws an Error after `finish`, so no line is lost silently. */
  add(line: ReportLine): void
  /**
   * Ends both files.
   *
   * @throws UserError `count-mismatch` if encryption went wrong
   */
  finish(): Promise<RestoreReportFiles>
}

/**
 * An empty report. It holds compressed bytes and up to 64 KiB of text for each
 * file, some 100 bytes a user, however fast the lines come.
 *
 * @param age encrypts both files, if given
 * @param isPseudonymised whether the users are made up, which both files say
 */
export function createRestoreReport(
  age?: AgeWriter,
  isPseudonymised = false
): RestoreReport {
  const report = new GzipText()
  const subMap = new GzipText()
  const [ofHeader, ofRow] = isPseudonymised
    ? [',pseudonymised', ',true']
    : ['', '']
  subMap.write(`old_sub,new_sub${ofHeader}\n`)
  return {
    add(line) {
      report.write(`${encodeReportLine(line, isPseudonymised)}\n`)
      const { oldSub, newSub } = line
      if (newSub === null || newSub === oldSub) return
      subMap.write(`${csvField(oldSub)},${csvField(newSub)}${ofRow}\n`)
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
function encodeReportLine(line: ReportLine, isPseudonymised: boolean): string {
  return JSON.stringify({
    username: line.username,
    oldSub: line.oldSub,
    newSub: line.newSub,
    result: line.result,
    code: line.code,
    ...(isPseudonymised && { pseudonymised: true })
  })
}

const resultOfUser = v.object({
  oldSub: v.pipe(v.string(), v.nonEmpty()),
  result: v.picklist(REPORT_RESULTS)
})

/**
 * The user and the result of a report line. Other fields are ignored: a later
 * version may add some.
 *
 * @returns `undefined` if the text is no such line
 */
export function decodeReportLine(
  line: string
): Pick<ReportLine, 'oldSub' | 'result'> | undefined {
  // Spares most usernames the cost of a failed parse.
  if (!line.startsWith('{')) return undefined
  try {
    const result = v.safeParse(resultOfUser, JSON.parse(line))
    return result.success ? result.output : undefined
  } catch {
    return undefined
  }
}

/** A field in RFC 4180, quoted only if necessary. */
function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// RFC 1952: magic, deflate, no flags, no time, unknown system.
const GZIP_HEADER = Buffer.from('1f8b08000000000000ff', 'hex')
const BATCH_CHARACTERS = 64 * 1024

/**
 * One gzip member, written line by line. It compresses each batch
 * synchronously. A stream would queue lines that come faster than it
 * compresses, and a plan that skips most users makes lines very fast.
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
    // A sync flush ends on a byte boundary, so the next batch can follow.
    if (this.#pendingCharacters >= BATCH_CHARACTERS) {
      this.#compress(constants.Z_SYNC_FLUSH)
    }
  }

  /** The whole member, in pieces that belong to the caller. */
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
    // A copy, because zlib's result keeps a whole slab of memory alive.
    this.#stored.push(new Uint8Array(deflateRawSync(text, { finishFlush })))
  }
}
