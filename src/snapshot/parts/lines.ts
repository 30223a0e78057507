import { TextDecoder } from 'node:util'
import { UserError } from '../../shared/errors.ts'

const LINE_FEED = 0x0a

/**
 * The longest line, in bytes. A user has at most 70 attributes of 2,048
 * characters, and a JSON escape takes at most six bytes for each.
 */
export const MAX_LINE_BYTES = 1024 * 1024

/**
 * Splits UTF-8 text at byte 0x0A only. Node's readline also splits at U+2028
 * and U+2029, which JSON doesn't escape in strings. Yields the lines of one
 * chunk at a time, without line feeds.
 *
 * @throws UserError `snapshot-bomb` for a line over MAX_LINE_BYTES;
 *   `snapshot-invalid` for an empty line, a last line without its line feed, or
 *   bytes that aren't UTF-8
 */
export async function* splitLines(
  chunks: AsyncIterable<Buffer>
): AsyncGenerator<string[]> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest: Buffer[] = []
  let restBytes = 0
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LINE_FEED)
    if (end === -1) {
      rest.push(chunk)
      restBytes += chunk.length
      if (restBytes > MAX_LINE_BYTES) throw tooLong()
      continue
    }
    const whole = Buffer.concat([...rest, chunk.subarray(0, end)])
    rest = [chunk.subarray(end + 1)]
    restBytes = chunk.length - end - 1
    const lines = decode(utf8, whole).split('\n')
    if (lines.some(line => line === '')) throw invalid('an empty line')
    if (lines.some(isTooLong)) throw tooLong()
    yield lines
  }
  if (restBytes > 0) throw invalid('a last line that is cut off')
}

/** Whether a line is longer than splitLines accepts. */
export function isTooLong(line: string): boolean {
  // No character takes more than three bytes for each of its UTF-16 units.
  if (line.length * 3 <= MAX_LINE_BYTES) return false
  return Buffer.byteLength(line) > MAX_LINE_BYTES
}

function decode(utf8: TextDecoder, bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw invalid('bytes that are not UTF-8')
  }
}

function tooLong(): UserError {
  return new UserError(
    'snapshot-bomb',
    `An object of the snapshot holds a line of more than ${MAX_LINE_BYTES} bytes, which this tool never writes. Restore from another snapshot, and find out who wrote this one.`
  )
}

function invalid(what: string): UserError {
  return new UserError(
    'snapshot-invalid',
    `An object of the snapshot holds ${what}. It was not written by this tool, or was changed since. Restore from another snapshot.`
  )
}
