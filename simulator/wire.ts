import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** A request as it came over the wire, its body read to the end. */
export interface WireRequest {
  method: string
  /** The path as sent, still percent-encoded. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

/** The answer to a request. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: string | Buffer
  /** An error: its name, for the statistics. Not sent. */
  errorName?: string
}

/** Larger bodies are refused: AWS has such limits too, and memory is finite. */
export const maxBodyBytes = 256 * 1024 * 1024

export class BodyTooLarge extends Error {}

/** Reads a request to its end; throws {@link BodyTooLarge} past the cap. */
export async function readRequest(
  message: IncomingMessage
): Promise<WireRequest> {
  const body = await readBody(message)
  const [path = '/', query = ''] = splitAt(message.url ?? '/', '?')
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: message.headers,
    body
  }
}

/** By events: an asynchronous iteration takes several times as long. */
function readBody(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBodyBytes) reject(new BodyTooLarge())
      else chunks.push(chunk)
    })
    message.on('end', () => {
      const [only] = chunks
      resolve(only && chunks.length === 1 ? only : Buffer.concat(chunks))
    })
    message.on('error', reject)
  })
}

/** A header's value; the last one where a client sent several. */
export function header(
  headers: IncomingHttpHeaders,
  name: string
): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? value.at(-1) : value
}

function splitAt(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
