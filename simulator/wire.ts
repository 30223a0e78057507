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

/** What goes back over the wire. */
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
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > maxBodyBytes) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  const [path = '/', query = ''] = splitAt(message.url ?? '/', '?')
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: message.headers,
    body: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
  }
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
