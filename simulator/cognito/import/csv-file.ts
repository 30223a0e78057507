import { isUtf8 } from 'node:buffer'

/** Counted as JavaScript counts. Source: developer guide, CSV import. */
const maxRowLength = 16_000

/** A line of the file. */
export interface CsvLine {
  /** The header is line 1, as seen in logs of real jobs. */
  number: number
  /**
   * Undefined for an unreadable line: not UTF-8, after a byte order mark, or
   * too long.
   */
  fields: string[] | undefined
}

const lineFeed = 10
const carriageReturn = 13
/** JavaScript would trim it like a space. */
const byteOrderMark = '\ufeff'

/**
 * Reads an uploaded file line by line, so that memory never holds it twice.
 * Blank lines count in the numbers, and are no rows.
 *
 * Inferred: a lone carriage return ends a line too, as in most readers.
 */
export class CsvFile {
  readonly #bytes: Buffer
  #offset = 0
  #number = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** The next line with something in it; undefined at the end. */
  next(): CsvLine | undefined {
    const range = this.#nextRange()
    if (range === undefined) return undefined
    const line = this.#bytes.subarray(range.start, range.end)
    const text = isUtf8(line) ? line.toString() : undefined
    const isReadable =
      text !== undefined &&
      text.length <= maxRowLength &&
      !text.startsWith(byteOrderMark)
    return {
      number: this.#number,
      fields: isReadable ? splitRow(text) : undefined
    }
  }

  /** The number of lines that {@link next} has still to return. */
  remaining(): number {
    const ahead = new CsvFile(this.#bytes.subarray(this.#offset))
    let lines = 0
    while (ahead.#nextRange() !== undefined) lines += 1
    return lines
  }

  #nextRange(): { start: number; end: number } | undefined {
    const bytes = this.#bytes
    while (this.#offset < bytes.length) {
      const start = this.#offset
      let end = start
      while (end < bytes.length && !isLineEnd(bytes[end])) end += 1
      const crlf = bytes[end] === carriageReturn && bytes[end + 1] === lineFeed
      this.#offset = end + (crlf ? 2 : 1)
      this.#number += 1
      if (end > start) return { start, end }
    }
    return undefined
  }
}

const isLineEnd = (byte: number | undefined) =>
  byte === lineFeed || byte === carriageReturn

/**
 * The fields of a row: there are no quotes, a backslash before a comma keeps
 * the comma, and white space around a value goes. Any other backslash stays as
 * it is (inferred).
 *
 * Source: developer guide, "Formatting the CSV file".
 */
export function splitRow(row: string): string[] {
  return row.split(/(?<!\\),/).map(field => field.replaceAll('\\,', ',').trim())
}
