import { crc32, createInflateRaw } from 'node:zlib'
import { UserError } from '../../shared/errors.ts'

// RFC 1952: magic, method 8, then a flag byte, which is 0 without optional
// fields. The writer sets none and the reader accepts none, so the header is
// always ten bytes.
const HEADER_BYTES = 10
const TRAILER_BYTES = 8

/** Each piece of text is a task of Node's thread pool; the default is 16 KiB. */
const CHUNK_BYTES = 64 * 1024

/**
 * Inflates gzip data that is exactly one member, as the format demands. Node's
 * gunzip also accepts several members and trailing zeros, so it could give text
 * that no checksum covers.
 *
 * @param maxBytes the most bytes that it may inflate to
 * @throws UserError `snapshot-bomb` beyond `maxBytes`, else `snapshot-damaged`
 */
export async function* gunzipOneMember(
  data: Uint8Array,
  maxBytes: number
): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  if (
    bytes.length < HEADER_BYTES + TRAILER_BYTES ||
    bytes.readUInt32BE(0) !== 0x1f8b0800
  ) {
    throw damaged('is not gzip data')
  }
  const deflated = bytes.subarray(HEADER_BYTES, -TRAILER_BYTES)
  const inflate = createInflateRaw({ chunkSize: CHUNK_BYTES })
  inflate.end(deflated)
  let crc = 0
  let size = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBytes) {
        throw tooLarge(maxBytes)
      }
      crc = crc32(chunk, crc)
      yield chunk
    }
  } catch (error) {
    // zlib's own errors carry a code such as Z_DATA_ERROR.
    if (isZlibError(error)) throw damaged('does not inflate', error)
    throw error
  } finally {
    inflate.destroy()
  }
  if (inflate.bytesWritten !== deflated.length) {
    throw damaged('has bytes after its end')
  }
  if (
    crc !== bytes.readUInt32LE(bytes.length - 8) ||
    size % 2 ** 32 !== bytes.readUInt32LE(bytes.length - 4)
  ) {
    throw damaged('does not match its own check sum')
  }
}

function isZlibError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    error.code.startsWith('Z_')
  )
}

function tooLarge(maxBytes: number): UserError {
  return new UserError(
    'snapshot-bomb',
    `An object of the snapshot inflates to more than ${maxBytes} bytes, which this tool never writes. Restore from another snapshot, and find out who wrote this one.`
  )
}

function damaged(why: string, cause?: unknown): UserError {
  return new UserError(
    'snapshot-damaged',
    `An object of the snapshot ${why}. Restore from another snapshot.`,
    { cause }
  )
}
