import type { IncomingHttpHeaders } from 'node:http'
import { header } from '../wire.ts'
import type { Fields } from './checksums.ts'
import { invalidRequest, S3Error } from './errors.ts'

/**
 * Takes the `aws-chunked` framing off a body, if it has one, and returns the
 * object's bytes together with the trailers, in which a streaming client sends
 * a checksum that it only knew at the end. Signatures of chunks are not
 * verified.
 *
 * Source: S3 API reference, "Signature calculations for the authorization
 * header: transferring a payload in multiple chunks".
 */
export function decodeBody(
  headers: IncomingHttpHeaders,
  body: Buffer
): { bytes: Buffer; trailers: Fields } {
  const hash = header(headers, 'x-amz-content-sha256') ?? ''
  if (!hash.startsWith('STREAMING-')) return { bytes: body, trailers: {} }
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const line = lineAt(body, at)
    const size = Number.parseInt(line.text, 16)
    if (Number.isNaN(size)) throw incomplete()
    at = line.end
    if (size === 0) break
    if (at + size + 2 > body.length) throw incomplete()
    chunks.push(body.subarray(at, at + size))
    at += size + 2
  }
  const bytes = Buffer.concat(chunks)
  const length = header(headers, 'x-amz-decoded-content-length')
  if (length !== undefined && Number(length) !== bytes.length)
    throw incomplete()
  return { bytes, trailers: readTrailers(headers, body, at) }
}

function readTrailers(
  headers: IncomingHttpHeaders,
  body: Buffer,
  start: number
): Fields {
  const trailers: Fields = {}
  let at = start
  while (at < body.length) {
    const { text, end } = lineAt(body, at)
    at = end
    const colon = text.indexOf(':')
    if (colon > 0)
      trailers[text.slice(0, colon).toLowerCase()] = text
        .slice(colon + 1)
        .trim()
  }
  for (const name of (header(headers, 'x-amz-trailer') ?? '').split(','))
    if (name !== '' && trailers[name.trim().toLowerCase()] === undefined)
      throw invalidRequest(`The trailer ${name} was announced but not sent.`)
  return trailers
}

/** The line that begins at a position, and where the next one begins. */
function lineAt(body: Buffer, start: number): { text: string; end: number } {
  const end = body.indexOf('\r\n', start)
  if (end < 0) throw incomplete()
  return { text: body.toString('latin1', start, end), end: end + 2 }
}

const incomplete = () =>
  new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly')
